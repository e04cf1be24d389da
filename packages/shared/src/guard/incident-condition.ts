import { clockText } from "../heartbeat/time-text.ts";
import { SECOND, type Instant } from "../time.ts";
import { reason, type GuardReason } from "./reason.ts";
import type { TargetRef } from "./settings.ts";
import { labelOf, zoneOf, type Scene } from "./targets.ts";
import { incidentOf, incidentsInOrder } from "../team/incident-table.ts";

/** What incidents and pages have to say. Spec "heartbeats" §7. */

/**
 * Open incidents of a required thing, and those that ended less than the guard's quiet time ago. One of low urgency holds no
 * job: what is wrong with the thing itself is said beside it.
 */
export function incidentReasons(scene: Scene, { kind, id }: TargetRef): GuardReason[] {
  const { guard, team, now } = scene;
  const about: TargetRef = { kind, id };
  const target = labelOf(team.config, about);
  const clock = clockOf(scene);
  const incidents = incidentsInOrder(team).filter(
    ({ source, urgency }) => source.kind === kind && source.id === id && urgency === "high",
  );
  const open = incidents.find(({ state }) => state === "open");
  if (open) {
    const text = `${target} has an open incident since ${clock(open.startedAt)}`;
    return [reason("incident_open", target, text, { since: open.startedAt, about })];
  }
  const over = Math.max(...incidents.map(({ resolvedAt }) => resolvedAt ?? -Infinity));
  const until = over + guard.quietSeconds * SECOND;
  if (now >= until) return [];
  const text = `${target} had an incident until ${clock(over)}: quiet until ${clock(until)}`;
  return [reason("quiet", target, text, { since: over, about, endsAt: until })];
}

/** Pages of the team that ring and that nobody has acknowledged, whatever they are about. */
export function pageReasons(scene: Scene): GuardReason[] {
  const firing = Object.values(scene.team.pages).filter(({ state }) => state === "firing");
  return firing.map(({ incidents, openedAt }) => {
    const name = incidentOf(scene.team, incidents[0] ?? "")?.name ?? "an incident";
    const more = incidents.length > 1 ? ` and ${incidents.length - 1} more` : "";
    const text = `nobody has acknowledged the page about ${name}${more} since ${clockOf(scene)(openedAt)}`;
    return reason("page_unacked", name, text, { since: openedAt });
  });
}

const clockOf =
  ({ team, now }: Scene) =>
  (at: Instant): string =>
    clockText(at, now, zoneOf(team), false);
