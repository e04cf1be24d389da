import * as z from "zod";
import { guardInput } from "../guard/settings.ts";

/** What the API tells the dashboard of guards; conventions as in `views.ts`. Spec "heartbeats" §7. */

const instant = z.string();

const guardReasonView = z.object({
  code: z.string(),
  target: z.string(),
  since: instant.nullable(),
  text: z.string(),
});

/** One decision of a guard, with the first reasons of a hold and how many there were. */
export const guardEntryView = z.object({
  at: instant,
  rid: z.string(),
  decision: z.enum(["go", "hold"]),
  status: z.int(),
  reasons: z.array(guardReasonView),
  reasonCount: z.int(),
});
export type GuardEntryView = z.infer<typeof guardEntryView>;

export const guardLeaseView = z.object({
  id: z.string(),
  seq: z.int(),
  rid: z.string(),
  grantedAt: instant,
  expiresAt: instant,
  /** Why it was revoked; null while its conditions hold. */
  revoked: z.array(z.string()).nullable(),
});
export type GuardLeaseView = z.infer<typeof guardLeaseView>;

export const guardView = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  url: z.string(),
  /** Where to ask by name; null while the team has no ping key, the slug is not unique, or for those who may not see keys. */
  slugUrl: z.string().nullable(),
  /** Everything a person can set, for the form. */
  input: guardInput.required(),
  state: z.enum(["free", "leased", "held"]),
  /** "Free.", "Leased by run … until 04:30.", "Held back since 03:12: db-primary is down since 03:12." */
  sentence: z.string(),
  /** What people should know now: held again and again, a lease that nobody gave back. */
  warnings: z.array(z.string()),
  lease: guardLeaseView.nullable(),
  heldSince: instant.nullable(),
  holdsInRow: z.int(),
  /** The last decisions, newest first. */
  recent: z.array(guardEntryView),
});
export type GuardView = z.infer<typeof guardView>;

/** A guard as the page of a heartbeat shows it. */
export const heartbeatGuardView = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  /** It asks for this heartbeat's health. */
  asks: z.boolean(),
  /** It is this job's own guard. */
  guards: z.boolean(),
  lease: guardLeaseView.nullable(),
  /** Newest first. */
  heldBack: z.array(guardEntryView),
});
export type HeartbeatGuardView = z.infer<typeof heartbeatGuardView>;
