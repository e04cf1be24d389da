import type { HeartbeatView, IncidentView, MonitorView } from "@nightbell/shared/views/views";

export type Shape = "disc" | "half" | "square" | "ring";
export type Tone = "up" | "late" | "down" | "idle";
export type Mark = { shape: Shape; tone: Tone; word: string };

export const UP: Mark = { shape: "disc", tone: "up", word: "up" };
export const DOWN: Mark = { shape: "square", tone: "down", word: "down" };
const PAUSED: Mark = { shape: "ring", tone: "idle", word: "paused" };

/** State as word, shape and colour together, never colour alone. Spec "product" §1, State. */
export const heartbeatMark = (status: HeartbeatView["status"]): Mark =>
  (
    {
      new: { shape: "ring", tone: "idle", word: "no ping yet" },
      up: { shape: "disc", tone: "up", word: "on time" },
      late: { shape: "half", tone: "late", word: "late" },
      down: DOWN,
      paused: PAUSED,
    } as const satisfies Record<HeartbeatView["status"], Mark>
  )[status];

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
