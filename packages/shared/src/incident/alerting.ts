import * as z from "zod";

/** How loudly a thing's failures are told, and to whom: set for each monitor and heartbeat. Spec "oncall" §3 and §4. */

/** `page`: by the team's policy; `tell`: once, without ringing; else the id of the policy to page by. */
const choice = z.string().min(1).max(64);
export type AlertChoice = z.infer<typeof choice>;

export const alerting = z.strictObject({
  /** What the verdict calls urgent: it is down, or comes and goes. */
  urgent: choice.default("page"),
  /** What it does not: slow, failing in one region, running out soon. */
  other: choice.default("tell"),
  /** What was only told pages after so many minutes open; null: never. */
  pageAfterMinutes: z.int().min(1).max(10_080, "at most a week").nullable().default(null),
});
export type Alerting = z.infer<typeof alerting>;

export const ALERTING_DEFAULTS: Alerting = { urgent: "page", other: "tell", pageAfterMinutes: null };

/**
 * Ids of monitors and heartbeats that this one stands on: while one of them is down, this one is watched, and pages nobody.
 */
export const parents = z.array(z.string().min(1).max(64)).max(10, "at most 10");
