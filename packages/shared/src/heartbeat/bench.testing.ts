import { detectAll } from "./detect.ts";
import type { PingType } from "./ping.ts";
import type { HeartbeatRules } from "./settings.ts";
import { armHeartbeat, type Flip, type HeartbeatState, type Notice, type Outcome } from "./state.ts";
import { applyPing, type CountedPing } from "./transition.ts";

/** A heartbeat on a test bench: it keeps everything that its transitions gave. Instants are epoch ms. */
export class Bench {
  rules: HeartbeatRules;
  state: HeartbeatState;
  readonly flips: Flip[] = [];
  readonly notices: Notice[] = [];
  readonly pings: CountedPing[] = [];

  constructor(rules: HeartbeatRules, created: number) {
    this.rules = rules;
    this.state = armHeartbeat(rules, created);
  }

  take(outcome: Outcome): void {
    this.state = outcome.state;
    this.flips.push(...outcome.flips);
    this.notices.push(...outcome.notices);
  }

  tick(now: number): void {
    this.take(detectAll(this.rules, this.state, now));
  }

  ping(at: number, type: PingType, runKey = ""): void {
    const ping = { at, type, runKey };
    this.pings.push(ping);
    this.take(applyPing(this.rules, this.state, ping));
  }

  /** What somebody was told, in time order: openings by reason, and recoveries. */
  alerts(): { at: number; kind: string; reason: string }[] {
    const flips = this.flips.filter(({ notifies }) => notifies).map(({ at, to, reason }) => ({ at, kind: to, reason }));
    const never = this.notices
      .filter(({ kind }) => kind === "never_pinged")
      .map(({ at }) => ({ at, kind: "down", reason: "never_pinged" }));
    return [...flips, ...never].sort((a, b) => a.at - b.at);
  }
}

/** An instant of January 2026, given as `10T03:00:00`. */
export const at = (text: string): number => Date.parse(`2026-01-${text}Z`);
export const START = at("10T00:00:00");

export const hourly: HeartbeatRules = { schedule: { kind: "period", seconds: 3_600 }, graceSeconds: 600 };

export function cron(expression: string, graceSeconds = 600): HeartbeatRules {
  return { schedule: { kind: "cron", expression, zone: "UTC" }, graceSeconds };
}

/** A heartbeat that is up since its first success, at the instant of its creation. */
export function up(rules: HeartbeatRules, since = START): Bench {
  const bench = new Bench(rules, since);
  bench.ping(since, "success");
  return bench;
}

/** The flips in short, `!` for those that alert: "10T01:10:00 up→down!". */
export function brief(bench: Bench): string[] {
  return bench.flips.map(
    ({ at: when, from, to, notifies }) =>
      `${new Date(when).toISOString().slice(8, 19)} ${from}→${to}${notifies ? "!" : ""}`,
  );
}
