import type { IncidentKind } from "../incident/kind.ts";
import { DAY, type Instant } from "../time.ts";
import { continentOf, type Region } from "./region.ts";
import { whyDown } from "./sentence.ts";
import type { MonitorSettings } from "./settings.ts";
import { regionalRegions } from "./shown.ts";
import type { MonitorState } from "./verdict.ts";

/**
 * What is wrong with a monitor in a few words, for the title of its incident: "HTTP 503 from 3 regions", "fails only from Asia".
 * @param probeName what a team calls its own probe
 */
export function incidentText(
  settings: MonitorSettings,
  state: MonitorState,
  kind: IncidentKind,
  now: Instant,
  probeName: (region: Region) => string | null,
): string {
  switch (kind) {
    case "down":
      return whyDown(settings, state);
    case "intermittent":
      return `goes up and down: ${whyDown(settings, state)}`;
    case "regional": {
      const places = regionalRegions(state).map((region) => probeName(region) ?? continentOf(region) ?? region);
      return `fails only from ${places.join(" and ")}: ${whyDown(settings, state)}`;
    }
    case "degraded":
      return "answers slowly";
    case "expiry":
      return expiryTitle(state, now);
    case "unknown":
      return "cannot be seen from our regions";
  }
}

/** "the certificate expires in 13 days", "the domain expires today". */
function expiryTitle({ expiry }: MonitorState, now: Instant): string {
  const { expiring } = expiry;
  if (expiring === null) return "nothing expires soon";
  const days = Math.floor((expiring.expiresAt - now) / DAY);
  const when =
    days < 0 ? "has expired" : `expires ${days === 0 ? "within a day" : `in ${days} ${days === 1 ? "day" : "days"}`}`;
  return `the ${expiring.what} ${when}`;
}
