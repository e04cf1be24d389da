import { applyResult, applySight, lapse } from "../check/apply.ts";
import { asked, dueChecks, nextMonitorDue } from "../check/schedule.ts";
import { whyDown } from "../check/sentence.ts";
import type { MonitorSettings, Region } from "../check/settings.ts";
import type { TeamScale } from "../check/tick.ts";
import {
  armMonitor,
  pauseMonitor,
  restartMonitor,
  type MonitorState,
  type Outcome,
  type Step,
} from "../check/verdict.ts";
import { onFailure, onRecovery } from "../incident/trigger.ts";
import { earliest, type Instant } from "../time.ts";
import type { Decision } from "./decision.ts";
import type { TeamState } from "./state.ts";
import { resolveOf } from "./watch-heartbeats.ts";

/** Monitors as the team sees them: asks out, answers in, incidents out. The verdict's rules are in `check/`. */

export const monitorKey = (id: string): string => `monitor:${id}`;

const scaleOf = (state: TeamState): TeamScale => ({
  id: state.team?.id ?? "",
  monitors: state.config?.monitors.length ?? 0,
});

/** Asks whatever is due to be asked, and notices what nobody can see any more. */
export function onLook(d: Decision): void {
  for (const settings of d.state.config?.monitors ?? []) {
    d.guarded(settings.id, () => look(d, settings));
  }
}

function look(d: Decision, settings: MonitorSettings): void {
  const before = d.state.monitors[settings.id];
  if (!before) return;
  const step = lapse(settings, before, d.now);
  if (step.state !== before) settle(d, settings, step);
  const state = d.state.monitors[settings.id] ?? before;
  const asks = dueChecks(settings, state, scaleOf(d.state), d.now);
  if (asks.length === 0) return;
  d.emit({ kind: "monitor.sampled", subject: settings.id, data: { after: asked(settings, state, asks, d.now), asks } });
}

/** Takes a probe's answer. A pass of a healthy monitor is a sample; anything else is history. */
export function onChecked(d: Decision, id: string, outcome: Outcome): void {
  const settings = d.state.config?.monitors.find((known) => known.id === id);
  const before = d.state.monitors[id];
  if (!settings || !before) return;
  const step = applyResult(settings, before, outcome, d.now);
  if (step.state === before) return;
  const quiet =
    step.verdict === null && outcome.result !== "fail" && step.state.status === "up" && before.status === "up";
  if (quiet) return d.emit({ kind: "monitor.sampled", subject: id, data: { after: step.state, asks: [] } });
  settle(d, settings, step);
  const unseen =
    step.verdict === null && outcome.result === "fail" && step.state.status === "down" && !isOpen(d.state, id);
  if (unseen) fail(d, settings, step.state);
}

/** A region's control targets say whether it can see at all. */
export function onSight(d: Decision, region: Region, sighted: boolean): void {
  for (const settings of d.state.config?.monitors ?? []) {
    const before = d.state.monitors[settings.id];
    const step = before && applySight(settings, before, region, sighted, d.now);
    if (step && step.state !== before) settle(d, settings, step);
  }
}

function settle(d: Decision, settings: MonitorSettings, { state, verdict }: Step): void {
  const [result = null] = state.results;
  const isNew = result !== null && result !== d.state.monitors[settings.id]?.results[0];
  const what = verdict?.to ?? state.status;
  d.emit({
    kind: "monitor.changed",
    subject: settings.id,
    data: { what, after: { ...state, results: [] }, result: isNew ? result : null },
  });
  if (verdict?.to === "down" && !isOpen(d.state, settings.id)) fail(d, settings, state);
  if (verdict?.to === "up") onRecovery(d, monitorKey(settings.id), "answers again", null);
}

const isOpen = (state: TeamState, id: string): boolean =>
  Object.values(state.incidents).some((incident) => incident.key === monitorKey(id) && incident.state === "open");

function fail(d: Decision, settings: MonitorSettings, state: MonitorState): void {
  onFailure(d, {
    key: monitorKey(settings.id),
    source: { kind: "monitor", id: settings.id },
    name: settings.name,
    title: `${settings.name}: ${whyDown(settings, state)}`,
    at: d.now,
    startedAt: state.startedAt ?? d.now,
    evidence: state.failure?.evidence ?? null,
  });
}

export function onPauseMonitor(d: Decision, id: string, by: string): void {
  const before = d.state.monitors[id];
  if (!before || before.status === "paused") return;
  changed(d, id, "paused", pauseMonitor(before, d.now));
  resolveOf(d, monitorKey(id), by, "paused");
}

export function onResumeMonitor(d: Decision, id: string): void {
  const before = d.state.monitors[id];
  if (before?.status === "paused") changed(d, id, "resumed", armMonitor(d.now));
}

/** Records a state that no answer brought about. */
export function changed(d: Decision, id: string, what: string, after: MonitorState): void {
  d.emit({ kind: "monitor.changed", subject: id, data: { what, after: { ...after, results: [] }, result: null } });
}

/** The state as an object that lost its memory goes on from it: what was asked will not be answered any more. */
export const afterRestart = (state: TeamState): TeamState => ({
  ...state,
  monitors: Object.fromEntries(Object.entries(state.monitors).map(([id, known]) => [id, restartMonitor(known)])),
});

/** When the first monitor needs attention; null when there is none to check. */
export const nextLook = (state: TeamState, now: Instant): Instant | null =>
  earliest(
    (state.config?.monitors ?? []).map((settings) => {
      const known = state.monitors[settings.id];
      return known ? nextMonitorDue(settings, known, scaleOf(state), now) : null;
    }),
  );

/** Regions that some monitor holds for blind: their control targets are to be asked until they answer. */
export const blindRegions = (state: TeamState): Region[] => [
  ...new Set(Object.values(state.monitors).flatMap((known) => Object.keys(known.blind) as Region[])),
];
