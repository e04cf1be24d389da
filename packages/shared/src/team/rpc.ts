import type { GuardMessage, GuardRpcAnswer } from "../guard/message.ts";
import type { PingAnswer, PingMessage } from "../heartbeat/ping.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import type { HeartbeatState } from "../heartbeat/state.ts";
import type { ErrorCode } from "../errors.ts";
import type { Instant } from "../time.ts";
import type { GuardList, HeartbeatDetail, IncidentDetail, IncidentView, Overview } from "../views/views.ts";
import type { MaintenanceList, MonitorDetail, ProbeList } from "../views/monitor-views.ts";
import type { RunLine } from "../check/protocol.ts";
import type { Region } from "../check/region.ts";
import type { PollAnswer, ProbeHello } from "../probe/protocol.ts";
import type { SeriesRpc } from "../stats/series-query.ts";
import type {
  CalendarView,
  ChainView,
  CoverageView,
  EditPreview,
  OnCallView,
  PolicyList,
} from "../views/on-call-views.ts";
import type { CalendarFeed } from "../views/calendar-feed.ts";
import type { Rota } from "../oncall/rota.ts";
import type { TeamConfig } from "./config.ts";

/**
 * What may be asked of a Team object from outside. The object compares the caller's team with its own and
 * refuses a mismatch (spec "trust" §8.8), so every call of a person names the team and the user.
 */

/** A refusal that crosses the RPC boundary as data, because thrown errors lose their code there. */
export type Refusal = { ok: false; code: ErrorCode; message: string };
export type Answer<T> = { ok: true; value: T } | Refusal;

/** A signed-in person asking; the object checks them against its own roster. */
export type Person = { team: string; user: string };

/** A program with an API key, which the API has checked. `key` is the key's id. */
export type Program = { team: string; key: string; write: boolean };

export type Caller = Person | Program;

/** A heartbeat as programs read it. */
export type HeartbeatRecord = { settings: HeartbeatSettings; state: HeartbeatState };

/** An entry of the log as the record keeps it. */
export type HistoryEvent = { seq: number; at: Instant; kind: string; subject: string; data: unknown };

export type Via = "app" | "sms" | "voice" | "push" | "link";

/** What a person can do to the page that an incident belongs to. */
export type HumanAct =
  | { kind: "ack" }
  /** It is theirs from now on, whoever had it. */
  | { kind: "take over" }
  | { kind: "escalate" }
  | { kind: "resolve" }
  | { kind: "snooze"; seconds: number }
  | { kind: "assign"; user: string }
  | { kind: "note"; text: string };

/** What would page whom: by which policy, or for which monitor or heartbeat, and when. `default` is the team's own. */
export type ChainQuestion = { policy: string; thing: string | null; at: Instant | null };

/** Rotas as an edit would leave them, new ones included; `without`: who would be in the team no more. */
export type RotaEdit = { rotas: Rota[]; without: string | null };

/** What is read of on-call. All of it is worked out from the object's own configuration. */
export interface OnCallRpc {
  onCall(caller: Caller): Promise<Answer<OnCallView>>;
  calendar(caller: Caller, from: Instant, until: Instant): Promise<Answer<CalendarView>>;
  previewEdit(caller: Caller, edit: RotaEdit): Promise<Answer<EditPreview>>;
  policies(caller: Caller): Promise<Answer<PolicyList>>;
  chain(caller: Caller, question: ChainQuestion): Promise<Answer<ChainView>>;
  coverage(caller: Caller): Promise<Answer<CoverageView>>;
  /** What a calendar shows that subscribed with this token. Null: no feed of this team has it. */
  calendarFeed(tokenHash: string): Promise<CalendarFeed | null>;
}

/** What is read of a team. */
export interface TeamReadRpc extends SeriesRpc, OnCallRpc {
  overview(caller: Caller): Promise<Answer<Overview>>;
  heartbeat(caller: Caller, id: string): Promise<Answer<HeartbeatDetail>>;
  pingBody(caller: Caller, heartbeat: string, seq: number): Promise<Answer<Uint8Array>>;
  /** All heartbeats with their state, and the team's time, epoch ms. */
  heartbeats(caller: Caller): Promise<Answer<{ now: Instant; heartbeats: HeartbeatRecord[] }>>;
  /** What the log holds of a heartbeat that the record may not have yet, oldest first. */
  unrecorded(caller: Caller, heartbeat: string): Promise<Answer<HistoryEvent[]>>;
  monitor(caller: Caller, id: string): Promise<Answer<MonitorDetail>>;
  maintenance(caller: Caller): Promise<Answer<MaintenanceList>>;
  probes(caller: Caller): Promise<Answer<ProbeList>>;
  guards(caller: Caller): Promise<Answer<GuardList>>;
  incidents(caller: Caller): Promise<Answer<IncidentView[]>>;
  incident(caller: Caller, id: string): Promise<Answer<IncidentDetail>>;
  /** Health of the caller's contacts as the carriers reported it, by engine contact id. */
  contactHealth(caller: Person): Promise<Answer<Record<string, { reason: string; at: number }>>>;
}

export interface TeamRpc extends TeamReadRpc {
  /** Makes the schema and fixes the object's place; repeating it is harmless. */
  create(input: { team: string; name: string; zone: string }): Promise<void>;
  /** Takes a snapshot unless a newer one is already there. */
  configure(config: TeamConfig): Promise<void>;
  ping(message: PingMessage): Promise<PingAnswer>;
  /** A question to a guard, from the ping host. Answered once what it came to is durable. */
  guard(message: GuardMessage): Promise<GuardRpcAnswer>;
  /** The sweeper's call: repairs a lost alarm. */
  pulse(): Promise<void>;

  /** A person says that what a learned rule objects to is normal. */
  acceptAsNormal(caller: Caller, heartbeat: string, rule: string): Promise<Answer<{ text: string }>>;
  /** `text` says what happened: "You have it", "already acked by Ana". */
  act(caller: Caller, incident: string, act: HumanAct): Promise<Answer<{ text: string }>>;
  pause(caller: Caller, kind: "heartbeat" | "monitor", id: string): Promise<Answer<{ text: string }>>;
  /** @param until when the pause ends by itself, epoch ms; null: when somebody resumes it */
  pauseMonitor(caller: Caller, id: string, until: Instant | null): Promise<Answer<{ text: string }>>;
  /** Asks all regions of a monitor at once. */
  checkNow(caller: Caller, id: string): Promise<Answer<{ text: string }>>;
  /** Ignores a region that fails alone, until the next edit. */
  dropRegion(caller: Caller, id: string, region: Region): Promise<Answer<{ text: string }>>;
  /** Pages for an incident that would only be listed. */
  pageAnyway(caller: Caller, id: string): Promise<Answer<{ text: string }>>;
  resume(caller: Caller, kind: "heartbeat" | "monitor", id: string): Promise<Answer<{ text: string }>>;
  /** A private probe asks for work. Null: no probe of this team has a key with this hash. */
  probePoll(keyHash: string, hello: ProbeHello): Promise<PollAnswer | null>;
  /** It brings lines of a call. False: nobody waits for them any more; null as above. */
  probeResults(keyHash: string, callId: string, lines: readonly RunLine[]): Promise<boolean | null>;

  /** Local stack only: how fast this team's clock runs. */
  setClock(caller: Caller, factor: number): Promise<Answer<{ text: string }>>;
  /** Local stack only: the clock stands and moves on by `ms`, stopping at everything that becomes due. `text` is the new time. */
  advance(caller: Caller, ms: number): Promise<Answer<{ text: string }>>;
}
