import { applyResult, lapse } from "../check/apply.ts";
import { inOrder } from "../check/order.ts";
import { restoreMonitor, type SampleMemory } from "../check/restore.ts";
import type { Ask } from "../check/round.ts";
import { asked, dueChecks } from "../check/schedule.ts";
import { shownStatus } from "../check/shown.ts";
import type { MonitorSettings } from "../check/settings.ts";
import { isHealthy, type MonitorState, type Outcome, type Step } from "../check/verdict.ts";
import { restartMonitor } from "../check/handle.ts";
import type { Instant } from "../time.ts";
import type { Decision } from "./decision.ts";
import { dueOf, agendaOf, monitorsAgenda, scaleOf, settingsIn } from "./monitor-agenda.ts";
import { keepIncidents } from "./monitor-incidents.ts";
import { mapMonitors, monitorOf } from "./monitor-table.ts";
import type { TeamState } from "./state.ts";
import { keepMaintenance } from "./keep-maintenance.ts";
import { compareRegions } from "./watch-regions.ts";
import { callOperator } from "./watch-unknown.ts";

/** Monitors as the team sees them: asks out, answers in, incidents out. The verdict's rules are in `check/`. */

/** Asks whatever is due to be asked, and notices what nobody can see any more. All that is asked at once is one event. */
export function onLook(d: Decision): void {
  keepMaintenance(d);
  const asks: Ask[] = [];
  const after: Record<string, MonitorState> = {};
  for (const shard of Object.values(d.state.monitors.shards)) {
    const { look } = agendaOf(d.state, shard);
    if (look === null || look > d.now) continue;
    for (const id of Object.keys(shard)) {
      d.guarded(id, () => {
        const due = lookAt(d, id);
        if (due === null) return;
        after[id] = due.after;
        asks.push(...due.asks);
      });
    }
  }
  if (asks.length === 0) return;
  const ordered = inOrder(asks, (id) => isUp(d.state, id));
  d.emit({ kind: "monitors.asked", subject: "monitors", data: { after, asks: ordered } });
}

/** What one monitor asks now, and how it stands once that is sent; null: nothing. */
function lookAt(d: Decision, id: string): { after: MonitorState; asks: Ask[] } | null {
  const settings = settingsIn(d.state, id);
  const before = monitorOf(d.state, id);
  if (!settings || !before) return null;
  const due = dueOf(d.state, settings, before);
  if (due === null || due > d.now) return null;
  const step = lapse(settings, before, d.now);
  if (step.state !== before) settle(d, settings, before, step, false);
  const state = monitorOf(d.state, id) ?? before;
  const asks = dueChecks(settings, state, scaleOf(d.state), d.now);
  return asks.length === 0 ? null : { after: asked(settings, state, asks, d.now), asks };
}

/** Takes a probe's answer. A pass of a healthy monitor is a sample; anything else is history. */
export function onChecked(d: Decision, id: string, outcome: Outcome): void {
  keepMaintenance(d);
  if (outcome.result === "fail") compareRegions(d, outcome.region);
  const settings = settingsIn(d.state, id);
  const before = monitorOf(d.state, id);
  if (!settings || !before) return;
  const step = applyResult(settings, before, outcome, d.now);
  if (step.state === before) return;
  if (isSample(before, step, outcome))
    return d.emit({ kind: "monitor.sampled", subject: id, data: { after: step.state, asks: [] } });
  const [result] = step.state.results;
  const troubled = outcome.result === "fail" || outcome.slow === true;
  settle(d, settings, before, step, troubled && result?.void === false);
}

/** "Failing votes, their rounds and passes while not UP are events; other passes only samples" (spec "checks" §3.2). */
function isSample(before: MonitorState, { state, verdict }: Step, { result }: Outcome): boolean {
  if (verdict !== null || result === "fail" || !isHealthy(before) || !isHealthy(state)) return false;
  const counts = ({ watched, streaks, expiry }: MonitorState): string =>
    `${watched.length} ${Object.keys(streaks).length} ${expiry.expiring?.level ?? 0}`;
  return counts(before) === counts(state) && before.expiry.certificates === state.expiry.certificates;
}

/** Records a step, and what it means for incidents. `news`: it was brought about by an answer that shows trouble. */
export function settle(
  d: Decision,
  settings: MonitorSettings,
  before: MonitorState,
  { state, verdict }: Step,
  news: boolean,
): void {
  const [result = null] = state.results;
  const isNew = result !== null && result !== before.results[0];
  d.emit({
    kind: "monitor.changed",
    subject: settings.id,
    data: {
      what: shownStatus(state, false),
      since: state.since,
      after: { ...state, results: [] },
      result: isNew ? result : null,
    },
  });
  if (verdict?.to === "unknown") callOperator(d, settings);
  keepIncidents(d, settings, before, state, news);
}

/**
 * The state as an object that lost its memory goes on from it: what was asked will not be answered any more.
 * @param memory what the samples know of the time since the last event; null while nothing is known
 */
export function restored(state: TeamState, memory: SampleMemory | null, now: Instant): TeamState {
  // Without samples nobody knows what was missed: no monitor is unknown for that.
  const { dispatchedThrough, lastVotes } = memory ?? { dispatchedThrough: now, lastVotes: [] };
  const votes = Map.groupBy(lastVotes, ({ monitor }) => monitor);
  const restore = (known: MonitorState, id: string): MonitorState => {
    const settings = settingsIn(state, id);
    if (!settings) return restartMonitor(known);
    return restoreMonitor(settings, known, scaleOf(state), { dispatchedThrough, lastVotes: votes.get(id) ?? [] }, now);
  };
  return { ...state, monitors: mapMonitors(state.monitors, restore) };
}

/** When the first monitor needs attention, never before `now`; null when there is none to check. */
export function nextLook(state: TeamState, now: Instant): Instant | null {
  const first = monitorsAgenda(state).look;
  return first === null ? null : Math.max(first, now);
}

/** Whether a monitor is up: those that are not are asked before the others, and apart from them. */
export const isUp = (state: TeamState, id: string): boolean => monitorOf(state, id)?.status === "up";
