import * as z from "zod";
import { SERIES_SOURCES } from "../stats/range.ts";
import { SERIES_STATES } from "../stats/series-state.ts";
import { instant } from "./parts.ts";

/** What the API tells the dashboard of how fast and how available monitors were. Spec "product" §2.3. */

const figures = z.object({
  /** Of the checks that passed, in ms, within 1 %; null where none did. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  avg: z.number().nullable(),
  /** Checks that passed, were slow or failed. */
  count: z.int(),
  fail: z.int(),
});

const seriesLine = z.object({
  /** The whole range. */
  total: figures,
  /** Oldest first; a stretch without a check has none. */
  points: z.array(figures.extend({ at: instant })),
});

export const monitorSeries = z.object({
  from: instant,
  until: instant,
  /** How fine the points are: a minute, an hour, a day (UTC). */
  source: z.enum(SERIES_SOURCES),
  stepSeconds: z.int(),
  all: seriesLine,
  /** By region. */
  regions: z.record(z.string(), seriesLine),
});
export type MonitorSeries = z.infer<typeof monitorSeries>;

/** Seconds in each state; a state without any is absent. */
const stateSeconds = z.partialRecord(z.enum(SERIES_STATES), z.int());

const uptime = z.object({
  /** Null while nothing is known. */
  percent: z.number().nullable(),
  downSeconds: z.int(),
  knownSeconds: z.int(),
  seconds: stateSeconds,
  /** "99.97 % = 13 min". */
  text: z.string(),
});
export type UptimeView = z.infer<typeof uptime>;

export const monitorUptime = z.object({
  /** Without maintenance, unknown and paused time; to the hour, the longest to the day (UTC). */
  windows: z.object({ "24h": uptime, "7d": uptime, "30d": uptime, "90d": uptime }),
  /** The last 90 days, oldest first. `state`: what to draw it in; null when nothing is known. */
  days: z.array(uptime.extend({ day: z.iso.date(), state: z.enum(SERIES_STATES).nullable() })),
});
export type MonitorUptime = z.infer<typeof monitorUptime>;

export const monitorStrips = z.object({
  /** When the first of 24 hours begins; the last is the running one. */
  from: instant,
  /** By monitor; one of which nothing is known is absent. */
  strips: z.record(
    z.string(),
    z.object({
      /** What to draw each hour in, oldest first; null when nothing is known of it. */
      hours: z.array(z.enum(SERIES_STATES).nullable()),
      /** Of all 24 hours. */
      p50: z.number().nullable(),
      p95: z.number().nullable(),
      /** In percent; null while nothing is known. */
      uptime: z.number().nullable(),
      downSeconds: z.int(),
    }),
  ),
});
export type MonitorStrips = z.infer<typeof monitorStrips>;
