import { slugify } from "../compat/slugify.ts";
import type { TeamConfig } from "../team/config.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import type { GuardSettings, Requirement, TargetRef } from "./settings.ts";

/** What a guard looks at: the things that must be well, and how to find and call them. */

/** The part of a team's state that a guard's conditions read. Nothing else is needed to decide. */
export type GuardTeam = Pick<
  TeamState,
  "team" | "config" | "heartbeats" | "monitors" | "insights" | "incidents" | "pages"
>;

/** What is known beside the team's own state. */
export type Circumstances = {
  /** Why nothing destructive may run at present, in a few words; null while there is no freeze. */
  frozen: string | null;
  /** Since when pings cannot be heard, epoch ms; null while they can. Spec "trust" §6. */
  blind: { since: Instant } | null;
};

/** All that conditions are judged by. `now` in epoch ms. */
export type Scene = { guard: GuardSettings; team: GuardTeam; around: Circumstances; now: Instant };

/** The zone in which texts tell the time. */
export const zoneOf = ({ team }: GuardTeam): string => team?.zone ?? "UTC";

/** Whether two references mean one thing. */
export const isSame = (one: TargetRef, other: TargetRef): boolean => one.kind === other.kind && one.id === other.id;

/** What people call a target; its id when nothing of that id exists. */
export function labelOf(config: TeamConfig | null, { kind, id }: TargetRef): string {
  if (kind === "monitor") return config?.monitors.find((known) => known.id === id)?.name ?? id;
  const heartbeat = config?.heartbeats.find((known) => known.id === id);
  return heartbeat?.slug || heartbeat?.name || id;
}

/**
 * The things that the names of a request mean: each by its id, slug or name, or by what its name would be as a slug. A name
 * that fits several means all of them; `unknown` holds those that fit nothing.
 */
export function resolveNames(
  config: TeamConfig | null,
  names: readonly string[],
): { targets: TargetRef[]; unknown: string[] } {
  const found = names.map((name) => ({ name, targets: named(config, name) }));
  return {
    targets: distinct(found.flatMap(({ targets }) => targets)),
    unknown: found.filter(({ targets }) => targets.length === 0).map(({ name }) => name),
  };
}

function named(config: TeamConfig | null, name: string): TargetRef[] {
  if (name === "") return [];
  const fits = (texts: readonly string[]): boolean => texts.includes(name);
  const heartbeats = (config?.heartbeats ?? [])
    .filter((known) => fits([known.id, known.slug, known.name, slugify(known.name)]))
    .map(({ id }): TargetRef => ({ kind: "heartbeat", id }));
  const monitors = (config?.monitors ?? [])
    .filter((known) => fits([known.id, known.name, slugify(known.name)]))
    .map(({ id }): TargetRef => ({ kind: "monitor", id }));
  return [...heartbeats, ...monitors];
}

const distinct = (targets: readonly TargetRef[]): TargetRef[] =>
  targets.filter((target, i) => targets.findIndex((other) => isSame(other, target)) === i);

/**
 * Everything that must be well: what the guard requires, the heartbeats whose metrics it reads (an old number of a job that
 * no longer runs says nothing), and what a request adds. Each once; the guard's own max age counts.
 */
export function allRequired({ requires, rules }: GuardSettings, added: readonly TargetRef[]): Requirement[] {
  const measured = rules.flatMap((rule): TargetRef[] =>
    rule.kind === "share_of_median" ? [{ kind: "heartbeat", id: rule.heartbeat }] : [],
  );
  const others = distinct([...measured, ...added]).filter((target) => !requires.some((own) => isSame(own, target)));
  return [...requires, ...others.map(({ kind, id }) => ({ kind, id, maxAgeSeconds: null }))];
}
