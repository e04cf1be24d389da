import type { FindingView, HeartbeatView, IncidentView } from "@nightbell/shared/views/views";
import type { ProbeView, ShownStatus } from "@nightbell/shared/views/monitor-views";

export type Shape = "disc" | "half" | "square" | "ring" | "wrench";
export type Tone = "up" | "late" | "down" | "idle";
export type Mark = { shape: Shape; tone: Tone; word: string };

export const UP: Mark = { shape: "disc", tone: "up", word: "up" };
export const DOWN: Mark = { shape: "square", tone: "down", word: "down" };
const half = (word: string): Mark => ({ shape: "half", tone: "late", word });
const ring = (word: string): Mark => ({ shape: "ring", tone: "idle", word });
const PAUSED = ring("paused");
const DEGRADED = half("degraded");

/** State as word, shape and colour together, never colour alone. Spec "product" §1, State. */
export const heartbeatMark = ({ status, degraded }: Pick<HeartbeatView, "status" | "degraded">): Mark =>
  (
    {
      new: { shape: "ring", tone: "idle", word: "no ping yet" },
      up: degraded === null ? { shape: "disc", tone: "up", word: "on time" } : DEGRADED,
      late: { shape: "half", tone: "late", word: "late" },
      down: DOWN,
      paused: PAUSED,
    } as const satisfies Record<HeartbeatView["status"], Mark>
  )[status];

/** What a finding asks for: `warn` wants a look, `page` has opened an incident. */
export const findingMark = (severity: FindingView["severity"]): Mark =>
  severity === "page"
    ? { shape: "square", tone: "down", word: "paging" }
    : { shape: "half", tone: "late", word: "warning" };

const MONITOR_MARKS: Record<ShownStatus, Mark> = {
  new: ring("no result yet"),
  up: UP,
  suspect: half("suspect"),
  degraded: DEGRADED,
  regional: half("regional"),
  intermittent: half("intermittent"),
  down: DOWN,
  unknown: ring("unknown"),
  maintenance: { shape: "wrench", tone: "idle", word: "maintenance" },
  paused: PAUSED,
};

/** Every state of a monitor, in the order in which lists offer them. */
export const MONITOR_STATES = Object.keys(MONITOR_MARKS) as ShownStatus[];

export const monitorMark = (status: ShownStatus): Mark => MONITOR_MARKS[status];

const PROBE_MARKS: Record<ProbeView["state"], Mark> = {
  waiting: ring("waiting"),
  sighted: { shape: "disc", tone: "up", word: "heard" },
  silent: half("silent"),
  skewed: half("clock is off"),
  unreachable: half("cannot see"),
};

/** How a probe of the team's own is heard. */
export const probeMark = (state: ProbeView["state"]): Mark => PROBE_MARKS[state];

/** What is wrong, by the kind of incident. */
export const INCIDENT_WORDS: Record<IncidentView["kind"], string> = {
  down: "down",
  intermittent: "unsteady",
  regional: "down in places",
  degraded: "slow",
  expiry: "runs out",
  unknown: "unseen",
};

/** How the page of an incident stands. A failure that somebody has is still a failure, so the tone says who is needed. */
export function incidentMark(incident: Pick<IncidentView, "state" | "paging" | "kind">): Mark {
  if (incident.state === "resolved") return { shape: "disc", tone: "up", word: "resolved" };
  if (incident.paging === "told") return half(INCIDENT_WORDS[incident.kind]);
  if (incident.paging === "acked") return { shape: "half", tone: "late", word: "somebody has it" };
  if (incident.paging === "snoozed") return { shape: "ring", tone: "idle", word: "snoozed" };
  return { shape: "square", tone: "down", word: incident.paging === "firing" ? "paging" : "down" };
}
