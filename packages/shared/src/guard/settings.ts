import * as z from "zod";
import { METRIC_NAME, OPERATORS } from "../heartbeat/insight/insight.ts";
import { SECONDS_MAX, SECONDS_MIN, SLUG } from "../heartbeat/settings.ts";

/** What a person sets of a guard, which says whether a destructive job may run: spec "heartbeats" §7. */

/** Bounds of a lease's length, in seconds. */
export const TTL_MIN = 60;
export const TTL_MAX = 86_400;

/** How long a lease lasts at most, in seconds. */
export const ttlSeconds = z.int().min(TTL_MIN, "at least 60 seconds").max(TTL_MAX, "at most 24 hours");

/** What can be required. */
export const TARGET_KINDS = ["heartbeat", "monitor"] as const;
/** A thing whose health a guard asks for, by its internal id. */
export const targetRef = z.strictObject({ kind: z.enum(TARGET_KINDS), id: z.string().min(1).max(100) });
export type TargetRef = z.infer<typeof targetRef>;

const requirement = targetRef.extend({
  /**
   * How old the last success may be; null is the default: interval and grace of a heartbeat, 5 minutes of a monitor.
   */
  maxAgeSeconds: z.int().min(SECONDS_MIN, "at least 60 seconds").max(SECONDS_MAX, "at most 365 days").nullable(),
});
export type Requirement = z.infer<typeof requirement>;

const metric = z
  .string()
  .regex(METRIC_NAME, "a metric's name starts with a letter and has at most 48 letters, digits, _ . -");

/** What must hold of numbers: of a heartbeat's newest success, or of the facts that the caller sends as `m.<name>=`. */
export const guardRule = z.discriminatedUnion("kind", [
  /** "The newest backup_bytes is at least 70 % of the median." The heartbeat counts as required. */
  z.strictObject({
    kind: z.literal("share_of_median"),
    heartbeat: z.string().min(1).max(100),
    metric,
    percent: z.number().min(1, "at least 1 %").max(100, "at most 100 %"),
  }),
  /** "deleted is at most 5 % of total." */
  z.strictObject({
    kind: z.literal("ratio"),
    numerator: metric,
    denominator: metric,
    maxPercent: z.number().min(0, "at least 0 %").max(100, "at most 100 %"),
  }),
  /** "deleted <= 1000": the job may run only while this is true. */
  z.strictObject({ kind: z.literal("fact"), metric, op: z.enum(OPERATORS), value: z.number() }),
]);
export type GuardRule = z.infer<typeof guardRule>;

/** Things that one guard, or one request, may require. */
export const REQUIRES_MAX = 20;

const isEachOnce = (requires: readonly TargetRef[]): boolean =>
  new Set(requires.map(({ kind, id }) => `${kind}:${id}`)).size === requires.length;

/** The settings that have a default. */
const optional = z.object({
  slug: z.string().regex(SLUG, "lower-case letters, digits, - and _, at most 100"),
  requires: z
    .array(requirement)
    .max(REQUIRES_MAX, "at most 20")
    .refine(isEachOnce, "name each heartbeat and monitor once"),
  /** How long after an incident on a required thing the job stays held. */
  quietSeconds: z.int().min(0).max(604_800, "at most 7 days"),
  ttlSeconds,
  rules: z.array(guardRule).max(20, "at most 20"),
});

/** The part of the settings that a person types. It holds no defaults, so a patch is its `partial()`. */
export const guardInput = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100),
  ...optional.partial().shape,
});
export type GuardInput = z.infer<typeof guardInput>;

/** What a guard has of the optional settings until somebody says otherwise; its slug comes from its name. */
export const GUARD_DEFAULTS: Omit<z.infer<typeof optional>, "slug"> = {
  requires: [],
  quietSeconds: 1_800,
  ttlSeconds: 3_600,
  rules: [],
};

export const guardSettings = z.object({
  ...guardInput.required().shape,
  /** Internal: `grd_…`. */
  id: z.string(),
  /** What callers name in `/guard/<id>`: a UUIDv4 that starts with the team's route, built as a ping id. */
  guardId: z.string(),
  createdAt: z.number(),
});
export type GuardSettings = z.infer<typeof guardSettings>;
