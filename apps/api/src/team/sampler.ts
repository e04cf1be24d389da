import type { Region } from "@nightbell/shared/check/region";
import type { LastVote, SampleMemory } from "@nightbell/shared/check/restore";
import type { Outcome } from "@nightbell/shared/check/verdict";
import { startOf } from "@nightbell/shared/stats/range";
import { rollUp, SampleCounter } from "@nightbell/shared/stats/rollup";
import type { Sample } from "@nightbell/shared/stats/sample";
import { minuteOf } from "@nightbell/shared/stats/sample-row";
import type { SeriesAnswer, SeriesQuery } from "@nightbell/shared/stats/series-query";
import { HOUR, MINUTE, SECOND, type Instant } from "@nightbell/shared/time";
import type { TeamClock } from "./clock.ts";
import type { Log } from "./log.ts";
import { Spans } from "./rollup-spans.ts";
import { Rollups } from "./rollups.ts";
import { Samples } from "./samples.ts";

/** An object that has nothing to do for ten seconds is forgotten, and what was not written with it. */
const AWAKE = 8 * SECOND;
/** Votes that live longer than this are kept one by one: to look for them in the minutes would take too long. */
const FRESH = 30 * MINUTE;
/** More hours than these the record lacks only after an outage of its own; they are not worth the time of a request. */
const LONGEST_TAIL = 6 * HOUR;
/** A gap of more ticks than these is unknown time, not so many missed checks. */
const MISSED_AT_ONCE = 60;

/** The sample of an answer that has just come. @param now the team's time */
export function sampleOf(monitor: string, outcome: Outcome, now: Instant): Sample {
  const { region, colo, totalMs, result } = outcome;
  const shown = result === "pass" && outcome.slow === true ? "slow" : result;
  return {
    monitor,
    region,
    colo,
    at: now - Math.max(0, totalMs),
    result: shown,
    cause: shown === "fail" ? (outcome.cause ?? null) : null,
    ms: totalMs,
  };
}

/**
 * Everything that charts and uptime are made of: takes every answer and every change of state, keeps a minute in memory
 * and writes it as one row. Its loss costs a minute of chart, never a verdict (spec "checks" §8).
 */
export class Sampler {
  readonly rollups: Rollups;
  readonly #samples: Samples;
  readonly #spans: Spans;
  readonly #lifeOf: (monitor: string) => number | null;
  #tail: { counter: SampleCounter; through: number } | null = null;

  /** @param lifeOf how long a monitor's votes count, in ms; null for one that is gone */
  constructor(
    env: Env,
    sql: SqlStorage,
    log: Pick<Log, "get" | "set">,
    clock: Pick<TeamClock, "now" | "realTimeOf">,
    lifeOf: (monitor: string) => number | null,
  ) {
    this.#samples = new Samples(sql);
    this.#spans = new Spans(sql);
    this.#lifeOf = lifeOf;
    this.rollups = new Rollups(env, log, clock, this.#samples, this.#spans);
  }

  /** Takes the answer to a check. @param now the team's time */
  note(sample: Sample, now: Instant): void {
    this.#samples.add(sample, now);
    if (isVote(sample) && (this.#lifeOf(sample.monitor) ?? 0) > FRESH) this.#samples.keepVote(sample);
  }

  /** Takes ticks that nobody ran. @param region whose turn it was */
  missed(monitor: string, region: Region, count: number, now: Instant): void {
    const sample: Sample = { monitor, region, colo: "", at: now, result: "missed", cause: null, ms: 0 };
    for (let left = Math.min(count, MISSED_AT_ONCE); left > 0; left--) this.note(sample, now);
  }

  /** Checks were dispatched: all ticks up to now have run, or were absorbed or missed. */
  dispatched(now: Instant): void {
    this.#samples.dispatched(now);
  }

  /**
   * Takes what a monitor shows; to repeat it costs nothing.
   * @param status as screens show it; null: the monitor was deleted
   * @param since from when it holds: of an outage its start, of a recovery the outage's end
   */
  shown(monitor: string, status: string | null, since: Instant, now: Instant): void {
    const changed = this.#spans.note(monitor, status, since, now);
    if (changed !== null) this.rollups.rewind(changed);
    if (status === null) this.#samples.forgetVotes(monitor);
  }

  /**
   * Nothing is under way: writes what is not written yet, unless the object stays awake anyway.
   * @param untilNext ms until something is due; null: nothing is
   */
  rest(untilNext: number | null): void {
    if (untilNext === null || untilNext > AWAKE) this.#samples.write();
  }

  /** What is known of the time before this object was made. Without any row nothing was dispatched: 0. */
  restore(now: Instant): SampleMemory {
    const latest = new Map<string, Sample>();
    const recent = this.#samples.between(now - FRESH, now + MINUTE);
    for (const sample of [...this.#samples.votes(), ...recent]) {
      const key = `${sample.monitor} ${sample.region}`;
      if (isVote(sample) && sample.at >= (latest.get(key)?.at ?? 0)) latest.set(key, sample);
    }
    const counting = [...latest.values()].filter(({ monitor, at }) => at + (this.#lifeOf(monitor) ?? 0) > now);
    return { dispatchedThrough: this.#samples.dispatchedThrough(), lastVotes: counting.map(voteOf) };
  }

  /** Rollups of what is not in the record yet, or of any range that samples are kept of. */
  series({ monitor, from, until, step }: SeriesQuery, now: Instant): SeriesAnswer {
    const recorded = this.rollups.cursor;
    const tail = Math.max(recorded, startOf(now, HOUR) - LONGEST_TAIL);
    if (monitor === null && from === null && step === HOUR)
      return { now, recorded, rollups: this.#tailOf(tail, now).rollups(this.#spans.between(tail, now), now) };
    const [first, last] = [from ?? tail, Math.min(until ?? now, now)];
    const raw = {
      samples: this.#samples.between(first, last, monitor),
      spans: this.#spans.between(first, last, monitor),
    };
    return { now, recorded, rollups: rollUp(raw, first, last, step) };
  }

  /** All monitors' unrecorded hours, but for the running minute. Lists ask for them again and again: only what is new is counted. */
  #tailOf(from: Instant, now: Instant): SampleCounter {
    if (this.#tail?.counter.from !== from)
      this.#tail = { counter: new SampleCounter(from, HOUR), through: minuteOf(from) - 1 };
    const { counter, through } = this.#tail;
    const last = minuteOf(now) - 1;
    for (const sample of this.#samples.answered(through + 1, last)) counter.add(sample);
    this.#tail.through = Math.max(through, last);
    return counter;
  }
}

const isVote = ({ result }: Sample): boolean => result !== "void" && result !== "missed";

const voteOf = ({ monitor, region, colo, at, result, ms }: Sample): LastVote => ({
  monitor,
  region: region as Region,
  colo,
  at,
  ok: result !== "fail",
  ms,
});
