import * as z from "zod";
import { MINUTE, type Instant } from "../../time.ts";

/**
 * What pings say beyond "alive": metrics, thresholds, forecasts and learned sanity (spec "heartbeats" §6). None of it
 * changes the HTTP answer, the ping's type or the heartbeat's status.
 */

/** `warn` needs attention; `page` opens an incident. */
export const severity = z.enum(["warn", "page"]);
export type Severity = z.infer<typeof severity>;

/** Names of metrics on the wire: spec "heartbeats" §6.1. */
export const METRIC_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,47}$/;
export const METRICS_PER_PING = 20;
export const METRICS_PER_HEARTBEAT = 50;
/** Made from the ping itself; a client cannot set them. Seconds, bytes, exit code. */
export const BUILT_IN_METRICS = ["duration", "body_bytes", "exit"] as const;

const metric = z
  .string()
  .regex(METRIC_NAME, "a metric's name starts with a letter and has at most 48 letters, digits, _ . -");
const finite = z.number();

export const OPERATORS = ["<", "<=", ">", ">=", "=", "!="] as const;

/** "Warn or page when `metric` is `op` `value` for `times` pings in a row." */
export const threshold = z.strictObject({
  metric,
  op: z.enum(OPERATORS),
  value: finite,
  /** Consecutive values that must break the rule. */
  times: z.int().min(1).max(20),
  severity,
  /** The value at which it clears; null is 5 % back inside. */
  clear: finite.nullable(),
  /** What a success without this metric means. */
  missing: z.enum(["ignore", "warn", "page"]),
});
export type Threshold = z.infer<typeof threshold>;

/** "Tell when `metric` will reach `limit` at this rate." `up`: it is bad to grow to the limit. */
export const forecast = z.strictObject({ metric, limit: finite, direction: z.enum(["up", "down"]) });
export type Forecast = z.infer<typeof forecast>;

export const SANITY_RULES = ["tooShort", "tooLong", "tooSmall", "tooOften"] as const;
export type SanityRule = (typeof SANITY_RULES)[number];
const sanityMode = z.enum(["off", "warn", "page"]);
/** The learned rules, each with its switch; on as `warn` unless somebody says otherwise. */
export const sanity = z.strictObject({
  tooShort: sanityMode,
  tooLong: sanityMode,
  tooSmall: sanityMode,
  tooOften: sanityMode,
});
export type Sanity = z.infer<typeof sanity>;

export type InsightRules = { thresholds: Threshold[]; forecasts: Forecast[]; sanity: Sanity };

/** One value of a metric. */
export type Point = {
  at: Instant;
  value: number;
  /** A learned rule objected, so it is no part of what is normal. */
  flagged: boolean;
  /** It came with another ping than a success, so it says nothing about a normal run. */
  aside?: true;
  /** Somebody said that it is normal, after it was flagged. */
  accepted?: true;
};

/** The middle of the values of one {@link BUCKET_MS} of a metric that comes often. */
export type Sample = { at: Instant; value: number };

/** Width of the buckets whose medians are kept, in ms: 60 of them are the 6 h that a forecast looks back. */
export const BUCKET_MS = 6 * MINUTE;
/** Points, and medians, that are kept of a metric. */
export const POINTS_KEPT = 60;

/** Something that one rule says is wrong now. */
export type Finding = {
  /**
   * Stable per heartbeat: `threshold:<metric>:<op>:<value>` (and `:<times>` from 2 on), `missing:<metric>`,
   * `forecast:<metric>:<limit>`, `tooShort`, `tooLong`, `tooSmall:<metric>`, `tooOften`.
   */
  rule: string;
  severity: Severity;
  since: Instant;
  /** One sentence without its full stop, e.g. "rows was 12, at least 1,000 expected" or "disk_bytes reaches 500 GB in about 6 h (03:40 Riga)". */
  text: string;
  /** The metric it is about; null for `tooOften`. */
  metric: string | null;
};

/** What is remembered of a heartbeat's metrics. Plain JSON. Names come from clients: read the records with `Object.hasOwn`. */
export type Insight = {
  /** The last {@link POINTS_KEPT} points by metric, oldest first. */
  series: Record<string, Point[]>;
  /** Of metrics that come often: medians of the past {@link BUCKET_MS} buckets, at most {@link POINTS_KEPT}, oldest first. */
  medians: Record<string, Sample[]>;
  /** The least and the greatest value ever seen, by metric. */
  extremes: Record<string, { low: number; high: number }>;
  /** Successful runs seen, and when the first was: rules speak from the 7th on and only warn for 14 days. */
  successes: number;
  firstSuccess: Instant | null;
  findings: Record<string, Finding>;
  /** What somebody called normal and no point can carry. */
  allowed: {
    /** How often runs come, in ms from one to the next, when it is more often than the schedule says. */
    paceMs: number | null;
    /** Runs that began before this may take as long as they like. */
    runsBefore: Instant | null;
  };
};

export const NO_INSIGHT: Insight = {
  series: {},
  medians: {},
  extremes: {},
  successes: 0,
  firstSuccess: null,
  findings: {},
  allowed: { paceMs: null, runsBefore: null },
};
