import * as z from "zod";
import { severity, SANITY_RULES } from "../heartbeat/insight/insight.ts";
import { heartbeatInput, schedule } from "../heartbeat/settings.ts";
import { INCIDENT_KINDS } from "../incident/kind.ts";
import { member, role } from "../team/config.ts";
import { guardView, heartbeatGuardView } from "./guard-views.ts";
import { monitorView } from "./monitor-views.ts";
import { clockView, instant, personRef } from "./parts.ts";

/**
 * What the API tells the dashboard. Instants are ISO-8601 UTC strings on the wire (design §8).
 * Every list view carries `now`, the team clock at rendering, so that "4 min ago" is right on a fast clock too.
 */

/** Something beside up and down that is wrong with a heartbeat: a threshold, a forecast, a learned rule. */
export const findingView = z.object({
  rule: z.string(),
  severity,
  since: instant,
  text: z.string(),
  metric: z.string().nullable(),
  /** The open incident that it has led to. */
  incident: z.string().nullable(),
});
export type FindingView = z.infer<typeof findingView>;

export const heartbeatView = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  tags: z.array(z.string()),
  /** Null for viewers: whoever has it can make a dead job look alive. */
  pingUrl: z.string().nullable(),
  schedule,
  graceSeconds: z.int(),
  /** `late` is the API's `grace`: expected, not yet an incident. */
  status: z.enum(["new", "up", "late", "down", "paused"]),
  running: z.boolean(),
  lastPing: instant.nullable(),
  /** When the next ping is expected, and when we stop waiting. */
  nextPing: instant.nullable(),
  deadline: instant.nullable(),
  lastDurationMs: z.number().nullable(),
  pings: z.int(),
  /** Failures in a row that the tolerance has absorbed; null while there are none. */
  degraded: z.object({ failures: z.int(), tolerance: z.int() }).nullable(),
  findings: z.array(findingView),
  /** One sentence, e.g. "On time. Last finished 03:04, next expected Tue 03:00 Vienna, we wait until 03:30." */
  sentence: z.string(),
  incident: z.string().nullable(),
  /** Why nobody is paged although it fails: "its parent db1 is down"; null: nothing is held. */
  held: z.string().nullable(),
});
export type HeartbeatView = z.infer<typeof heartbeatView>;

export const pingView = z.object({
  seq: z.int(),
  n: z.int(),
  at: instant,
  type: z.enum(["success", "start", "fail", "log", "ign"]),
  exitCode: z.int().nullable(),
  runId: z.string().nullable(),
  durationMs: z.number().nullable(),
  scheme: z.enum(["http", "https", "email"]),
  method: z.string(),
  remote: z.string(),
  agent: z.string(),
  bodyBytes: z.int(),
  host: z.string().nullable(),
  note: z.string().nullable(),
  /** The report was delayed on its way. */
  late: z.boolean(),
  metrics: z.record(z.string(), z.number()),
});
export type PingView = z.infer<typeof pingView>;

/** One rule that was learned from the runs, as a sentence. */
export const learnedView = z.object({
  rule: z.enum(SANITY_RULES),
  metric: z.string().nullable(),
  sentence: z.string(),
  mode: z.enum(["off", "warn", "page"]),
  /** False while it only warns, whatever its switch says. */
  trusted: z.boolean(),
  trustedFrom: instant.nullable(),
});
export type LearnedView = z.infer<typeof learnedView>;

export const metricView = z.object({
  name: z.string(),
  /** Oldest first. */
  points: z.array(z.object({ at: instant, value: z.number(), flagged: z.boolean() })),
});
export type MetricView = z.infer<typeof metricView>;

export const guardList = z.object({ clock: clockView, guards: z.array(guardView) });
export type GuardList = z.infer<typeof guardList>;

export const heartbeatDetail = heartbeatView.extend({
  clock: clockView,
  /** Everything a person can set, for the form. */
  input: heartbeatInput.required(),
  /** Where to ping by name; null while the team has no ping key, or the slug is empty or not unique. */
  slugUrl: z.string().nullable(),
  /** Where to mail a ping; null where e-mail pings are off. */
  mailAddress: z.string().nullable(),
  /** Newest first, at most 50. */
  recent: z.array(pingView),
  /** Expected instants within the time of `recent` that no ping served, oldest first, at most 50. */
  missed: z.array(instant),
  /** The next five expected instants. */
  upcoming: z.array(instant),
  /** What the next clock changes mean for this schedule, in sentences. */
  clockChanges: z.array(z.string()),
  /** From the last success of a job that dies right after it to the page, in seconds. */
  worstCaseSeconds: z.int(),
  /** A better grace, by how punctual the runs have been; null while none is clearly better. */
  graceAdvice: z.object({ seconds: z.int(), sentence: z.string() }).nullable(),
  /** "Pings arrive 1 h later since 29 March: is the server in another zone?" Null when they do not. */
  shift: z.string().nullable(),
  learned: z.array(learnedView),
  metrics: z.array(metricView),
  /** Guards that ask for it, or that are this job's own. */
  guards: z.array(heartbeatGuardView),
});
export type HeartbeatDetail = z.infer<typeof heartbeatDetail>;

export const incidentView = z.object({
  id: z.string(),
  title: z.string(),
  source: z.object({ kind: z.enum(["heartbeat", "monitor", "guard", "probe"]), id: z.string(), name: z.string() }),
  kind: z.enum(INCIDENT_KINDS),
  /** `low` is told once and pages nobody. */
  urgency: z.enum(["high", "low"]),
  state: z.enum(["open", "resolved"]),
  /** How the page stands: nobody has it yet, someone has it, snoozed, or closed with the incident; `told`: there is none. */
  paging: z.enum(["firing", "acked", "snoozed", "closed", "told"]),
  startedAt: instant,
  openedAt: instant,
  resolvedAt: instant.nullable(),
  owner: personRef.nullable(),
  ackedAt: instant.nullable(),
  /** "nobody has it yet · everyone is called at 4:00" / "Ana has it since 03:12". */
  sentence: z.string(),
});
export type IncidentView = z.infer<typeof incidentView>;

export const SEND_STATES = [
  "scheduled",
  "sending",
  "with the carrier",
  "delivered",
  "opened",
  "answered, no key",
  "acknowledged",
  "failed",
  "skipped",
  "cancelled",
] as const;

export const sendView = z.object({
  id: z.string(),
  /** Null for a room, and for the backup human. */
  person: personRef.nullable(),
  /** Whom it goes to, by name. */
  to: z.string(),
  channel: z.enum(["push", "sms", "voice", "chat"]),
  via: z.enum(["webpush", "email", "sms", "voice", "chat"]),
  due: instant,
  state: z.enum(SEND_STATES),
  at: instant.nullable(),
  error: z.string().nullable(),
});
export type SendView = z.infer<typeof sendView>;

export const timelineEntry = z.object({
  seq: z.int(),
  at: instant,
  /** A stable word for the kind of thing: opened, joined, paged, delivered, acked, unacked, resolved… */
  kind: z.string(),
  who: personRef.nullable(),
  via: z.string().nullable(),
  text: z.string(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const incidentDetail = incidentView.extend({
  clock: clockView,
  /** The steps that have run, oldest first, with a line a person and a chip a channel. */
  steps: z.array(z.object({ label: z.string(), startedAt: instant, sends: z.array(sendView) })),
  /** What happens next if nobody answers. */
  next: z.object({ at: instant, text: z.string() }).nullable(),
  evidence: z.string().nullable(),
  /** Who said "me too" while somebody had it. */
  joined: z.array(personRef),
  /** The policy that it pages by. */
  policy: z.string().nullable(),
  /** Destructive jobs that run now and count on what failed: "prune-backups is running since 04:30". */
  running: z.array(z.string()),
  timeline: z.array(timelineEntry),
});
export type IncidentDetail = z.infer<typeof incidentDetail>;

export const overview = z.object({
  team: z.object({ id: z.string(), name: z.string() }),
  clock: clockView,
  /** True while our own record (Postgres) cannot be reached; paging is not affected. */
  recordDown: z.boolean(),
  verdict: z.object({ state: z.enum(["fine", "attention", "down"]), sentence: z.string() }),
  onCall: z.object({ everyone: z.boolean(), people: z.array(personRef), sentence: z.string() }),
  attention: z.array(z.object({ kind: z.string(), text: z.string(), link: z.string().nullable() })),
  incidents: z.array(incidentView),
  heartbeats: z.array(heartbeatView),
  monitors: z.array(monitorView),
});
export type Overview = z.infer<typeof overview>;

export const contactView = z.object({
  id: z.string(),
  kind: z.enum(["phone", "webpush", "email"]),
  /** The number, the address, or the browser's name. */
  label: z.string(),
  verifiedAt: instant.nullable(),
  /** Set when a carrier refused or the owner opted out: what and why, per channel. */
  problems: z.array(z.object({ channel: z.enum(["push", "sms", "voice"]), reason: z.string(), at: instant })),
  /** False in countries whose networks carry no replies. */
  canReply: z.boolean(),
});
export type ContactView = z.infer<typeof contactView>;

export const memberView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  joinedAt: instant,
  reachable: z.array(z.enum(["push", "sms", "voice"])),
});
export type MemberView = z.infer<typeof memberView>;

/** An invitation that has not been taken yet. */
export const invitationView = z.object({ id: z.string(), email: z.string(), role, expiresAt: instant });
export type InvitationView = z.infer<typeof invitationView>;

/** Where a member is now, when they sleep, and whether calls should go first. Body of PATCH members/me. */
export const mySettings = z.object(member.pick({ zone: true, quiet: true, badSignal: true }).shape);
export type MySettings = z.infer<typeof mySettings>;

export const meView = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  /** `zone` is the team's home zone; `mine` is the person's own settings in that team. */
  teams: z.array(z.object({ id: z.string(), name: z.string(), role, zone: z.string(), mine: mySettings })),
  /** Where the pings go, and the public key for browser push. */
  pingBase: z.string(),
  /** The domain that takes e-mail pings; empty where they are off. */
  mailDomain: z.string(),
  vapidKey: z.string(),
  /** True in the one-machine stack: shows the fast clock and links to handset and mail. */
  local: z.boolean(),
});
export type MeView = z.infer<typeof meView>;

/** What the dashboard socket says: something about these subjects changed. Data is fetched, never pushed. */
export const liveMessage = z.object({ seq: z.int(), subjects: z.array(z.string()) });
export type LiveMessage = z.infer<typeof liveMessage>;

/** A key for pings by name. Shown in full to those who may operate: every ping carries it. */
export const pingKeyView = z.object({ id: z.string(), key: z.string(), createdAt: instant });
export type PingKeyView = z.infer<typeof pingKeyView>;

/** A key of the management API. The key itself is shown once, when it is made. */
export const apiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  access: z.enum(["read", "write"]),
  /** Its first and last characters. */
  hint: z.string(),
  createdAt: instant,
});
export type ApiKeyView = z.infer<typeof apiKeyView>;
