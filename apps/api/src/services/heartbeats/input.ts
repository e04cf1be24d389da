import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { parseSchedule } from "@nightbell/shared/heartbeat/schedule";
import { heartbeatInput, type Schedule } from "@nightbell/shared/heartbeat/settings";
import { someKey } from "../input.ts";

export const heartbeatPatch = heartbeatInput.partial().refine(someKey, "name at least one setting to change");
export type HeartbeatPatch = z.infer<typeof heartbeatPatch>;

/** @throws AppError `invalid` with what to change, when no run can be computed from the schedule */
export function requireSchedule(schedule: Schedule, field: string): void {
  const judged = parseSchedule(schedule);
  if (!judged.ok) throw new AppError("invalid", judged.message, field);
}

/** The slug of a name, by the rule of spec "heartbeats" §1: lower-case letters, digits, `-`; may repeat; never empty. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
  return slug === "" ? "heartbeat" : slug;
}
