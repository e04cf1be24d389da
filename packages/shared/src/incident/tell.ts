import { isAsleep, wakesAt } from "../oncall/quiet.ts";
import { everyone, memberOf } from "../paging/reach.ts";
import { messages } from "../paging/rungs.ts";
import type { Decision } from "../team/decision.ts";
import type { TeamState } from "../team/state.ts";
import { MINUTE, type Instant } from "../time.ts";
import type { Incident } from "./incident.ts";
import { alertingOf } from "./route.ts";

/** Incidents of low urgency: told once, by push and e-mail; to sleepers when they wake (spec "oncall" §4). */

/** Tells everyone who is awake of a low incident, and puts it into the digest of everyone who sleeps. */
export function tellTeam(d: Decision, incident: string): void {
  for (const user of everyone(d.state)) {
    const member = memberOf(d.state, user);
    const due = member && isAsleep(member, d.now) ? wakesAt(member, d.now) : null;
    if (due !== null) d.emit({ kind: "digest.held", subject: user, data: { incident, due } });
  }
  const sends = everyone(d.state)
    .filter((user) => !d.state.digests[user]?.incidents.includes(incident))
    .flatMap((user) => messages(d.state, user, "push", "notice", d.now))
    .map((send) => ({ ...send, incident }));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: "", data: { sends } });
}

/** The morning: one message about everything that happened at night and was no reason to wake anybody. */
export function sendDigest(d: Decision, user: string): void {
  const digest = d.state.digests[user]?.incidents ?? [];
  d.emit({ kind: "digest.sent", subject: user, data: {} });
  const sends = messages(d.state, user, "push", "digest", d.now).map((send) => ({ ...send, digest }));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: "", data: { sends } });
}

/** When what was only told pages after all, by its settings; null: never. */
export function pagesAfter(state: TeamState, incident: Incident): Instant | null {
  if (incident.state !== "open" || incident.urgency === "high") return null;
  const { pageAfterMinutes } = alertingOf(state, incident.source);
  return pageAfterMinutes === null ? null : incident.openedAt + pageAfterMinutes * MINUTE;
}
