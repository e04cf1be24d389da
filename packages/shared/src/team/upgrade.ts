import { HEARTBEAT_DEFAULTS } from "../heartbeat/settings.ts";
import { planOf } from "../plans.ts";
import { FRESH, type MonitorState } from "../check/verdict.ts";
import { monitorSettings, type MonitorSettings } from "../check/settings.ts";
import type { Incident } from "../incident/incident.ts";
import type { Page } from "../paging/page.ts";
import { policyFor } from "../paging/targets.ts";
import type { TeamConfig } from "./config.ts";
import { monitorEntries, noMonitors, putMonitors, type MonitorTable } from "./monitor-table.ts";
import { ALERTING_DEFAULTS } from "../incident/alerting.ts";
import { emptyState, type OpenWindow, type RecentPing, type TeamState } from "./state.ts";
import { incidentTable, incidentsInOrder, type IncidentTable } from "./incident-table.ts";

/** What a ping of the first release does not say. */
const PING_DEFAULTS = { scheme: "https", host: null, note: null, clientAt: null, late: false, metrics: {} } as const;

/** A state that an older release wrote, with what has been added since: changes are additive (spec "trust" §5). */
export function upgraded(state: TeamState): TeamState {
  return {
    ...emptyState(),
    ...state,
    monitors: upgradedMonitors(state.monitors),
    incidents: upgradedIncidents(state.incidents),
    config: state.config && upgradedConfig(state.config),
    maintenance: Object.fromEntries(
      Object.entries(state.maintenance ?? {}).map(([id, window]) => [id, { ...WINDOW_DEFAULTS, ...window }]),
    ),
    pages: Object.fromEntries(
      Object.entries(state.pages).map(([id, page]) => [
        id,
        upgradedPage(page, state.config && upgradedConfig(state.config)),
      ]),
    ),
    pings: Object.fromEntries(
      Object.entries(state.pings).map(([id, pings]) => [
        id,
        pings.map((ping): RecentPing => ({ ...PING_DEFAULTS, ...ping })),
      ]),
    ),
  };
}

/** Incidents were one record. */
function upgradedIncidents(incidents: IncidentTable | Record<string, Incident>): IncidentTable {
  const isTable = (value: typeof incidents): value is IncidentTable => Object.hasOwn(value, "newest");
  const known = isTable(incidents) ? incidentsInOrder({ incidents }) : Object.values(incidents);
  return incidentTable(known.map((incident) => ({ ...INCIDENT_DEFAULTS, ...incident })));
}

/** Whatever was open once was down, and paged. */
const INCIDENT_DEFAULTS = { kind: "down", urgency: "high", policy: null } satisfies Partial<Incident>;

const WINDOW_DEFAULTS = { heartbeats: [] } satisfies Partial<OpenWindow>;

/** There was one policy of one step, which was called the first. */
function upgradedPage(page: Page, config: TeamConfig | null): Page {
  const policy = page.policy ?? policyFor(config, null);
  const step = page.step && { ...page.step, rooms: page.step.rooms ?? [] };
  if (!step || step.gridAt !== undefined) return { ...PAGE_DEFAULTS, ...page, policy, step };
  const isTeam = step.kind === "team";
  const place = isTeam
    ? ({ kind: "team", position: policy.steps.length, gridAt: step.startedAt } as const)
    : ({ kind: "policy", position: 0, gridAt: page.run.t0 } as const);
  return { ...PAGE_DEFAULTS, ...page, policy, step: { ...step, ...place } };
}
const PAGE_DEFAULTS = { joined: [], posted: [], backupCalls: 0 } satisfies Partial<Page>;

/** Monitors were one record, and knew of nothing but up and down. */
function upgradedMonitors(monitors: MonitorTable | Record<string, MonitorState>): MonitorTable {
  const isTable = (value: typeof monitors): value is MonitorTable => Object.hasOwn(value, "shards");
  const entries = isTable(monitors) ? monitorEntries({ monitors }) : Object.entries(monitors);
  return putMonitors(
    noMonitors(),
    entries.map(([id, known]) => [
      id,
      { ...FRESH, ...known, round: known.round && { ...NO_FAILURES, ...known.round } },
    ]),
  );
}
const NO_FAILURES = { failed: [] };

/** Monitors of the first release check by HTTP alone, with its settings beside the others. */
function upgradedMonitor(settings: MonitorSettings & Record<string, unknown>): MonitorSettings {
  if (settings.check !== undefined) return { ...ALERTING, ...settings };
  const { url, method, expectedStatus, keywordsPresent, keywordsAbsent, ...rest } = settings as Record<string, unknown>;
  const check = { type: "http", url, method, expectedStatus, keywordsPresent, keywordsAbsent };
  return monitorSettings.parse({ secrets: {}, ...rest, check });
}

const ALERTING = { alerting: ALERTING_DEFAULTS, parents: [] };

/** A team of the first release has no keys, channels and guards, and its heartbeats no badges. */
const CONFIG_DEFAULTS = {
  channels: [],
  guards: [],
  maintenance: [],
  probes: [],
  rotas: [],
  policies: [],
  defaultPolicy: null,
  backup: null,
  feeds: [],
  pingKeys: [],
  heartbeatLimit: planOf().heartbeats,
};
const SETTINGS_DEFAULTS = { ...HEARTBEAT_DEFAULTS, badgeId: "" };

const upgradedConfig = (config: TeamConfig): TeamConfig => ({
  ...CONFIG_DEFAULTS,
  ...config,
  maintenance: (config.maintenance ?? []).map((window) => ({ ...WINDOW_DEFAULTS, ...window })),
  monitors: config.monitors.map(upgradedMonitor),
  heartbeats: config.heartbeats.map((settings) => ({ ...SETTINGS_DEFAULTS, ...settings })),
});
