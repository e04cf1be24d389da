import type { PersonRef } from "@nightbell/shared/views/parts";
import type { IncidentView } from "@nightbell/shared/views/views";

/** How an incident stands for the person who looks at it; it decides which buttons they get. */
export type Stand = "nobody" | "mine" | "theirs" | "joined" | "snoozed" | "quiet" | "over";

/** @param me the signed-in user's id @param joined who said "me too" while somebody had it */
export function standOf(
  incident: Pick<IncidentView, "state" | "paging" | "owner">,
  me: string,
  joined: readonly PersonRef[] = [],
): Stand {
  if (incident.state === "resolved" || incident.paging === "closed") return "over";
  if (incident.paging === "told") return "quiet";
  if (incident.paging === "snoozed") return "snoozed";
  if (incident.paging === "firing") return "nobody";
  if (incident.owner?.id === me) return "mine";
  return joined.some(({ id }) => id === me) ? "joined" : "theirs";
}

/** The text on the big button; null: there is none. An ack has one owner; a later one joins. Spec "product" §2.5. */
export const ackWord: Record<Exclude<Stand, "over" | "quiet">, string | null> = {
  nobody: "I’ve got it",
  mine: "Still on it",
  theirs: "Join",
  joined: null,
  snoozed: "I’ve got it",
};

const HOUR = 3_600;

/** Snooze lengths on offer, in seconds; the rules allow at most 24 h. */
export const SNOOZES: readonly { seconds: number; word: string }[] = [
  { seconds: HOUR / 2, word: "30 min" },
  { seconds: HOUR, word: "1 hour" },
  { seconds: 4 * HOUR, word: "4 hours" },
  { seconds: 12 * HOUR, word: "12 hours" },
  { seconds: 24 * HOUR, word: "24 hours" },
];

/** Open ones first, among them those that nobody has; then newest first. */
export function sortIncidents(incidents: readonly IncidentView[]): IncidentView[] {
  const rank = (incident: IncidentView): number =>
    incident.state === "resolved" ? 2 : incident.paging === "firing" ? 0 : 1;
  return incidents.toSorted((a, b) => rank(a) - rank(b) || Date.parse(b.openedAt) - Date.parse(a.openedAt));
}

/** The list's one sentence. */
export function incidentsSentence(incidents: readonly IncidentView[]): string {
  const open = incidents.filter((incident) => incident.state === "open");
  const unheld = open.filter((incident) => incident.paging === "firing").length;
  const quiet = open.filter((incident) => incident.paging === "told").length;
  if (incidents.length === 0) return "There has been no incident yet.";
  if (open.length === 0) return "Nothing is open.";
  const things = open.length === 1 ? "One is open" : `${open.length} are open`;
  if (quiet === open.length) return `${things}; nobody is paged for ${open.length === 1 ? "it" : "them"}.`;
  if (unheld === 0) return `${things}, and somebody has ${open.length === 1 ? "it" : "each"}.`;
  return open.length === 1 ? `${things}, and nobody has it.` : `${things}, ${unheld} of them with nobody on it.`;
}
