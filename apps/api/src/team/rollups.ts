import { planOf } from "@nightbell/shared/plans";
import { keptSince, startOf } from "@nightbell/shared/stats/range";
import { mergeRollups, rollUp, type Rollup } from "@nightbell/shared/stats/rollup";
import { minuteOf } from "@nightbell/shared/stats/sample-row";
import { DAY, HOUR, MINUTE, SECOND, type Instant } from "@nightbell/shared/time";
import { openDb, type Db } from "../db/client.ts";
import { deleteRollups, loadRollups, monitorsWithHours, upsertRollups } from "../db/series.ts";
import { settingsOf } from "../env.ts";
import { logLine } from "../http/log.ts";
import type { TeamClock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { Spans } from "./rollup-spans.ts";
import type { Samples } from "./samples.ts";

/** Answers come a little later than they were asked for; and not all teams at the full hour. */
const SLACK = 2 * MINUTE;
const SPREAD = 8 * MINUTE;
const HOURS_AT_ONCE = 200;
/** Of a day, 24 rows each. */
const DAYS_AT_ONCE = 40;
/** Then others are let in first. */
const HOURS_A_RUN = 48;
/** Between two runs, whatever happens: a cursor that does not move must not spin the alarm. */
const REST = SECOND;
const FIRST_RETRY = 4 * SECOND;
const LONGEST_RETRY = 5 * MINUTE;

/**
 * Rolls samples and spans up into the record: an hour once it has passed, a day (UTC) once its last hour is there.
 * While the record is down the cursor waits, and nothing else notices; a row is always made anew from all of its
 * stretch, so a repeat is harmless.
 */
export class Rollups {
  readonly #env: Env;
  readonly #log: Pick<Log, "get" | "set">;
  readonly #clock: Pick<TeamClock, "now" | "realTimeOf">;
  readonly #samples: Samples;
  readonly #spans: Spans;
  readonly #slack = SLACK + Math.random() * SPREAD;
  /** The first hour that the record does not have; null until there was a sample. */
  #cursor: Instant | null;
  /** The end of the stretch that is being told; and whether something reached back into it meanwhile. */
  #telling: Instant | null = null;
  #stale = false;
  #running = false;
  #failures = 0;
  #notBefore = 0;

  constructor(
    env: Env,
    log: Pick<Log, "get" | "set">,
    clock: Pick<TeamClock, "now" | "realTimeOf">,
    samples: Samples,
    spans: Spans,
  ) {
    this.#env = env;
    this.#log = log;
    this.#clock = clock;
    this.#samples = samples;
    this.#spans = spans;
    const stored = log.get("rolled");
    this.#cursor = stored === null ? null : Number(stored);
  }

  /** When it wants to run, real time; null while nothing new is there to roll up. */
  get due(): number | null {
    const at = this.#running ? null : this.#dueAt();
    const real = at === null ? null : this.#clock.realTimeOf(at);
    return real === null ? null : Math.max(real, this.#notBefore);
  }

  /** All before it is in the record. */
  get cursor(): Instant {
    return (this.#cursor ??= this.#begin());
  }

  /** Time from `at` on is counted differently now: what was told of it, or is being told, is told again. */
  rewind(at: Instant): void {
    const cursor = this.#cursor;
    if (cursor === null || at >= (this.#telling ?? cursor)) return;
    this.#stale = true;
    if (at < cursor) this.#move(Math.max(startOf(at, HOUR), this.#begin()));
  }

  /** Tells the record of all hours and days that have passed. Never throws. */
  async run(team: string): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      const db = openDb(settingsOf(this.#env));
      for (let left = HOURS_A_RUN; left > 0 && (await this.#next(db, team)); left--);
      await this.#trim(db, team);
      this.#failures = 0;
      this.#notBefore = Date.now() + REST;
    } catch (error) {
      this.#failures += 1;
      const wait = Math.min(FIRST_RETRY * 2 ** this.#failures, LONGEST_RETRY);
      this.#notBefore = Date.now() + wait * (0.5 + Math.random() / 2);
      logLine({ level: "warn", event: "rollup_failed", team, failures: this.#failures, error: String(error) });
    } finally {
      this.#running = false;
    }
  }

  /** With samples at hand, after the running hour; else after the day that was begun. */
  #dueAt(): Instant | null {
    if (this.#samples.newest === null) return null;
    const { cursor } = this;
    const hasMore = this.#samples.newest >= minuteOf(cursor);
    if (!hasMore && cursor % DAY === 0) return null;
    return (hasMore ? cursor + HOUR : startOf(cursor, DAY) + DAY) + this.#slack;
  }

  #begin(): Instant {
    return this.#hourWithSamples(0) ?? startOf(this.#clock.now(), HOUR);
  }

  /** The first hour at or after `from` that something was asked in; an answer may be a minute later. */
  #hourWithSamples(from: Instant): Instant | null {
    const minute = this.#samples.firstFrom(minuteOf(from));
    return minute === null ? null : Math.max(from, startOf((minute - 1) * MINUTE, HOUR));
  }

  /** Moves on by an hour, or over hours without samples; false when there is nothing to tell yet. */
  async #next(db: Db, team: string): Promise<boolean> {
    const { cursor } = this;
    const dayEnd = startOf(cursor, DAY) + DAY;
    const begun = cursor % DAY !== 0;
    const hour = this.#hourWithSamples(cursor);
    if (hour === null && !begun) return false;
    // A day that was begun is to be told of, also when nothing more comes of it.
    const until = hour === cursor ? cursor + HOUR : begun ? Math.min(hour ?? dayEnd, dayEnd) : (hour ?? dayEnd);
    const isRunning = (hour === cursor || hour === null) && until + SLACK > this.#clock.now();
    if (isRunning) return false;
    [this.#telling, this.#stale] = [until, false];
    if (hour === cursor) await this.#rollHour(db, team, cursor);
    if (until === dayEnd) await this.#rollDay(db, team, dayEnd - DAY);
    this.#telling = null;
    if (!this.#stale) this.#move(until);
    return true;
  }

  async #rollHour(db: Db, team: string, hour: Instant): Promise<void> {
    const raw = {
      samples: this.#samples.between(hour, hour + HOUR),
      spans: this.#spans.between(hour, hour + HOUR),
    };
    for (const part of partsOf(rollUp(raw, hour, hour + HOUR, HOUR), HOURS_AT_ONCE))
      await upsertRollups(db, team, "hours", part);
  }

  async #rollDay(db: Db, team: string, day: Instant): Promise<void> {
    for (const monitors of partsOf(await monitorsWithHours(db, team, day, day + DAY), DAYS_AT_ONCE)) {
      const hours = await loadRollups(db, team, "hours", { monitors, from: day, until: day + DAY });
      const byMonitor = Map.groupBy(hours, ({ monitor }) => monitor);
      const days = [...byMonitor].map(([monitor, own]): Rollup => mergeRollups(monitor, day, own));
      await upsertRollups(db, team, "days", days);
    }
  }

  /** Once a day: what the plan keeps no longer. */
  async #trim(db: Db, team: string): Promise<void> {
    const now = this.#clock.now();
    const today = String(startOf(now, DAY));
    if (this.#log.get("series trimmed") === today) return;
    const { samples, hours, days } = keptSince(planOf().retention, now);
    await deleteRollups(db, team, { hours, days });
    // What was not told yet is still needed, however old it is.
    this.#samples.trim(Math.min(samples, this.cursor));
    this.#spans.trim(Math.min(samples, this.cursor));
    this.#log.set("series trimmed", today);
  }

  #move(to: Instant): void {
    this.#cursor = to;
    this.#log.set("rolled", String(to));
  }
}

const partsOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
