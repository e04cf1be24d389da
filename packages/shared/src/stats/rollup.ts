import type { Instant } from "../time.ts";
import { Histogram } from "./histogram.ts";
import { isTimed, type Sample, type SampleResult } from "./sample.ts";
import { addSeconds, type StateSeconds } from "./series-state.ts";
import { secondsPerState, type Span } from "./span.ts";

/** What a stretch of time has come to, a row per monitor; rows add up to longer stretches. Spec "checks" §8. */

/** What one region's checks came to; `histogram` is a packed one of the latencies of those that passed. */
export type RegionCounts = Record<SampleResult, number> & { histogram: Uint8Array };

export type Rollup = {
  monitor: string;
  /** When its stretch began. */
  start: Instant;
  seconds: StateSeconds;
  regions: Record<string, RegionCounts>;
};

/** What rollups are made from. */
export type Raw = {
  samples: Iterable<Sample>;
  /** By monitor, each in order; the one that held at `from` included. */
  spans: ReadonlyMap<string, readonly Span[]>;
};

const NOTHING: Record<SampleResult, number> = { pass: 0, slow: 0, void: 0, missed: 0, fail: 0 };

/**
 * Rollups of [from, until) in stretches of `step`, by monitor and start; the first begins at `from`, the last may be
 * cut short by `until`. A stretch in which nothing is known of a monitor has none.
 */
export function rollUp({ samples, spans }: Raw, from: Instant, until: Instant, step: number): Rollup[] {
  const counter = new SampleCounter(from, step);
  for (const sample of samples) if (sample.at < until) counter.add(sample);
  return counter.rollups(spans, until);
}

type Counting = { counts: Record<SampleResult, number>; latencies: Histogram };
type CountingByRegion = Map<string, Counting>;

/** Counts samples one by one, so that a running hour need not be counted anew each time it is asked for. */
export class SampleCounter {
  readonly from: Instant;
  readonly #step: number;
  /** By monitor and start of the stretch. */
  readonly #counting = new Map<string, Map<Instant, CountingByRegion>>();

  constructor(from: Instant, step: number) {
    this.from = from;
    this.#step = step;
  }

  /** One that was asked before `from` does not count. */
  add(sample: Sample): void {
    if (sample.at < this.from) return;
    const start = sample.at - ((sample.at - this.from) % this.#step);
    const own = ensured(this.#counting, sample.monitor, () => new Map<Instant, CountingByRegion>());
    const regions = ensured(own, start, () => new Map<string, Counting>());
    const counting = ensured(regions, sample.region, () => ({ counts: { ...NOTHING }, latencies: new Histogram() }));
    counting.counts[sample.result] += 1;
    if (isTimed(sample)) counting.latencies.add(sample.ms);
  }

  /** As {@link rollUp}, of what was added so far. */
  rollups(spans: Raw["spans"], until: Instant): Rollup[] {
    return [...new Set([...this.#counting.keys(), ...spans.keys()])].flatMap((monitor) => {
      const rollups: Rollup[] = [];
      for (let start = this.from; start < until; start += this.#step) {
        const counting = this.#counting.get(monitor)?.get(start) ?? new Map<string, Counting>();
        const seconds = secondsPerState(spans.get(monitor) ?? [], start, Math.min(until, start + this.#step));
        if (counting.size + Object.keys(seconds).length > 0)
          rollups.push({ monitor, start, seconds, regions: Object.fromEntries(mapped(counting, packed)) });
      }
      return rollups;
    });
  }
}

const packed = ({ counts, latencies }: Counting): RegionCounts => ({ ...counts, histogram: latencies.packed() });

/**
 * Several rollups of one monitor as one that begins at `start`.
 * @throws MalformedBytes when a histogram is none
 */
export function mergeRollups(monitor: string, start: Instant, rollups: readonly Rollup[]): Rollup {
  const byRegion = new Map<string, RegionCounts[]>();
  for (const { regions } of rollups)
    for (const [region, counts] of Object.entries(regions)) ensured(byRegion, region, () => []).push(counts);
  return {
    monitor,
    start,
    seconds: addSeconds(...rollups.map(({ seconds }) => seconds)),
    regions: Object.fromEntries(mapped(byRegion, mergeCounts)),
  };
}

/**
 * The counts of several regions, or stretches, as one.
 * @throws MalformedBytes when a histogram is none
 */
export function mergeCounts(all: readonly RegionCounts[]): RegionCounts {
  const sum = { ...NOTHING };
  for (const counts of all) for (const result of RESULTS) sum[result] += counts[result];
  return { ...sum, histogram: Histogram.of(...all.map(({ histogram }) => histogram)).packed() };
}

const RESULTS = Object.keys(NOTHING) as SampleResult[];

function ensured<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const mapped = <K, V, W>(map: ReadonlyMap<K, V>, change: (value: V) => W): Map<K, W> =>
  new Map([...map].map(([key, value]) => [key, change(value)]));
