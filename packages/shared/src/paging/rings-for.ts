import type { TeamState } from "../team/state.ts";
import type { Page } from "./page.ts";
import { incidentOf } from "../team/incident-table.ts";

/**
 * The incidents that a page rings for: open ones that no newer page has taken over, and that do not flap. A page
 * lists everything that ever was in it; an incident that reopens while its page is acked rings with another.
 */
export const ringsFor = (state: TeamState, page: Page): string[] =>
  page.incidents.filter((id) => {
    const incident = incidentOf(state, id);
    return incident?.state === "open" && incident.page === page.id && incident.flap === null;
  });
