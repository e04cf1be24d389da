import { NO_INSIGHT, type Finding, type Insight } from "../heartbeat/insight/insight.ts";
import { judgePing, reviseFindings } from "../heartbeat/insight/judge.ts";
import { runningFinding, tooLongAt } from "../heartbeat/insight/running.ts";
import { pingValues } from "../heartbeat/insight/values.ts";
import type { Told } from "../heartbeat/insight/verdict.ts";
import type { Run } from "../heartbeat/state.ts";
import { openRuns } from "../heartbeat/runs.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import { routeOf } from "../incident/route.ts";
import { onFailure, onRecovery } from "../incident/trigger.ts";
import type { Instant } from "../time.ts";
import type { Decision } from "./decision.ts";
import type { RecentPing, TeamState } from "./state.ts";

/** What pings say beyond "alive", as the team sees it: findings in, incidents out. The rules are in `heartbeat/insight/`. */

/** What goes into the event of a ping, and what is told once that is out. */
export type Judged = { values: Record<string, number>; flagged: string[]; tell: () => void };

const insightOf = (state: TeamState, heartbeat: string): Insight => state.insights[heartbeat] ?? NO_INSIGHT;

/** The dedup key of the incident that a finding opens. */
export const findingKey = (heartbeat: string, rule: string): string => `heartbeat:${heartbeat}:${rule}`;

/**
 * Judges what a ping says of itself. A rule that throws is reported, and the ping counts all the same.
 * @param runs those that the ping leaves
 * @param runSeconds the run time as the client measured it
 * @param shed when pings were refused for their number
 */
export function judgeInsights(
  d: Decision,
  settings: HeartbeatSettings,
  ping: RecentPing,
  runs: readonly Run[],
  runSeconds: number | null,
  shed: readonly Instant[],
): Judged {
  try {
    const sent = pingValues({ ...ping, runSeconds });
    const { at, type, late } = ping;
    const recent = d.state.pings[settings.id] ?? [];
    const running = openRuns(runs).map(({ startedAt }) => startedAt);
    const zone = d.state.team?.zone ?? "UTC";
    const insight = insightOf(d.state, settings.id);
    const roomInTeam = roomFor(d.state, insight, Object.keys(sent));
    const around = { schedule: settings.schedule, recent, shed, running, zone, roomInTeam };
    const judged = judgePing(settings, insight, { at, type, late, values: sent }, around);
    const { values, flagged } = judged;
    return { values, flagged, tell: () => tell(d, settings, judged) };
  } catch (error) {
    return { values: {}, flagged: [], tell: () => void d.guarded(settings.id, () => fail(error)) };
  }
}

/** Metrics that a whole team may have, so that its object keeps within its memory. */
const METRICS_PER_TEAM = 2_000;

/** How many metrics more the team may have; counted only when a new name comes. */
function roomFor({ insights }: TeamState, insight: Insight, names: readonly string[]): number {
  if (names.every((name) => Object.hasOwn(insight.series, name))) return Infinity;
  const kept = Object.values(insights).reduce((sum, { series }) => sum + Object.keys(series).length, 0);
  return Math.max(0, METRICS_PER_TEAM - kept);
}

function fail(error: unknown): never {
  throw error;
}

/** Findings of rules that were edited away are over at once. */
export function reviseInsights(d: Decision, settings: HeartbeatSettings): void {
  const insight = d.state.insights[settings.id];
  if (insight) tell(d, settings, reviseFindings(settings, insight));
}

/** A person says that what a learned rule objects to is normal. */
export function onAcceptAsNormal(d: Decision, heartbeat: string, rule: string): void {
  const findings = Object.hasOwn(d.state.insights, heartbeat) ? d.state.insights[heartbeat]?.findings : undefined;
  if (!findings || !Object.hasOwn(findings, rule)) return;
  d.emit({ kind: "heartbeat.cleared", subject: heartbeat, data: { rule, normal: true } });
  onRecovery(d, findingKey(heartbeat, rule), "somebody said that this is normal", null);
}

/** The first open run that becomes too long by what is usual; null when none will. */
export function nextOverdue(state: TeamState, broken: ReadonlySet<string>): { id: string; at: Instant } | null {
  let first: { id: string; at: Instant } | null = null;
  for (const settings of state.config?.heartbeats ?? []) {
    const runs = broken.has(settings.id) ? [] : (state.heartbeats[settings.id]?.runs ?? []);
    for (const { startedAt } of runs.length === 0 ? [] : openRuns(runs)) {
      const at = tooLongAt(settings, insightOf(state, settings.id), startedAt);
      if (at !== null && (first === null || at < first.at)) first = { id: settings.id, at };
    }
  }
  return first;
}

/** Says that an open run takes too long. */
export function judgeOverdue(d: Decision, heartbeat: string): void {
  const settings = d.state.config?.heartbeats.find(({ id }) => id === heartbeat);
  for (const { startedAt } of openRuns(d.state.heartbeats[heartbeat]?.runs ?? [])) {
    const found = settings && runningFinding(settings, insightOf(d.state, heartbeat), startedAt, d.now);
    if (settings && found) tell(d, settings, { raised: [found], cleared: [] });
  }
}

/** What is paused is not judged: nothing that its last pings said rings on. */
export function forgetFindings(d: Decision, heartbeat: string): void {
  const settings = d.state.config?.heartbeats.find(({ id }) => id === heartbeat);
  const cleared = Object.keys(d.state.insights[heartbeat]?.findings ?? {});
  if (settings) tell(d, settings, { raised: [], cleared });
}

/** A person called its incident off: if the rule goes on objecting, that is news. */
export function forgetFinding(d: Decision, heartbeat: string, rule: string): void {
  const findings = d.state.insights[heartbeat]?.findings ?? {};
  if (Object.hasOwn(findings, rule))
    d.emit({ kind: "heartbeat.cleared", subject: heartbeat, data: { rule, normal: false } });
}

function tell(d: Decision, settings: HeartbeatSettings, { raised, cleared }: Told): void {
  for (const rule of cleared) {
    d.emit({ kind: "heartbeat.cleared", subject: settings.id, data: { rule, normal: false } });
    onRecovery(d, findingKey(settings.id, rule), "back to normal", null);
  }
  for (const finding of raised) raise(d, settings, finding);
}

function raise(d: Decision, settings: HeartbeatSettings, finding: Finding): void {
  d.emit({ kind: "heartbeat.found", subject: settings.id, data: { finding } });
  const key = findingKey(settings.id, finding.rule);
  // What was worth a page may now be worth a look only.
  if (finding.severity === "warn") return onRecovery(d, key, "no longer worth a page", null);
  onFailure(d, {
    key,
    source: { kind: "heartbeat", id: settings.id },
    name: settings.name,
    title: `${settings.name}: ${finding.text}`,
    at: d.now,
    startedAt: finding.since,
    evidence: null,
    ...routeOf(settings.alerting, "high"),
  });
}
