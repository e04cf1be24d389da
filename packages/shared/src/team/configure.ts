import type { MonitorSettings } from "../check/settings.ts";
import { armMonitor, type MonitorState } from "../check/verdict.ts";
import { reviseMonitor } from "../check/handle.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import { armHeartbeat } from "../heartbeat/state.ts";
import { reschedule } from "../heartbeat/transition.ts";
import { disownLeavers } from "../paging/acts.ts";
import { askNewcomers, passOnIfUnreachable } from "../paging/steps.ts";
import { CHANNEL_OF, type TeamConfig } from "./config.ts";
import type { Decision } from "./decision.ts";
import type { TeamState } from "./state.ts";
import { heartbeatKey, reportSettings, resolveOf } from "./watch-heartbeats.ts";
import { configureGuards } from "./watch-guards.ts";
import { reviseInsights } from "./watch-insights.ts";
import { changed } from "./monitor-acts.ts";
import { expiryKey, keepIncidents, monitorKey } from "./monitor-incidents.ts";
import { monitorEntries, monitorOf } from "./monitor-table.ts";
import { syncMaintenance } from "./keep-maintenance.ts";
import { startNoticing } from "./watch-shifts.ts";
import { anyIncidents } from "./incident-table.ts";

/** Takes a configuration snapshot, unless it is older than the one in force. */
export function onConfigure(d: Decision, snapshot: TeamConfig): void {
  const before = d.state.config;
  if (before && snapshot.version <= before.version) return;
  const missing = unheard(d.state, snapshot);
  const config = { ...snapshot, heartbeats: [...snapshot.heartbeats, ...missing] };
  d.emit({ kind: "config.changed", subject: config.team.id, data: { config, kept: missing.map(({ id }) => id) } });
  configureHeartbeats(d, before, config);
  configureMonitors(d, before, config);
  syncMaintenance(d);
  configureGuards(d, config, (key, text) => resolveOf(d, key, null, text));
  reviveContacts(d, config);
  startNoticing(d);
  for (const page of Object.keys(d.state.pages)) {
    d.guarded(page, () => disownLeavers(d, page));
    d.guarded(page, () => passOnIfUnreachable(d, page));
    d.guarded(page, () => askNewcomers(d, page));
  }
}

/** Heartbeats that a ping made stay, until a snapshot could hold them: then it says whether they are still wanted. */
const unheard = (state: TeamState, snapshot: TeamConfig): HeartbeatSettings[] =>
  (state.config?.heartbeats ?? []).filter(({ id }) => {
    const recorded = state.adopted[id];
    if (recorded === undefined || (recorded !== null && recorded <= snapshot.version)) return false;
    return snapshot.heartbeats.every((known) => known.id !== id);
  });

function configureHeartbeats(d: Decision, before: TeamConfig | null, config: TeamConfig): void {
  for (const settings of config.heartbeats) {
    const old = before?.heartbeats.find((known) => known.id === settings.id);
    d.guarded(settings.id, () => configureHeartbeat(d, old, settings));
  }
  for (const id of Object.keys(d.state.heartbeats)) {
    if (config.heartbeats.some((settings) => settings.id === id)) continue;
    d.emit({ kind: "heartbeat.removed", subject: id, data: {} });
    const keys = [...anyIncidents(d.state).map(({ key }) => key), ...Object.keys(d.state.held)];
    for (const key of new Set(keys))
      if (key === heartbeatKey(id) || key.startsWith(`${heartbeatKey(id)}:`))
        resolveOf(d, key, null, "the heartbeat was deleted");
  }
}

function configureHeartbeat(d: Decision, old: HeartbeatSettings | undefined, settings: HeartbeatSettings): void {
  const state = d.state.heartbeats[settings.id];
  if (!state)
    return d.emit({ kind: "heartbeat.armed", subject: settings.id, data: { after: armHeartbeat(settings, d.now) } });
  if (rulesText(old) !== rulesText(settings)) reportSettings(d, settings, state, reschedule(settings, state, d.now));
  reviseInsights(d, settings);
}

/** What decides when a ping is late, to compare. */
const rulesText = (settings: HeartbeatSettings | undefined): string =>
  JSON.stringify([
    settings?.schedule,
    settings?.graceSeconds,
    settings?.failureTolerance,
    settings?.startToleranceSeconds,
    settings?.maxRunSeconds,
  ]);

function configureMonitors(d: Decision, before: TeamConfig | null, config: TeamConfig): void {
  const known = new Map(before?.monitors.map((settings) => [settings.id, settings]));
  for (const settings of config.monitors) {
    d.guarded(settings.id, () => configureMonitor(d, known.get(settings.id), settings));
  }
  const wanted = new Set(config.monitors.map(({ id }) => id));
  for (const [id] of monitorEntries(d.state)) {
    if (wanted.has(id)) continue;
    d.emit({ kind: "monitor.removed", subject: id, data: {} });
    for (const key of [monitorKey(id), expiryKey(id)]) resolveOf(d, key, null, "the monitor was deleted");
  }
}

function configureMonitor(d: Decision, old: MonitorSettings | undefined, settings: MonitorSettings): void {
  const state = monitorOf(d.state, settings.id);
  if (!state) return changed(d, settings.id, "armed", { ...armMonitor(d.now), blind: blindNow(d.state, settings) });
  if (old?.revision === settings.revision) return;
  const revised = reviseMonitor(settings, state, d.now);
  changed(d, settings.id, "revised", revised);
  keepIncidents(d, settings, state, revised, false);
}

/** What a new monitor is told of regions that the team knows to be blind. */
const blindNow = (state: TeamState, { regions }: MonitorSettings): MonitorState["blind"] =>
  Object.fromEntries(regions.flatMap((region) => (state.blind[region] ? [[region, state.blind[region].since]] : [])));

/** A contact verified anew after it broke counts again. */
function reviveContacts(d: Decision, config: TeamConfig): void {
  for (const member of config.members) {
    for (const contact of member.contacts) {
      const broken = d.state.disabled[contact.id];
      if (!broken || contact.verifiedAt === null || contact.verifiedAt <= broken.at) continue;
      const channel = CHANNEL_OF[contact.kind];
      d.emit({ kind: "contact.enabled", subject: contact.id, data: { user: member.id, channel } });
    }
  }
}
