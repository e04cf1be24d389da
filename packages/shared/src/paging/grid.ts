import { DAY, HOUR, MINUTE, SECOND, type Instant } from "../time.ts";
import { FIRST_WAIT_SECONDS } from "./ladder.ts";
import type { Next, Page, Run, RunStart } from "./page.ts";
import type { PolicyStep } from "./policy.ts";

/**
 * When a run asks whom: its steps one after the other, then rounds of the whole team on a grid, and after a day once a
 * day. Nothing here knows people. Spec "oncall" §3.
 */

const ROUND_EVERY = 5 * MINUTE;
const QUICK_ROUNDS = 12;
const SLOW_ROUND_EVERY = 15 * MINUTE;

/** The steps a run goes through before everyone is asked, repetitions written out. */
export function sequenceOf({ policy, run }: Pick<Page, "policy" | "run">): readonly PolicyStep[] {
  switch (run.start.kind) {
    case "policy":
      return Array.from({ length: 1 + policy.repeats }, () => policy.steps).flat();
    case "person":
      return [{ targets: [{ kind: "member", user: run.start.user }], plan: null, waitSeconds: FIRST_WAIT_SECONDS }];
    case "team":
      return [];
  }
}

/** A place in a sequence: which step (its length: the rounds), and where that begins on the grid. */
export type Place = { position: number; at: Instant };

/** The place that is due at `now` on the way from another one: steps whose time has passed are not made up for. */
export function placeAt(sequence: readonly PolicyStep[], from: Place, now: Instant): Place {
  let { position, at } = from;
  for (; position < sequence.length; position++) {
    const ends = at + (sequence[position]?.waitSeconds ?? 0) * SECOND;
    if (now < ends) break;
    at = ends;
  }
  return { position, at };
}

/** When the step at a place is over. */
export const deadlineOf = (sequence: readonly PolicyStep[], { position, at }: Place): Instant =>
  at + (sequence[position]?.waitSeconds ?? 0) * SECOND;

/** When everyone will be asked, if no step is cut short; null while they are, or when the page does not ring. */
export function everyoneAt(page: Page): Instant | null {
  if (page.state !== "firing" || page.step?.kind !== "policy") return null;
  const { position, gridAt } = page.step;
  return placeAt(sequenceOf(page), { position, at: gridAt }, Infinity).at;
}

/** When team round `i` (from 0) starts. */
function roundStart(teamAt: Instant, i: number): Instant {
  if (i < QUICK_ROUNDS) return teamAt + i * ROUND_EVERY;
  return teamAt + (QUICK_ROUNDS - 1) * ROUND_EVERY + (i - QUICK_ROUNDS + 1) * SLOW_ROUND_EVERY;
}

/** When a run says aloud that nobody answered: after a day, and never before the quick rounds are through. */
const exhaustedAt = (t0: Instant, teamAt: Instant): Instant => Math.max(t0 + DAY, teamAt + HOUR);

/** What comes strictly after `after` in the rounds of a run: a round, the exhaustion, then one round a day. */
export function nextRound(t0: Instant, teamAt: Instant, after: Instant): Omit<Next, "order"> {
  const end = exhaustedAt(t0, teamAt);
  for (let i = 0; ; i++) {
    const start = roundStart(teamAt, i);
    if (start > end) break;
    if (start > after) return { at: start, kind: "round" };
  }
  if (end > after) return { at: end, kind: "exhausted" };
  const days = Math.floor((after - end) / DAY) + 1;
  return { at: end + days * DAY, kind: "daily" };
}

/** How many rounds have passed unseen, if the one due at `due` is only looked at now. */
export function missedRounds(t0: Instant, teamAt: Instant, due: Instant, now: Instant): number {
  let missed = 0;
  for (let at = nextRound(t0, teamAt, due).at; at <= now; at = nextRound(t0, teamAt, at).at) missed += 1;
  return missed;
}

/** A run that begins at `t0`. */
export const newRun = (start: RunStart, t0: Instant): Run => ({ start, t0, teamAt: null });

/**
 * A run for something that happened at `at`, perhaps long ago: its clock starts then, unless nothing of the ladder
 * would be left, in which case everyone is asked now.
 */
export const runSince = (start: RunStart, at: Instant, now: Instant): Run =>
  now >= at + DAY ? newRun({ kind: "team" }, now) : newRun(start, at);
