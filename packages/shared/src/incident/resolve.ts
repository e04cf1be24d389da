import type { Decision } from "../team/decision.ts";
import { ringsFor } from "../paging/rings-for.ts";
import { messages, posts } from "../paging/rungs.ts";
import { incidentOf } from "../team/incident-table.ts";

/**
 * Ends one incident; its page closes with the last one, and everyone who was paged hears of it by push.
 * @param by the user who resolved it by hand, or null for a recovery
 */
export function resolveIncident(
  d: Decision,
  id: string,
  by: string | null,
  text: string,
  missed: number | null = null,
): void {
  const incident = incidentOf(d.state, id);
  if (!incident || incident.state === "resolved") return;
  d.emit({ kind: "incident.resolved", subject: id, data: { by, text, missed } });
  const page = incident.page === null ? undefined : d.state.pages[incident.page];
  if (!page || page.state === "closed") return;
  if (ringsFor(d.state, page).length > 0) return;
  const told = page.paged;
  d.emit({ kind: "page.closed", subject: page.id, data: { told } });
  const sends = [
    ...told.flatMap((user) => messages(d.state, user, "push", "recovered", d.now)),
    ...posts(d.state, page.posted, "recovered", d.now),
  ];
  if (sends.length > 0) d.emit({ kind: "send.added", subject: page.id, data: { sends } });
}
