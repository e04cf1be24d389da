import * as z from "zod";
import { zone } from "../heartbeat/settings.ts";

/** Maintenance windows: checks go on, nothing opens, and what is still down at the end pages then. Spec "checks" §3.2. */

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time like 22:30");

export const maintenanceTime = z.discriminatedUnion("kind", [
  /** Instants, epoch ms. */
  z
    .strictObject({ kind: z.literal("once"), from: z.int(), until: z.int() })
    .refine(({ from, until }) => until > from, { path: ["until"], error: "it must end after it begins" }),
  /** On these days of the week (1 Monday … 7 Sunday), at this wall time of the zone, for so long. */
  z.strictObject({
    kind: z.literal("weekly"),
    days: z.array(z.int().min(1).max(7)).min(1, "pick a day").max(7),
    at: clock,
    minutes: z.int().min(1).max(1_440, "at most a day"),
    zone,
  }),
  /** On this day of the month; a month that does not have it has none. */
  z.strictObject({
    kind: z.literal("monthly"),
    day: z.int().min(1).max(31),
    at: clock,
    minutes: z.int().min(1).max(1_440, "at most a day"),
    zone,
  }),
]);
export type MaintenanceTime = z.infer<typeof maintenanceTime>;

export const maintenanceInput = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100),
  /** Ids of monitors; null: all of them. */
  monitors: z.array(z.string()).max(1_000).nullable(),
  /** Ids of heartbeats; null: all of them. */
  heartbeats: z.array(z.string()).max(1_000).nullable().default([]),
  time: maintenanceTime,
});
export type MaintenanceInput = z.infer<typeof maintenanceInput>;

export const maintenanceSettings = z.object({ ...maintenanceInput.shape, id: z.string() });
export type MaintenanceSettings = z.infer<typeof maintenanceSettings>;
