import { DAY, HOUR, SECOND } from "@nightbell/shared/time";
import type { MonitorSeries } from "@nightbell/shared/views/series-views";
import type { Band, Chart } from "../../../ui/time-series/chart.ts";

/** What the page looks at, as it stands in the address. An absent part is the default. */
export type Look = { range?: Range; region?: string };

export const RANGES = ["1h", "24h", "7d", "30d", "90d"] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = "24h";

export const RANGE_WORDS: Record<Range, string> = {
  "1h": "1 hour",
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
};

const LENGTHS: Record<Range, number> = { "1h": HOUR, "24h": DAY, "7d": 7 * DAY, "30d": 30 * DAY, "90d": 90 * DAY };

/** Where a range begins that ends `now` (epoch ms), as the API takes it. */
export const rangeStart = (range: Range, now: number): string => new Date(now - LENGTHS[range]).toISOString();

/** An incident about a monitor, as the chart and the list of incidents show it. */
export type PastIncident = { id: string; title: string; from: string; until: string | null };

type Line = MonitorSeries["all"];

/** The answers of one region, or of all; those of a region that has none are empty. */
export const lineOf = (series: MonitorSeries, region: string | undefined): Line =>
  (region === undefined ? series.all : series.regions[region]) ?? { total: NO_FIGURES, points: [] };

const NO_FIGURES: Line["total"] = { p50: null, p95: null, avg: null, count: 0, fail: 0 };

/** The chart of a line: a stretch without a check is a gap, not a slope. */
export function chartOf(series: MonitorSeries, line: Line, incidents: readonly PastIncident[]): Chart {
  const step = series.stepSeconds * SECOND;
  const [from, until] = [Date.parse(series.from), Date.parse(series.until)];
  const known = new Map(line.points.map((point) => [Date.parse(point.at), point]));
  const count = Math.max(0, Math.ceil((until - from) / step));
  const at = Array.from({ length: count }, (_, i) => from + i * step);
  return {
    at,
    lines: [
      { name: "p50", values: at.map((each) => known.get(each)?.p50 ?? null), dashed: false },
      { name: "p95", values: at.map((each) => known.get(each)?.p95 ?? null), dashed: true },
    ],
    bands: incidents.flatMap((incident) => bandOf(incident, from, until) ?? []),
  };
}

function bandOf(incident: PastIncident, from: number, until: number): Band | null {
  const start = Date.parse(incident.from);
  const end = incident.until === null ? until : Date.parse(incident.until);
  return end <= from || start >= until
    ? null
    : { from: Math.max(from, start), until: Math.min(until, end), word: incident.title };
}
