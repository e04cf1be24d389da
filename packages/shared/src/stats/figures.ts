import { Histogram } from "./histogram.ts";
import { mergeCounts, type RegionCounts, type Rollup } from "./rollup.ts";
import type { Instant } from "../time.ts";

/** What a chart shows of a stretch of time: latencies in ms, null where nothing answered, and how many checks. */
export type Figures = {
  p50: number | null;
  p95: number | null;
  avg: number | null;
  /** Checks that said something: passed, slow or failed. */
  count: number;
  fail: number;
};

/** @throws MalformedBytes when the histogram is none */
export function figuresOf(counts: RegionCounts): Figures {
  const latencies = Histogram.of(counts.histogram);
  return {
    p50: latencies.percentile(0.5),
    p95: latencies.percentile(0.95),
    avg: latencies.count === 0 ? null : latencies.sum / latencies.count,
    count: counts.pass + counts.slow + counts.fail,
    fail: counts.fail,
  };
}

/** A line of a chart, and what all of it comes to. */
export type Series = { total: Figures; points: (Figures & { at: Instant })[] };

/** One line for all regions together and one for each, from rollups of one monitor in order of time. */
export function seriesOf(rollups: readonly Rollup[]): { all: Series; regions: Record<string, Series> } {
  const regions = new Set(rollups.flatMap((rollup) => Object.keys(rollup.regions)));
  return {
    all: lineOf(rollups, (rollup) => Object.values(rollup.regions)),
    regions: Object.fromEntries([...regions].sort().map((region) => [region, lineOf(rollups, only(region))])),
  };
}

const only =
  (region: string) =>
  ({ regions }: Rollup): RegionCounts[] => {
    const counts = regions[region];
    return counts === undefined ? [] : [counts];
  };

/** Stretches without any check have no point: a gap is a gap. */
function lineOf(rollups: readonly Rollup[], countsOf: (rollup: Rollup) => RegionCounts[]): Series {
  const stretches = rollups.flatMap((rollup) => {
    const counts = countsOf(rollup);
    return counts.length === 0 ? [] : [{ at: rollup.start, counts: mergeCounts(counts) }];
  });
  return {
    total: figuresOf(mergeCounts(stretches.map(({ counts }) => counts))),
    points: stretches.map(({ at, counts }) => ({ at, ...figuresOf(counts) })),
  };
}
