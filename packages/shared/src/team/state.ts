import type { GuardState } from "../guard/state.ts";
import type { HeartbeatState } from "../heartbeat/state.ts";
import type { Region } from "../check/region.ts";
import { noMonitors, type MonitorTable } from "./monitor-table.ts";
import type { HeldFailure } from "../incident/held.ts";
import type { Page, Send } from "../paging/page.ts";
import type { Instant } from "../time.ts";
import type { Insight } from "../heartbeat/insight/insight.ts";
import type { PingMessage, PingType } from "../heartbeat/ping.ts";
import type { TeamConfig } from "./config.ts";
import { noIncidents, type IncidentTable } from "./incident-table.ts";

/** A ping as the dashboard lists it; the body stays in the log. */
export type RecentPing = {
  seq: number;
  n: number;
  at: Instant;
  type: PingType;
  exitCode: number | null;
  runId: string | null;
  durationMs: number | null;
  scheme: PingMessage["scheme"];
  method: string;
  remote: string;
  agent: string;
  bodyBytes: number;
  /** What the client said of itself: its machine, a remark, its own clock. */
  host: string | null;
  note: string | null;
  clientAt: Instant | null;
  late: boolean;
  metrics: Record<string, number>;
};

/** A maintenance window while it is open; `monitors` and `heartbeats` null: all of them. */
export type OpenWindow = {
  name: string;
  from: Instant;
  until: Instant;
  monitors: string[] | null;
  heartbeats: string[] | null;
};

/** How we know that a region is blind: its control targets, the other regions, or the operator. */
export type BlindWhy = "controls" | "comparison" | "operator";

/** Everything a team's object knows: a fold over its log. Plain JSON, so a snapshot is its text. */
export type TeamState = {
  v: 1;
  seq: number;
  /** The last event's time: the clock never runs backwards past it. */
  lastAt: Instant;
  team: { id: string; name: string; zone: string } | null;
  config: TeamConfig | null;
  heartbeats: Record<string, HeartbeatState>;
  pings: Record<string, RecentPing[]>;
  /** What the pings said beyond "alive", by heartbeat. */
  insights: Record<string, Insight>;
  /**
   * Heartbeats that a ping made: they are in `config` at once, and stay there whatever snapshot comes, until one of
   * the version given here. Null until the record has them.
   */
  adopted: Record<string, number | null>;
  /** The last heartbeat that a ping asked for and the plan did not allow. */
  refused: { slug: string; at: Instant } | null;
  /** Deliveries of the last pings, so that a retried call is recorded once. */
  deliveries: string[];
  monitors: MonitorTable;
  /** Regions that are blind to the whole team; monitors have their own, by silence. */
  blind: Partial<Record<Region, { since: Instant; why: BlindWhy }>>;
  /** When a region was last compared with the others. */
  compared: Partial<Record<Region, Instant>>;
  /** Windows that are open, by id. */
  maintenance: Record<string, OpenWindow>;
  operatorCalledAt: Instant | null;
  /** What guards remember; none of one that nobody has asked. */
  guards: Record<string, GuardState>;
  incidents: IncidentTable;
  pages: Record<string, Page>;
  sends: Record<string, Send>;
  /** Contacts that a carrier refused or their owner silenced. */
  disabled: Record<string, { reason: string; at: Instant }>;
  /** Failures that page nobody for now, by dedup key. */
  held: Record<string, HeldFailure>;
  /** What people who sleep read of when they wake. */
  digests: Record<string, { due: Instant; incidents: string[] }>;
  /** Up to when everybody who comes on call has been told so; null while nobody takes turns. */
  noticedThrough: Instant | null;
  /** When each person last got an SMS of ours: storms are bundled by it. */
  lastSms: Record<string, Instant>;
  /** The same for push. */
  lastPush: Record<string, Instant>;
  /** Items whose rules threw, until they work again or are gone. */
  faults: Record<string, { message: string; at: Instant }>;
  counters: { incident: number; page: number; send: number };
};

export const emptyState = (): TeamState => ({
  v: 1,
  seq: 0,
  lastAt: 0,
  team: null,
  config: null,
  heartbeats: {},
  pings: {},
  insights: {},
  adopted: {},
  refused: null,
  deliveries: [],
  monitors: noMonitors(),
  blind: {},
  compared: {},
  maintenance: {},
  operatorCalledAt: null,
  guards: {},
  incidents: noIncidents(),
  pages: {},
  sends: {},
  disabled: {},
  held: {},
  digests: {},
  noticedThrough: null,
  lastSms: {},
  lastPush: {},
  faults: {},
  counters: { incident: 0, page: 0, send: 0 },
});
