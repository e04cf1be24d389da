import * as z from "zod";
import { isZone } from "../time.ts";

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

/** The part of the settings that a person types. Whether an expression can be used is judged by `heartbeat/schedule.ts`. */
export const heartbeatInput = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100),
  schedule,
  graceSeconds: seconds,
});
export type HeartbeatInput = z.infer<typeof heartbeatInput>;

export const heartbeatSettings = z.object({
  ...heartbeatInput.shape,
  id: z.string(),
  /** The public ping id (a UUIDv4 that starts with the team's route). Rotatable; never the internal id. */
  pingId: z.string(),
  slug: z.string(),
  createdAt: z.number(),
});
export type HeartbeatSettings = z.infer<typeof heartbeatSettings>;

/** The part of the settings that decides when a ping is late. */
export type HeartbeatRules = Pick<HeartbeatSettings, "schedule" | "graceSeconds">;
