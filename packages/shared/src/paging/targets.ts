import { isAsleep } from "../oncall/quiet.ts";
import { nextHandOver, onCallAt } from "../oncall/resolve.ts";
import type { TeamConfig } from "../team/config.ts";
import type { TeamState } from "../team/state.ts";
import { earliest, type Instant } from "../time.ts";
import { FIRST_WAIT_SECONDS } from "./ladder.ts";
import type { PolicySnapshot } from "./page.ts";
import type { PolicyStep, Target } from "./policy.ts";
import { everyone, memberOf } from "./reach.ts";

/** Whom a step asks, resolved when it begins: people change, a page goes on. Spec "oncall" §3. */

/** What people call the policy that nobody made. */
export const DEFAULT_LADDER = "Default ladder";

/** The ladder of a team that has set none: whoever is on call, or everyone; then everyone, again and again. */
function defaultPolicy(config: TeamConfig | null): PolicySnapshot {
  const [first] = config?.rotas ?? [];
  const asked: Target = first ? { kind: "rota", rota: first.id } : { kind: "team" };
  const step: PolicyStep = { targets: [asked], plan: null, waitSeconds: FIRST_WAIT_SECONDS };
  return { id: null, name: DEFAULT_LADDER, steps: [step], repeats: 0 };
}

/** The policy with this id as it is now; the team's own where it is unknown or none is named. */
export function policyFor(config: TeamConfig | null, id: string | null): PolicySnapshot {
  const named = (wanted: string | null) => config?.policies.find((known) => known.id === wanted);
  return named(id) ?? named(config?.defaultPolicy ?? null) ?? defaultPolicy(config);
}

/** People asked at once, people who sleep and join later, channels posted to, and when a rota brings the next person in. */
export type Asked = { users: string[]; sleepers: string[]; rooms: string[]; handoffAt: Instant | null };

/** Whom these targets mean at an instant. Only members are ever asked. */
export function askedBy(state: TeamState, targets: readonly Target[], now: Instant): Asked {
  const named = targets.flatMap((target) => (target.kind === "team" ? [] : namedBy(state, target, now)));
  const team = targets.some(({ kind }) => kind === "team") ? everyone(state) : [];
  const people = [...new Set([...named, ...team])];
  const asleep = people.filter((user) => !named.includes(user) && sleeps(state, user, now));
  const sleepers = asleep.length < people.length ? asleep : [];
  return {
    users: people.filter((user) => !sleepers.includes(user)),
    sleepers,
    rooms: targets.flatMap((target) => (target.kind === "channel" ? [target.channel] : [])),
    handoffAt: earliest(
      targets.map((target) => {
        const rota = target.kind === "rota" ? rotaOf(state, target.rota) : undefined;
        return rota && nextHandOver(rota, now);
      }),
    ),
  };
}

const rotaOf = (state: TeamState, id: string) => state.config?.rotas.find((known) => known.id === id);

/** In the rota's order; a rota that is gone, and people who left, are nobody. */
function namedBy(state: TeamState, target: Exclude<Target, { kind: "team" }>, now: Instant): string[] {
  if (target.kind === "channel") return [];
  if (target.kind === "member") return memberOf(state, target.user) ? [target.user] : [];
  const rota = rotaOf(state, target.rota);
  return (rota ? onCallAt(rota, now) : []).filter((user) => memberOf(state, user));
}

function sleeps(state: TeamState, user: string, now: Instant): boolean {
  const member = memberOf(state, user);
  return member !== undefined && isAsleep(member, now);
}
