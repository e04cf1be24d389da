import * as z from "zod";
import { zone } from "../heartbeat/settings.ts";

/** Who takes turns: a rota of layers, and what people change of it for a while. Spec "oncall" §1 and §2. */

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time like 22:30");
/** A local date and time, to the minute, of a zone that stands beside it: `2026-03-02T09:00`. */
const wallTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, "a local date and time")
  .refine((text) => new Date(`${text}Z`).toJSON()?.startsWith(text) ?? false, "a day that the calendar has");
/** Epoch ms. */
const instant = z.int().min(0).max(8_640_000_000_000_000);
const user = z.string().min(1).max(64);

export const UNITS = ["hour", "day", "week", "month"] as const;
export type Unit = (typeof UNITS)[number];

/** When a layer speaks: from `start` on each of these days (1 Monday … 7 Sunday) until `end`. Equal times are 24 h. */
export const rotaWindow = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1, "pick a day").max(7),
  start: clock,
  end: clock,
  /** Days from the start's to the end's; null: the next `end` that comes. */
  spanDays: z.int().min(0).max(7).nullable().default(null),
});
export type RotaWindow = z.infer<typeof rotaWindow>;

/** How a layer turns from an instant on. Edits append versions; the last one that has begun is in force. */
export const rotaVersion = z.strictObject({
  /** Null: always. */
  from: instant.nullable().default(null),
  /** Null: the layer's zone. */
  zone: zone.nullable().default(null),
  /** Shift 0 starts here; every other is reckoned from it. */
  anchor: wallTime,
  unit: z.enum(UNITS),
  every: z.int().min(1).max(366).default(1),
  /** Who is on call in turn; a slot may hold several people, and an empty one leaves its time to the layer below. */
  slots: z.array(z.array(user).max(12)).min(1).max(60),
  /** Null: the layer's windows. */
  windows: z.array(rotaWindow).max(50).nullable().default(null),
  /** From here on the layer is silent; null: never. */
  until: instant.nullable().default(null),
});
export type RotaVersion = z.infer<typeof rotaVersion>;

export const rotaLayer = z.strictObject({
  id: z.string().min(1).max(40),
  name: z.string().trim().min(1, "give it a name").max(100),
  /** Null: the rota's zone. */
  zone: zone.nullable().default(null),
  versions: z.array(rotaVersion).min(1).max(200),
  /** When it speaks; none: always. */
  windows: z.array(rotaWindow).max(50).default([]),
});
export type RotaLayer = z.infer<typeof rotaLayer>;

const overrideParts = {
  id: z.string(),
  from: instant,
  until: instant,
  createdAt: z.number(),
  /** The user who made it. */
  actor: z.string(),
  reason: z.string().max(200).default(""),
};

/**
 * A change for a while: `cover` puts one person in another's place, `take` takes the pager whoever has it, `also` adds
 * a person, `away` takes one out.
 */
export const override = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cover"), for: user, by: user, ...overrideParts }),
  z.strictObject({ kind: z.literal("take"), by: user, ...overrideParts }),
  z.strictObject({ kind: z.literal("also"), user, ...overrideParts }),
  z.strictObject({ kind: z.literal("away"), user, ...overrideParts }),
]);
export type Override = z.infer<typeof override>;

export const rota = z.strictObject({
  id: z.string(),
  name: z.string().trim().min(1, "give it a name").max(100),
  zone,
  /** Later layers win over earlier ones. */
  layers: z.array(rotaLayer).min(1).max(20),
  /** In the order they were created. */
  overrides: z.array(override),
});
export type Rota = z.infer<typeof rota>;

/** A stretch of time in which the same people are on call; nobody is a gap. `until` is not part of it. */
export type Shift = { from: number; until: number; users: string[] };
