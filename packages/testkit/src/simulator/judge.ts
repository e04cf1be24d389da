import type { TeamEvent } from "@nightbell/shared/team/events";
import { evolve } from "@nightbell/shared/team/evolve";
import { emptyState, type TeamState } from "@nightbell/shared/team/state";
import type { Law, Seen } from "./laws/law.ts";
import type { Hand } from "./world/carriers.ts";

/** What was broken, by which law. */
export type Verdict = { law: string; says: string; at: number };

/** Watches a world: shows every durable event to every law, and keeps the first that was broken. */
export class Judge {
  verdict: Verdict | null = null;
  state: TeamState = emptyState();
  readonly #laws: readonly Law[];
  readonly #onEvent: readonly Law[];
  readonly #onHand: readonly Law[];
  readonly #onMinute: readonly Law[];
  readonly #now: () => number;

  constructor(laws: readonly Law[], now: () => number) {
    this.#laws = laws;
    this.#onEvent = laws.filter(({ event }) => event !== undefined);
    this.#onHand = laws.filter(({ hand }) => hand !== undefined);
    this.#onMinute = laws.filter(({ minute }) => minute !== undefined);
    this.#now = now;
  }

  /** Events that were written, in order. @param after what they lead to */
  written(events: readonly TeamEvent[], after: TeamState): void {
    const at = this.#now();
    for (const [i, event] of events.entries()) {
      const before = this.state;
      this.state = i === events.length - 1 ? after : evolve(before, event);
      const seen: Seen = { event, before, state: this.state, at };
      for (const law of this.#onEvent) this.#note(law.name, law.event?.(seen) ?? null);
    }
  }

  handed(hand: Hand): void {
    for (const law of this.#onHand) this.#note(law.name, law.hand?.(hand) ?? null);
  }

  /** Memory was lost: what follows is folded over what was loaded. */
  woke(state: TeamState): void {
    for (const law of this.#laws) this.#note(law.name, law.woke?.(state) ?? null);
    this.state = state;
  }

  minute(): void {
    for (const law of this.#onMinute) this.#note(law.name, law.minute?.(this.state) ?? null);
  }

  end(): void {
    for (const law of this.#laws) this.#note(law.name, law.end?.(this.state) ?? null);
  }

  /** A law that no event shows. */
  condemn(law: string, says: string): void {
    this.#note(law, says);
  }

  #note(law: string, says: string | null): void {
    if (says !== null) this.verdict ??= { law, says, at: this.#now() };
  }
}
