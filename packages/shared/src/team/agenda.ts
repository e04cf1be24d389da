import { judgeNext, nextWatch } from "./watch-heartbeats.ts";
import { judgeGuard, nextGuard } from "./watch-guards.ts";
import { judgeOverdue, nextOverdue } from "./watch-insights.ts";
import { nextResume, resumeDue } from "./monitor-acts.ts";
import { syncMaintenance } from "./keep-maintenance.ts";
import { nextMaintenance } from "./watch-maintenance.ts";
import { judgeUnknown, nextUnknown } from "./watch-unknown.ts";
import { noticeShifts, nextNotice } from "./watch-shifts.ts";
import { onPageAnyway } from "../incident/change.ts";
import { nextRelease } from "../incident/held.ts";
import type { Incident } from "../incident/incident.ts";
import { releaseHeld } from "../incident/release.ts";
import { pagesAfter, sendDigest } from "../incident/tell.ts";
import { steady, steadyAt } from "../incident/trigger.ts";
import { ackExpiresAt, endSnooze, expireAck, nudge, nudgeAt } from "../paging/acts.ts";
import { backupAt, callBackup } from "../paging/backup.ts";
import { claim } from "../paging/claim.ts";
import { onMissingReceipt } from "../paging/outcome.ts";
import type { Page, Send } from "../paging/page.ts";
import { advance, handOver, wakeSleepers } from "../paging/steps.ts";
import { earliest, type Instant } from "../time.ts";
import type { Decision } from "./decision.ts";
import type { TeamState } from "./state.ts";
import { anyIncidents } from "./incident-table.ts";

/**
 * Everything that happens by itself, as one list. At one instant verdicts come first, then the deadlines of steps,
 * then sends and the timers of people; within a class the older first (spec "oncall" §4, ties).
 */
type Timer = {
  item: string;
  at: Instant;
  class: 1 | 2 | 3;
  order: number;
  /** Needs a free hand to send. */
  sends: boolean;
  fire: (d: Decision) => "claimed" | void;
};

function timersOfPage(state: TeamState, page: Page): Timer[] {
  const timers: Timer[] = [];
  const add = (at: Instant | null | undefined, rank: 2 | 3, order: number, fire: Timer["fire"]): void => {
    if (at !== null && at !== undefined) timers.push({ item: page.id, at, class: rank, order, sends: false, fire });
  };
  if (page.state === "firing") {
    add(page.next?.at, 2, page.next?.order ?? 0, (d) => advance(d, page.id));
    add(page.step?.handoffAt, 2, 0, (d) => handOver(d, page.id));
    add(page.step?.sleepers?.at, 3, page.step?.sleepers?.order ?? 0, (d) => wakeSleepers(d, page.id));
  }
  add(backupAt(state, page), 3, (page.next?.order ?? 0) + 1, (d) => callBackup(d, page));
  add(nudgeAt(page), 3, page.ackOrder, (d) => nudge(d, page.id));
  add(ackExpiresAt(page), 3, page.ackOrder, (d) => expireAck(d, page.id));
  if (page.state === "snoozed") add(page.snoozeUntil, 3, page.snoozeOrder, (d) => endSnooze(d, page.id));
  return timers;
}

function timersOfSend(send: Send): Timer[] {
  const due = send.state === "planned" ? send.due : send.state === "leased" ? send.leaseUntil : null;
  const timers: Timer[] = [];
  if (due !== null)
    timers.push({
      item: send.id,
      at: due,
      class: 3,
      order: send.order,
      sends: true,
      fire: (d) => (claim(d, send) ? "claimed" : undefined),
    });
  if (send.receiptDue !== null) {
    timers.push({
      item: send.id,
      at: send.receiptDue,
      class: 3,
      order: send.receiptOrder,
      sends: false,
      fire: (d) => onMissingReceipt(d, send),
    });
  }
  return timers;
}

/** Verdicts that time alone brings about, in the order in which they come first at one instant. */
function verdictTimers(state: TeamState, broken: ReadonlySet<string>): Timer[] {
  const timers: Timer[] = [];
  const add = (item: string, at: Instant | null, order: number, fire: (d: Decision) => void): void => {
    if (at !== null) timers.push({ item, at, class: 1, order, sends: false, fire });
  };
  const watched = nextWatch(state, broken);
  const overdue = nextOverdue(state, broken);
  const guard = nextGuard(state, broken);
  if (watched) add(watched.id, watched.at, 0, (d) => judgeNext(d, broken));
  if (overdue) add(overdue.id, overdue.at, 1, (d) => judgeOverdue(d, overdue.id));
  if (guard) add(guard.id, guard.at, 2, (d) => judgeGuard(d, guard.id));
  add("monitors:resume", nextResume(state), 3, resumeDue);
  add("monitors:unknown", nextUnknown(state), 4, judgeUnknown);
  return timers;
}

/** What the team does beside its pages: windows, what waited for them, digests, and turns on call. */
function timersOfTeam(state: TeamState): Timer[] {
  const timers: Timer[] = [];
  const add = (item: string, at: Instant | null, rank: 2 | 3, fire: (d: Decision) => void): void => {
    if (at !== null) timers.push({ item, at, class: rank, order: 0, sends: false, fire });
  };
  add("maintenance", nextMaintenance(state), 2, syncMaintenance);
  add("held", nextRelease(state), 2, releaseHeld);
  add("shifts", nextNotice(state), 3, noticeShifts);
  for (const [user, { due }] of Object.entries(state.digests)) add(user, due, 3, (d) => sendDigest(d, user));
  return timers;
}

function timersOfIncident(state: TeamState, incident: Incident): Timer[] {
  const timers: Timer[] = [];
  const add = (at: Instant | null, fire: (d: Decision) => void): void => {
    if (at !== null) timers.push({ item: incident.id, at, class: 2, order: incident.openedSeq, sends: false, fire });
  };
  add(steadyAt(incident), (d) => steady(d, incident));
  add(pagesAfter(state, incident), (d) => onPageAnyway(d, incident.id, null));
  return timers;
}

function timers(state: TeamState, broken: ReadonlySet<string> = NONE): Timer[] {
  return [
    ...verdictTimers(state, broken),
    ...timersOfTeam(state),
    ...anyIncidents(state).flatMap((incident) => timersOfIncident(state, incident)),
    ...Object.values(state.pages).flatMap((page) => timersOfPage(state, page)),
    ...Object.values(state.sends).flatMap(timersOfSend),
  ];
}

/** More can not be due at once; a timer that stays due must not hang the team. */
const MOST_TIMERS = 50_000;

const NONE: ReadonlySet<string> = new Set();

const before = (a: Timer, b: Timer): boolean =>
  a.at !== b.at ? a.at < b.at : a.class !== b.class ? a.class < b.class : a.order < b.order;

/** The earliest instant at which pages, sends, incidents or heartbeats do something by themselves. */
export const nextTimer = (state: TeamState): Instant | null => earliest(timers(state).map((timer) => timer.at));

/**
 * Lets everything happen that is due, in order, until `maxClaims` sends were claimed: what the sends lead to may
 * change what comes after them. With no hand free (0) the sends wait, and nothing else does.
 */
export function onTick(d: Decision, maxClaims: number): void {
  const broken = new Set<string>();
  let claims = 0;
  for (let fired = 0; maxClaims === 0 || claims < maxClaims; fired++) {
    if (fired > MOST_TIMERS) throw new Error("a timer does not move on");
    const next = firstDue(d, broken, maxClaims > 0);
    if (!next) return;
    const worked = d.guarded(next.item, () => {
      if (next.fire(d) === "claimed") claims += 1;
    });
    if (!worked) broken.add(next.item);
  }
}

function firstDue(d: Decision, broken: ReadonlySet<string>, maySend: boolean): Timer | null {
  let first: Timer | null = null;
  for (const timer of timers(d.state, broken)) {
    if (timer.at > d.now || broken.has(timer.item) || (timer.sends && !maySend)) continue;
    if (first === null || before(timer, first)) first = timer;
  }
  return first;
}
