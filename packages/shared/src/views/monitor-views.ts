import * as z from "zod";
import { cause } from "../check/cause.ts";
import { phases } from "../check/protocol.ts";
import { region } from "../check/region.ts";
import { CHECK_TYPES } from "../check/spec/spec.ts";
import { monitorFields } from "../check/settings.ts";
import { maintenanceInput } from "../maintenance/settings.ts";
import { clockView, instant } from "./parts.ts";

/** What the API tells the dashboard of monitors, maintenance and probes. Instants are ISO-8601 UTC strings. */

export const MONITOR_STATUSES = [
  "new",
  "up",
  "suspect",
  "degraded",
  "regional",
  "intermittent",
  "down",
  "unknown",
  "maintenance",
  "paused",
] as const;
export const monitorStatus = z.enum(MONITOR_STATUSES);
export type ShownStatus = z.infer<typeof monitorStatus>;

export const regionView = z.object({
  region,
  /** Of a private probe, its name; null for the regions, which screens name themselves. */
  name: z.string().nullable(),
  /** `dropped`: its votes are ignored until the next edit. */
  state: z.enum(["unknown", "pass", "slow", "fail", "blind", "dropped"]),
  at: instant.nullable(),
  totalMs: z.number().nullable(),
  detail: z.string().nullable(),
  /** Its last answers, newest first, at most 20. */
  last: z.array(z.enum(["pass", "slow", "fail", "void"])),
});
export type RegionView = z.infer<typeof regionView>;

/** When something that a monitor looks at runs out. */
export const expiryView = z.object({
  what: z.enum(["certificate", "domain"]),
  at: instant,
  /** `fine`, or how near it is: spec "checks" §1. */
  urgency: z.enum(["fine", "warn", "urgent", "expired"]),
  sentence: z.string(),
});
export type ExpiryView = z.infer<typeof expiryView>;

export const monitorView = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(CHECK_TYPES),
  /** What it is aimed at, in one line. */
  target: z.string(),
  status: monitorStatus,
  since: instant.nullable(),
  lastCheck: instant.nullable(),
  lastMs: z.number().nullable(),
  intervalSeconds: z.int(),
  sentence: z.string(),
  regions: z.array(regionView),
  incident: z.string().nullable(),
  /** Why nobody is paged although it fails; null: nothing is held. */
  held: z.string().nullable(),
  /** When a pause ends by itself. */
  resumesAt: instant.nullable(),
  /** The maintenance window that it is in. */
  maintenance: z.object({ name: z.string(), until: instant }).nullable(),
  expiry: expiryView.nullable(),
});
export type MonitorView = z.infer<typeof monitorView>;

export const resultView = z.object({
  at: instant,
  region,
  ok: z.boolean(),
  slow: z.boolean(),
  void: z.boolean(),
  cause: cause.nullable(),
  detail: z.string().nullable(),
  status: z.int().nullable(),
  totalMs: z.number(),
  phases: phases.nullable(),
});
export type ResultView = z.infer<typeof resultView>;

/** Why it failed last. */
export const whyView = z.object({
  at: instant,
  cause: cause.nullable(),
  text: z.string(),
  evidence: z.string().nullable(),
  /** A command line that repeats the check; null where none could. */
  curl: z.string().nullable(),
});
export type WhyView = z.infer<typeof whyView>;

export const monitorDetail = monitorView.extend({
  clock: clockView,
  /** Everything a person can set, for the form. */
  input: monitorFields,
  /** The names of its secrets; their values are never given back. */
  secrets: z.array(z.string()),
  why: whyView.nullable(),
  /** Newest first, at most 60. */
  results: z.array(resultView),
  /** "Down needs 2 of 3 regions, from two places." */
  quorum: z.string(),
  /** From an outage to the page, at the worst, in seconds. */
  worstCaseSeconds: z.int(),
  /** The configuration in sentences. */
  configuration: z.array(z.string()),
  certificate: z
    .object({
      issuer: z.string(),
      names: z.array(z.string()),
      sha256: z.string(),
      notBefore: instant,
      notAfter: instant,
    })
    .nullable(),
  /** The next maintenance windows that hold it, at most 3. */
  upcoming: z.array(z.object({ name: z.string(), from: instant, until: instant })),
  /** The regions that fail alone: what can be done about them. */
  failingAlone: z.array(region),
});
export type MonitorDetail = z.infer<typeof monitorDetail>;

export const maintenanceView = z.object({
  id: z.string(),
  ...maintenanceInput.shape,
  /** The window in words: "every Sunday at 03:00 Vienna, for 2 h". */
  sentence: z.string(),
  /** True while it runs. */
  running: z.boolean(),
  /** Its next occurrences, the running one first, at most 3; empty once it is over for good. */
  next: z.array(z.object({ from: instant, until: instant })),
});
export type MaintenanceView = z.infer<typeof maintenanceView>;
export const maintenanceList = z.object({ clock: clockView, windows: z.array(maintenanceView) });
export type MaintenanceList = z.infer<typeof maintenanceList>;

export const probeView = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: instant,
  /** `waiting`: it never asked for work. `silent`, `skewed` and `unreachable` are blind: its monitors are unknown, not down. */
  state: z.enum(["waiting", "sighted", "silent", "skewed", "unreachable"]),
  heardAt: instant.nullable(),
  build: z.string().nullable(),
  hostname: z.string().nullable(),
  /** Names of the monitors that it checks. */
  monitors: z.array(z.object({ id: z.string(), name: z.string() })),
  sentence: z.string(),
});
export type ProbeView = z.infer<typeof probeView>;
export const probeList = z.object({ clock: clockView, probes: z.array(probeView) });
export type ProbeList = z.infer<typeof probeList>;
