/** What an incident is about, and how loudly it is told. */

/** `high` pages until somebody has it; `low` is told once, by push and e-mail (spec "oncall" §4). */
export type Urgency = "high" | "low";

/** `down` is any failure of a heartbeat or guard too; the others are ways in which a monitor is not well. */
export const INCIDENT_KINDS = ["down", "intermittent", "regional", "degraded", "expiry", "unknown"] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/**
 * How an open incident turns into something else.
 * - `raise`: it was told once, now it pages;
 * - `worsen`: the page begins anew with step 1, unless it rings already (spec "checks" §3.2, `worsened`);
 * - `change`: what it is about, without a word;
 * - `tell`: the same, told once more.
 */
export type ChangeHow = "raise" | "worsen" | "change" | "tell";
