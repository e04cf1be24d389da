import { readExpression } from "../heartbeat/expression.ts";
import { parseSchedule } from "../heartbeat/schedule.ts";
import { SECONDS_MAX, SECONDS_MIN } from "../heartbeat/settings.ts";
import { isZone } from "../time.ts";
import { zoneInUse } from "./legacy-zones.ts";

/** What a program writes of a check: spec "heartbeats" §2, "Writable" and "400 texts". */

const UNIQUE = ["name", "slug", "tags", "timeout", "grace"] as const;
export type UniqueField = (typeof UNIQUE)[number];

type Read<T> = { value: T } | { problem: string };
type Reader<T> = (value: unknown, field: string) => Read<T>;

const NAME_MAX = 100;
const TAGS_MAX = 500;
const WORDS_MAX = 200;
const SCHEDULE_MAX = 100;
/** HC has no bound; ours is that of the dashboard's form. */
const DESC_MAX = 2_000;

const characters = (text: string): number => Array.from(text).length;

const text =
  (max: number): Reader<string> =>
  (value, field) => {
    if (typeof value !== "string") return { problem: `${field} is not a string` };
    if (characters(value) > max) return { problem: `${field} is too long` };
    // The record cannot hold these two.
    return { value: value.replaceAll("\0", "\ufffd").toWellFormed() };
  };

const seconds: Reader<number> = (value, field) => {
  if (typeof value !== "number" || !Number.isInteger(value)) return { problem: `${field} is not a number` };
  if (value < SECONDS_MIN) return { problem: `${field} is too small` };
  return value > SECONDS_MAX ? { problem: `${field} is too large` } : { value };
};

const flag: Reader<boolean> = (value, field) =>
  typeof value === "boolean" ? { value } : { problem: `${field} is not a boolean` };

const slug: Reader<string> = (value, field) => {
  const read = text(NAME_MAX)(value, field);
  if ("problem" in read || /^[a-z0-9-_]*$/.test(read.value)) return read;
  return { problem: `${field} does not match pattern` };
};

const methods: Reader<"" | "POST"> = (value, field) => {
  if (value === null) return { problem: `${field} is not a string` };
  return value === "" || value === "POST" ? { value } : { problem: `${field} has unexpected value` };
};

const schedule: Reader<string> = (value, field) => {
  const read = text(SCHEDULE_MAX)(value, field);
  if ("problem" in read || parseSchedule(readExpression(read.value, "UTC")).ok) return read;
  return { problem: notASchedule(field) };
};

const tz: Reader<string> = (value, field) => {
  if (typeof value !== "string") return { problem: `${field} is not a string` };
  const zone = zoneInUse(value);
  return /^[A-Z]/.test(zone) && isZone(zone) ? { value: zone } : { problem: `${field} is not a valid timezone` };
};

const tags: Reader<string[]> = (value, field) => {
  const read = text(TAGS_MAX)(value, field);
  return "problem" in read ? read : { value: tagsOf(read.value) };
};

const unique: Reader<UniqueField[]> = (value, field) => {
  if (!Array.isArray(value)) return { problem: `${field} is not an array` };
  const known = value.filter((item): item is UniqueField => (UNIQUE as readonly unknown[]).includes(item));
  return known.length === value.length ? { value: known } : { problem: `an item in '${field}' has unexpected value` };
};

/** In the order in which problems are reported. */
const FIELDS = {
  channels: text(Number.POSITIVE_INFINITY),
  desc: text(DESC_MAX),
  failure_kw: text(WORDS_MAX),
  filter_body: flag,
  filter_default_fail: flag,
  filter_http_body: flag,
  filter_subject: flag,
  grace: seconds,
  manual_resume: flag,
  methods,
  name: text(NAME_MAX),
  schedule,
  slug,
  start_kw: text(WORDS_MAX),
  subject: text(WORDS_MAX),
  subject_fail: text(WORDS_MAX),
  success_kw: text(WORDS_MAX),
  tags,
  timeout: seconds,
  tz,
  unique,
};

/** The fields that a program sent, judged. */
export type CheckSpec = { [K in keyof typeof FIELDS]?: (typeof FIELDS)[K] extends Reader<infer T> ? T : never };

const notASchedule = (field: string): string => `${field} is not a valid cron or OnCalendar expression`;

/** What is said of a schedule that is fine by itself, but not in its zone. */
export const SCHEDULE_PROBLEM = `json validation error: ${notASchedule("schedule")}`;

/** Tags as a list: they are separated by spaces on the wire. */
export const tagsOf = (line: string): string[] => line.split(/\s+/).filter((tag) => tag !== "");

/**
 * Judges the body of a write. Unknown keys are ignored.
 * @returns the fields that were sent, or the first error as the client gets it
 */
export function readCheckSpec(
  body: Record<string, unknown>,
): { ok: true; spec: CheckSpec } | { ok: false; error: string } {
  const spec: Record<string, unknown> = {};
  for (const [field, read] of Object.entries<Reader<unknown>>(FIELDS)) {
    if (!Object.hasOwn(body, field)) continue;
    const result = read(body[field], field);
    if ("problem" in result) return { ok: false, error: `json validation error: ${result.problem}` };
    spec[field] = result.value;
  }
  return { ok: true, spec };
}
