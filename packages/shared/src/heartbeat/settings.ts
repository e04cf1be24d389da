import * as z from "zod";
import { alerting, ALERTING_DEFAULTS, parents } from "../incident/alerting.ts";
import { isZone } from "../time.ts";
import { forecast, sanity, threshold } from "./insight/insight.ts";

/** What the user configures of a heartbeat, as the engine sees it. Bounds: spec "heartbeats" §2. */
export const SECONDS_MIN = 60;
export const SECONDS_MAX = 31_536_000;

const seconds = z.int().min(SECONDS_MIN, "at least 60 seconds").max(SECONDS_MAX, "at most 365 days");

export const zone = z.string().max(64).refine(isZone, "not a time zone we know; use a name like Europe/Vienna");

const expression = z.string().trim().min(1).max(100);

/** When pings are expected: every so many seconds, or at the slots of a 5-field cron line or of OnCalendar lines read in a zone. */
export const schedule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("period"), seconds }),
  z.strictObject({ kind: z.literal("cron"), expression, zone }),
  z.strictObject({ kind: z.literal("oncalendar"), expression, zone }),
]);
export type Schedule = z.infer<typeof schedule>;

export const SLUG = /^[a-z0-9_-]{1,100}$/;
const slug = z.string().regex(SLUG, "lower-case letters, digits, - and _, at most 100");

const words = z.string().max(200, "at most 200 characters");

/** Which words in a ping decide its type: comma-separated lists. Spec "heartbeats" §3 and §4.6. */
export const filter = z.strictObject({
  /** Judge the subject of e-mail pings, */
  subject: z.boolean(),
  /** the text of e-mail pings, */
  body: z.boolean(),
  /** the body of HTTP pings. */
  httpBody: z.boolean(),
  /** What matches nothing is a failure, not ignored. */
  defaultFail: z.boolean(),
  start: words,
  success: words,
  failure: words,
});
export type Filter = z.infer<typeof filter>;

/** The settings that have a default. */
const optional = z.object({
  slug,
  tags: z
    .array(z.string().regex(/^\S{1,500}$/, "a tag has no spaces"))
    .max(100, "at most 100 tags")
    .refine((tags) => tags.join(" ").length <= 500, "at most 500 characters in all"),
  desc: z.string().max(2_000),
  /** A paused heartbeat is resumed by a person only, never by a ping. */
  manualResume: z.boolean(),
  /** "POST": other methods are recorded, but do not count. */
  methods: z.enum(["", "POST"]),
  filter,
  /** Failures in a row that alert nobody. Spec "heartbeats" §4.3. */
  failureTolerance: z.int().min(0).max(10),
  /** Split mode: how long a start, and how long a run, may take; null follows the grace. Spec "heartbeats" §4.1. */
  startToleranceSeconds: seconds.nullable(),
  maxRunSeconds: seconds.nullable(),
  thresholds: z.array(threshold).max(20),
  forecasts: z.array(forecast).max(10),
  sanity,
  /** Ids of the channels that hear of it beside its people. */
  channels: z.array(z.string().max(64)).max(100),
  alerting,
  parents,
});

/** The part of the settings that a person types. Whether an expression can be used is judged by `heartbeat/schedule.ts`. */
export const heartbeatInput = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100),
  schedule,
  graceSeconds: seconds,
  ...optional.partial().shape,
});
export type HeartbeatInput = z.infer<typeof heartbeatInput>;

/** What a heartbeat has of the optional settings until somebody says otherwise; its slug comes from its name. */
export const HEARTBEAT_DEFAULTS: Omit<z.infer<typeof optional>, "slug"> = {
  tags: [],
  desc: "",
  manualResume: false,
  methods: "",
  filter: {
    subject: false,
    body: false,
    httpBody: false,
    defaultFail: false,
    start: "",
    success: "",
    failure: "",
  },
  failureTolerance: 0,
  startToleranceSeconds: null,
  maxRunSeconds: null,
  thresholds: [],
  forecasts: [],
  sanity: { tooShort: "warn", tooLong: "warn", tooSmall: "warn", tooOften: "warn" },
  channels: [],
  alerting: ALERTING_DEFAULTS,
  parents: [],
};

export const heartbeatSettings = z.object({
  ...heartbeatInput.required().shape,
  /** May be empty here: a heartbeat made through the management API need not have one. */
  slug: z.string(),
  /** May be empty here, for the same reason. */
  name: z.string(),
  id: z.string(),
  /** The public ping id (a UUIDv4 that starts with the team's route). Rotatable; never the internal id. */
  pingId: z.string(),
  /** The public id of its badge; never a ping id. */
  badgeId: z.string(),
  createdAt: z.number(),
});
export type HeartbeatSettings = z.infer<typeof heartbeatSettings>;

/** The part of the settings that decides when a ping is late. The unset ones follow {@link HEARTBEAT_DEFAULTS}. */
export type HeartbeatRules = Pick<HeartbeatSettings, "schedule" | "graceSeconds"> &
  Partial<Pick<HeartbeatSettings, "failureTolerance" | "startToleranceSeconds" | "maxRunSeconds">>;

/** The part of the settings that decides what a ping counts as. */
export type PingRules = Pick<HeartbeatSettings, "manualResume" | "methods" | "filter">;
