import { readExpression } from "../heartbeat/expression.ts";
import type { Filter, HeartbeatSettings, Schedule } from "../heartbeat/settings.ts";
import type { CheckSpec } from "./check-spec.ts";
import { slugify } from "./slugify.ts";

/** What a program's write makes of a heartbeat's settings: spec "heartbeats" §2, "Writable". */

export type ApiVersion = 1 | 2 | 3;

export const DEFAULT_TIMEOUT_SECONDS = 86_400;
export const DEFAULT_GRACE_SECONDS = 3_600;

type Fields = Omit<HeartbeatSettings, "id" | "pingId" | "badgeId" | "channels" | "createdAt">;

/**
 * The settings that a write changes, beside channels.
 * @param before the heartbeat; of a new one, its defaults
 */
export function changesOf(before: Fields, spec: CheckSpec, version: ApiVersion): Partial<Fields> {
  return without({
    name: spec.name,
    slug: slugAfter(before, spec, version),
    tags: spec.tags,
    desc: spec.desc,
    schedule: scheduleAfter(before.schedule, spec),
    graceSeconds: spec.grace,
    manualResume: spec.manual_resume,
    methods: spec.methods,
    filter: filterAfter(before.filter, spec),
  });
}

/** A given slug always counts. Before version 3, a new name brings a new slug. */
function slugAfter(before: Fields, { name, slug }: CheckSpec, version: ApiVersion): string | undefined {
  if (slug !== undefined) return slug;
  return version < 3 && name !== undefined && name !== before.name ? slugify(name) : undefined;
}

/** A schedule beats a timeout; a zone alone moves the schedule that is there. */
function scheduleAfter(before: Schedule, { schedule, timeout, tz }: CheckSpec): Schedule | undefined {
  const zone = tz ?? (before.kind === "period" ? "UTC" : before.zone);
  if (schedule !== undefined) return readExpression(schedule, zone);
  if (timeout !== undefined) return { kind: "period", seconds: timeout };
  return tz === undefined || before.kind === "period" ? undefined : { ...before, zone };
}

/** `subject` and `subject_fail` are of old: they set words, and that e-mail subjects are judged by them. */
function filterAfter(before: Filter, spec: CheckSpec): Filter | undefined {
  const after = { ...before };
  if (spec.subject !== undefined) after.success = spec.subject;
  if (spec.subject_fail !== undefined) after.failure = spec.subject_fail;
  if (spec.subject !== undefined || spec.subject_fail !== undefined)
    after.subject = after.success !== "" || after.failure !== "";
  const named = without({
    subject: spec.filter_subject,
    body: spec.filter_body,
    httpBody: spec.filter_http_body,
    defaultFail: spec.filter_default_fail,
    start: spec.start_kw,
    success: spec.success_kw,
    failure: spec.failure_kw,
  });
  Object.assign(after, named);
  return JSON.stringify(after) === JSON.stringify(before) ? undefined : after;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

const without = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;

/** Whether a heartbeat is the one that an upsert means. A listed field that was not sent matches nothing. */
export function isMatch(settings: Fields, spec: CheckSpec): boolean {
  const { schedule } = settings;
  const same = {
    name: settings.name === spec.name,
    slug: settings.slug === spec.slug,
    tags: spec.tags !== undefined && settings.tags.join(" ") === spec.tags.join(" "),
    timeout: schedule.kind === "period" && schedule.seconds === spec.timeout,
    grace: settings.graceSeconds === spec.grace,
  };
  const { unique = [] } = spec;
  return unique.length > 0 && unique.every((field) => same[field]);
}
