import { dropRegion } from "../check/apply.ts";
import type { Region } from "../check/region.ts";
import { shownStatus } from "../check/shown.ts";
import { type MonitorState } from "../check/verdict.ts";
import { checkNow, pauseMonitor, resumeMonitor } from "../check/handle.ts";
import type { Instant } from "../time.ts";
import type { Decision } from "./decision.ts";
import { monitorsAgenda, settingsIn } from "./monitor-agenda.ts";
import { expiryKey, monitorKey } from "./monitor-incidents.ts";
import { monitorEntries, monitorOf } from "./monitor-table.ts";
import type { TeamState } from "./state.ts";
import { resolveOf } from "./watch-heartbeats.ts";
import { settle } from "./watch-monitors.ts";

/** What people do to a monitor. */

/** Stops checking. @param until when it resumes by itself, epoch ms; null: when somebody says so */
export function onPauseMonitor(d: Decision, id: string, by: string, until: Instant | null): void {
  const before = monitorOf(d.state, id);
  if (!before || (before.status === "paused" && before.pausedUntil === until)) return;
  if (until !== null && until <= d.now) return;
  const paused = before.status === "paused" ? { ...before, pausedUntil: until } : pauseMonitor(before, d.now, until);
  changed(d, id, "paused", paused, by);
  for (const key of [monitorKey(id), expiryKey(id)]) resolveOf(d, key, by, "paused");
}

/** Checks again, from all regions at once. @param by null: the pause ran out */
export function onResumeMonitor(d: Decision, id: string, by: string | null): void {
  const before = monitorOf(d.state, id);
  if (before?.status === "paused") changed(d, id, "resumed", resumeMonitor(before, d.now), by);
}

/** When the first paused monitor resumes by itself; null: none does. */
export const nextResume = (state: TeamState): Instant | null => monitorsAgenda(state).resume;

/** Resumes those whose pause ran out. */
export function resumeDue(d: Decision): void {
  for (const [id, { status, pausedUntil }] of monitorEntries(d.state)) {
    if (status === "paused" && pausedUntil !== null && pausedUntil <= d.now) onResumeMonitor(d, id, null);
  }
}

/** Asks all regions at once, as one round; at most once in ten seconds, and not while a round is under way. */
export function onCheckNow(d: Decision, id: string): void {
  const before = monitorOf(d.state, id);
  const after = before && checkNow(before, d.now);
  if (after && after !== before) d.emit({ kind: "monitor.sampled", subject: id, data: { after, asks: [] } });
}

/** Ignores a region until the next edit of the monitor. */
export function onDropRegion(d: Decision, id: string, region: Region): void {
  const settings = settingsIn(d.state, id);
  const before = monitorOf(d.state, id);
  const step = settings && before && dropRegion(settings, before, region, d.now);
  if (step && step.state !== before) settle(d, settings, before, step, false);
}

/** Records a state that no answer brought about. */
export function changed(d: Decision, id: string, why: string, after: MonitorState, by: string | null = null): void {
  d.emit({
    kind: "monitor.changed",
    subject: id,
    data: {
      what: shownStatus(after, false),
      since: after.since,
      why,
      ...(by === null ? {} : { by }),
      after: { ...after, results: [] },
      result: null,
    },
  });
}
