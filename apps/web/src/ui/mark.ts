import type { FindingView, HeartbeatView, IncidentView, MonitorView } from "@nightbell/shared/views/views";

export type Shape = "disc" | "half" | "square" | "ring";
export type Tone = "up" | "late" | "down" | "idle";
export type Mark = { shape: Shape; tone: Tone; word: string };

export const UP: Mark = { shape: "disc", tone: "up", word: "up" };
export const DOWN: Mark = { shape: "square", tone: "down", word: "down" };
const PAUSED: Mark = { shape: "ring", tone: "idle", word: "paused" };

const DEGRADED: Mark = { shape: "half", tone: "late", word: "degraded" };

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

export const monitorMark = (status: MonitorView["status"]): Mark =>
  (
    {
      new: { shape: "ring", tone: "idle", word: "no result yet" },
      up: UP,
      suspect: { shape: "half", tone: "late", word: "suspect" },
      down: DOWN,
      unknown: { shape: "ring", tone: "idle", word: "unknown" },
      paused: PAUSED,
    } as const satisfies Record<MonitorView["status"], Mark>
  )[status];

/** How the page of an incident stands. A failure that somebody has is still a failure, so the tone says who is needed. */
export function incidentMark(incident: Pick<IncidentView, "state" | "paging">): Mark {
  if (incident.state === "resolved") return { shape: "disc", tone: "up", word: "resolved" };
  if (incident.paging === "acked") return { shape: "half", tone: "late", word: "somebody has it" };
  if (incident.paging === "snoozed") return { shape: "ring", tone: "idle", word: "snoozed" };
  return { shape: "square", tone: "down", word: incident.paging === "firing" ? "paging" : "down" };
}
