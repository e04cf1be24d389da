import type { Outcome } from "../check/verdict.ts";
import type { Region } from "../check/region.ts";
import type { PingFacts, PingType } from "../heartbeat/ping.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import type { Failure } from "../incident/failure.ts";
import type { Receipt, SendResult } from "../paging/outcome.ts";
import type { TeamConfig } from "./config.ts";
import type { Instant } from "../time.ts";
import type { GuardQuestion } from "./watch-guards.ts";
import type { HumanAct, Via } from "./rpc.ts";

/** What the world can ask of a team, or tell it. */
export type Command =
  | { kind: "create"; team: string; name: string; zone: string }
  | { kind: "configure"; config: TeamConfig }
  /** `created`: the ping makes this heartbeat first. `shed`: when pings were refused for their number. */
  | {
      kind: "ping";
      heartbeat: string;
      type: PingType;
      message: PingFacts;
      created: HeartbeatSettings | null;
      shed: readonly Instant[];
    }
  | { kind: "refuse heartbeat"; slug: string }
  | { kind: "heartbeat recorded"; id: string; version: number }
  | { kind: "accept as normal"; heartbeat: string; rule: string }
  /** `until`: when a monitor resumes by itself. */
  | { kind: "pause"; what: "heartbeat" | "monitor"; id: string; by: string; until?: Instant | null }
  | { kind: "resume"; what: "heartbeat" | "monitor"; id: string; by: string }
  /** All regions are asked at once; nothing happens when that was done a moment ago. */
  | { kind: "check now"; monitor: string }
  /** What this region says of the monitor is ignored until the monitor is edited. */
  | { kind: "drop region"; monitor: string; region: Region }
  /** A low incident becomes a page. */
  | { kind: "page anyway"; incident: string; by: string }
  /** For incidents without a page; others are resolved by an act on theirs. */
  | { kind: "resolve incident"; incident: string; by: string }
  | GuardQuestion
  /** Time to see which checks are due. What is asked stands in the events. */
  | { kind: "look" }
  /** A probe answered, or did not. */
  | { kind: "checked"; monitor: string; outcome: Outcome }
  /** A region's control targets answer, or not; or the operator says so. Also a private probe that was silent and is back. */
  | { kind: "sight"; region: Region; sighted: boolean; why?: "controls" | "operator" }
  | { kind: "failed"; failure: Failure }
  | { kind: "recovered"; key: string; text: string }
  | { kind: "act"; page: string; user: string; via: Via; act: HumanAct }
  | { kind: "sent"; send: string; result: SendResult }
  /** A claimed send was not made: an ack came in between. */
  | { kind: "withdrawn"; send: string }
  | { kind: "receipt"; send: string; receipt: Receipt }
  | { kind: "shown"; send: string }
  | { kind: "opted"; number: string; out: boolean }
  /** Time passed. At most `maxClaims` sends are claimed, so that as many can go out at once. */
  | { kind: "tick"; maxClaims: number }
  | { kind: "alarm repaired"; late: number };
