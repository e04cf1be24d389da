import type { Rules } from "@nightbell/shared/actor/engine";
import type { Command } from "@nightbell/shared/team/commands";
import { decided } from "@nightbell/shared/team/decide";
import { isKept, type TeamEvent } from "@nightbell/shared/team/events";
import { evolve } from "@nightbell/shared/team/evolve";
import type { TeamState } from "@nightbell/shared/team/state";
import { PRODUCT, type Product } from "@nightbell/testkit/simulator/world";

/** The product with one deliberate break, which the laws must notice. `id`: its number in spec "trust" §4, or a name. */
export type Mutant = { id: string; says: string; make(): Product };

/** A mutant that decides otherwise. */
export const ruled = (id: string, says: string, make: () => Rules): Mutant => ({
  id,
  says,
  make: () => ({ ...PRODUCT, rules: make() }),
});

/** Events as the log would number them, and the state that they lead to. */
export function folded(state: TeamState, events: readonly TeamEvent[]): { events: TeamEvent[]; state: TeamState } {
  const numbered: TeamEvent[] = [];
  let after = state;
  for (const event of events) {
    const next = { ...event, seq: isKept(event) ? after.seq + 1 : after.seq };
    numbered.push(next);
    after = evolve(after, next);
  }
  return { events: numbered, state: after };
}

/** Rules whose events are changed before anybody sees them. */
export const edited =
  (change: (events: TeamEvent[], before: TeamState, command: Command) => TeamEvent[]): Rules =>
  (state, command, now) =>
    folded(state, change(decided(state, command, now).events, state, command));

/** Rules that see another state than there is, for some commands. */
export const seeing =
  (kind: Command["kind"], change: (state: TeamState, command: Command, now: number) => TeamState): Rules =>
  (state, command, now) =>
    command.kind === kind
      ? folded(state, decided(change(state, command, now), command, now).events)
      : decided(state, command, now);

/** Rules that are asked something else than was asked. */
export const asking =
  (change: (command: Command, state: TeamState) => Command): Rules =>
  (state, command, now) =>
    decided(state, change(command, state), now);
