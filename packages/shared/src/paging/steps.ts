import { onCallAt, nextHandoff } from "../oncall/roster.ts";
import { isAsleep } from "../oncall/quiet.ts";
import type { Decision } from "../team/decision.ts";
import { ORDER_STEP } from "../team/evolve-page.ts";
import type { TeamState } from "../team/state.ts";
import { isSpent, newRun, nextOnGrid, SLEEPERS_JOIN } from "./ladder.ts";
import type { Page, Run, RunStart, Step } from "./page.ts";
import { everyone, isReachable, memberOf } from "./reach.ts";
import { messages, rungs } from "./rungs.ts";

/** The steps of a page: whom it asks, and when it moves on (spec "oncall" §3 and §4). */

export function pageOf(state: TeamState, id: string): Page {
  const page = state.pages[id];
  if (!page) throw new Error(`no page ${id}`);
  return page;
}

/**
 * A run for something that happened at `at`, perhaps long ago: its clock starts then, unless nothing of the
 * ladder would be left, in which case everyone is asked now.
 */
export function runSince(start: RunStart, at: number, now: number): Run {
  return isSpent(at, now) ? newRun({ kind: "team" }, now) : newRun(start, at);
}

/** Begins the step of the current run that is due now; steps whose time passed unseen are not replayed. */
export function beginRun(d: Decision, id: string): void {
  const { run } = pageOf(d.state, id);
  if (d.now >= run.teamAt) return beginRound(d, id, run.teamAt);
  const asked = run.start.kind === "person" ? [run.start.user] : onCallAt(d.state.config?.roster ?? null, d.now);
  if (asked === null) return beginFirst(d, id, everyone(d.state), true);
  if (asked.length === 0) {
    d.emit({ kind: "page.gap", subject: id, data: {} });
    return beginRound(d, id, run.t0);
  }
  beginFirst(d, id, asked, false);
}

/** An unreachable step takes no time: the team is asked at the same instant. */
function beginFirst(d: Decision, id: string, users: string[], wholeTeam: boolean): void {
  const { run } = pageOf(d.state, id);
  const reachable = users.filter((user) => isReachable(d.state, user));
  if (reachable.length === 0) {
    d.emit({ kind: "page.unreachable", subject: id, data: { users } });
    return beginRound(d, id, run.t0);
  }
  const asleep = wholeTeam ? reachable.filter((user) => sleeps(d, user)) : [];
  const later = asleep.length < reachable.length ? asleep : [];
  const first = reachable.filter((user) => !later.includes(user));
  const handoffAt =
    wholeTeam || run.start.kind === "person" ? null : nextHandoff(d.state.config?.roster ?? null, d.now);
  stepTo(d, id, "first", first, later, handoffAt, run.teamAt);
}

function sleeps(d: Decision, user: string): boolean {
  const member = memberOf(d.state, user);
  return member !== undefined && isAsleep(member, d.now);
}

/** A round of the whole team. `teamAt` is where the grid of rounds hangs; sleep is no excuse any more. */
export function beginRound(d: Decision, id: string, teamAt: number): void {
  const users = everyone(d.state);
  const reachable = users.filter((user) => isReachable(d.state, user));
  if (reachable.length === 0) d.emit({ kind: "page.unreachable", subject: id, data: { users } });
  stepTo(d, id, "team", reachable, [], null, teamAt);
}

function stepTo(
  d: Decision,
  id: string,
  kind: Step["kind"],
  users: string[],
  later: string[],
  handoffAt: number | null,
  teamAt: number,
): void {
  const { run, step } = pageOf(d.state, id);
  const sends = rungs(d.state, users, kind, d.now);
  const order = (d.state.seq + 1) * ORDER_STEP + sends.length;
  const sleepers = later.length > 0 ? { at: d.now + SLEEPERS_JOIN, order, users: later } : null;
  d.emit({
    kind: "page.stepped",
    subject: id,
    data: {
      step: { number: (step?.number ?? 0) + 1, kind, startedAt: d.now, users, sleepers, handoffAt },
      sends,
      next: nextOnGrid({ ...run, teamAt }, d.now),
      teamAt,
    },
  });
}

/** The page's own timer went off: the next round, or the day is over and we say so. */
export function advance(d: Decision, id: string): void {
  const { run, next } = pageOf(d.state, id);
  if (!next) return;
  if (next.kind !== "exhausted") return roundNow(d, id);
  d.emit({ kind: "page.exhausted", subject: id, data: { next: nextOnGrid(run, d.now) } });
  const sends = everyone(d.state).flatMap((user) => messages(d.state, user, "push", "exhausted", d.now));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: id, data: { sends } });
}

function roundNow(d: Decision, id: string): void {
  const { run, next } = pageOf(d.state, id);
  let missed = 0;
  for (let at = next?.at ?? d.now; ; missed++) {
    at = nextOnGrid(run, at).at;
    if (at > d.now) break;
  }
  if (missed > 0) d.emit({ kind: "page.skipped", subject: id, data: { steps: missed } });
  beginRound(d, id, run.teamAt);
}

/** A hand-over in mid-step: the incoming start the full plan, the outgoing keep theirs, the deadline stays. */
export function handOver(d: Decision, id: string): void {
  const { step } = pageOf(d.state, id);
  if (!step) return;
  const roster = d.state.config?.roster ?? null;
  const incoming = (onCallAt(roster, d.now) ?? []).filter(
    (user) => !step.users.includes(user) && isReachable(d.state, user),
  );
  widen(d, id, "hand-over", incoming, nextHandoff(roster, d.now));
}

/** People asleep join with the full plan; the step's deadline still cuts it. */
export function wakeSleepers(d: Decision, id: string): void {
  const { step } = pageOf(d.state, id);
  if (step?.sleepers) widen(d, id, "sleepers", step.sleepers.users, step.handoffAt);
}

function widen(
  d: Decision,
  id: string,
  why: "hand-over" | "sleepers",
  users: string[],
  handoffAt: number | null,
): void {
  const sends = rungs(d.state, users, "first", d.now);
  d.emit({ kind: "page.widened", subject: id, data: { why, users, sends, handoffAt, dropped: [] } });
}

/** A round that reached nobody does not wait for the next one once somebody can be reached. */
export function ringWhoCameWithinReach(d: Decision, id: string): void {
  const { state, step, run } = pageOf(d.state, id);
  const nobody = state === "firing" && step?.kind === "team" && step.users.length === 0;
  if (nobody && everyone(d.state).some((user) => isReachable(d.state, user))) beginRound(d, id, run.teamAt);
}

/** When the last way to reach anyone of the first step dies, the team is asked at once. */
export function passOnIfUnreachable(d: Decision, id: string): void {
  const { state, step } = pageOf(d.state, id);
  if (state !== "firing" || step?.kind !== "first") return;
  const asked = [...step.users, ...(step.sleepers?.users ?? [])];
  if (asked.some((user) => isReachable(d.state, user))) return;
  d.emit({ kind: "page.unreachable", subject: id, data: { users: asked } });
  beginRound(d, id, d.now);
}
