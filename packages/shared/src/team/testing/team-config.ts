import { monitorSettings, type MonitorSettings } from "../../check/settings.ts";
import type { GuardSettings } from "../../guard/settings.ts";
import { HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "../../heartbeat/settings.ts";
import type { MaintenanceSettings } from "../../maintenance/settings.ts";
import type { Rota } from "../../oncall/rota.ts";
import type { EscalationPolicy } from "../../paging/policy.ts";
import type { Contact, ContactKind, Member, TeamConfig } from "../config.ts";

/** A Friday at 01:00 in Vienna. */
export const NIGHT = Date.UTC(2026, 0, 9, 0);

const KINDS: ContactKind[] = ["webpush", "email", "sms", "voice"];
const NUMBERS: Record<string, string> = { ana: "+436641234561", ben: "+436641234562", cem: "+436641234563" };

/** A member with one contact of each of these kinds, verified at {@link NIGHT}. */
export function memberNamed(id: string, kinds: ContactKind[] = KINDS, change: Partial<Member> = {}): Member {
  const contacts = kinds.map((kind): Contact => {
    const address = kind === "sms" || kind === "voice" ? (NUMBERS[id] ?? "+436641234569") : `${id}@example.com`;
    return { id: `${id}:${kind}`, kind, address, verifiedAt: NIGHT };
  });
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  return {
    id,
    name,
    email: `${id}@example.com`,
    role: "owner",
    zone: "Europe/Vienna",
    quiet: null,
    badSignal: false,
    contacts,
    ...change,
  };
}

/** A heartbeat with the default settings, but for what is given. */
export const heartbeatNamed = (
  name: string,
  change: Pick<HeartbeatSettings, "schedule" | "graceSeconds" | "pingId"> & Partial<HeartbeatSettings>,
): HeartbeatSettings => ({
  ...HEARTBEAT_DEFAULTS,
  id: `hb_${name}`,
  name,
  slug: name,
  badgeId: `badge-${name}`,
  createdAt: NIGHT,
  ...change,
});

export const BACKUP = heartbeatNamed("backup", {
  graceSeconds: 1_800,
  pingId: "a0b1c2d3-e4f5-4a6b-8c7d-000000000001",
  schedule: { kind: "cron", expression: "0 3 * * *", zone: "Europe/Vienna" },
});

export const MINUTELY = heartbeatNamed("minutely", {
  graceSeconds: 60,
  pingId: "a0b1c2d3-e4f5-4a6b-8c7d-000000000002",
  schedule: { kind: "period", seconds: 60 },
});

export const API: MonitorSettings = monitorSettings.parse({
  id: "mon_api",
  name: "api",
  check: { type: "http", url: "https://api.example.com/" },
  createdAt: NIGHT,
  revision: 1,
  secrets: {},
});

/** A rota that hands over at these instants. Nobody is a gap. */
export function rotaOf(handOvers: readonly { from: number; users: string[] }[], id = "sch_main"): Rota {
  const versions = handOvers.map(({ from, users }) => ({
    from,
    zone: null,
    anchor: "2020-01-01T00:00",
    unit: "month" as const,
    every: 1,
    slots: [users],
    windows: null,
    until: null,
  }));
  return {
    id,
    name: "Main",
    zone: "UTC",
    layers: [{ id: "lay_1", name: "Turns", zone: null, versions, windows: [] }],
    overrides: [],
  };
}

/** A team's configuration: no rota and nothing watched unless given. */
export function teamOf(
  members: Member[],
  change: {
    rotas?: Rota[];
    policies?: EscalationPolicy[];
    defaultPolicy?: string;
    heartbeats?: HeartbeatSettings[];
    monitors?: MonitorSettings[];
    guards?: GuardSettings[];
    maintenance?: MaintenanceSettings[];
    version?: number;
  } = {},
): TeamConfig {
  const {
    heartbeats = [],
    monitors = [],
    guards = [],
    maintenance = [],
    rotas = [],
    policies = [],
    version = 1,
  } = change;
  return {
    v: 1,
    version,
    team: { id: "team_1", name: "Acme", zone: "Europe/Vienna" },
    members,
    rotas,
    policies,
    defaultPolicy: change.defaultPolicy ?? null,
    backup: null,
    feeds: [],
    heartbeats,
    monitors,
    channels: [],
    guards,
    maintenance,
    probes: [],
    pingKeys: [],
    heartbeatLimit: 200,
  };
}
