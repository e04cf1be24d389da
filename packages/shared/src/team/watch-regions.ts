import { domainOf, isOutOfStep, type Sighting } from "../check/blindness.ts";
import type { Region } from "../check/region.ts";
import { MINUTE, SECOND } from "../time.ts";
import type { Decision } from "./decision.ts";
import { monitorsAgenda, settingsIn } from "./monitor-agenda.ts";
import { monitorEntries } from "./monitor-table.ts";
import type { BlindWhy, TeamState } from "./state.ts";

/** Regions that cannot see, as the whole team knows it. Spec "checks" §3.1.5. */

/** A region that was out of step is not taken back at once: its control targets had been fine all along. */
const COMPARISON_LASTS = 2 * MINUTE;
const COMPARE_EVERY = SECOND;
/** Fewer monitors say nothing about a region. */
const LEAST_MONITORS = 20;

/** A region's control targets fail or answer again (`controls`), or the operator says that it is blind, or no longer. */
export function onSight(d: Decision, region: Region, sighted: boolean, why: "controls" | "operator"): void {
  const known = d.state.blind[region];
  if (!sighted) {
    if (known === undefined || (why === "operator" && known.why !== "operator")) blind(d, region, why);
    return;
  }
  if (known?.why === "operator" && why !== "operator") return;
  if (known?.why === "comparison" && why !== "operator" && d.now - known.since < COMPARISON_LASTS) return;
  if (known !== undefined || monitorsAgenda(d.state).blind.includes(region))
    d.emit({ kind: "region.sighted", subject: region, data: {} });
}

function blind(d: Decision, region: Region, why: BlindWhy): void {
  d.emit({ kind: "region.blinded", subject: region, data: { why } });
}

/** Looks whether a region sees much more trouble than all others; asked at a failing vote, at most once a second. */
export function compareRegions(d: Decision, region: Region): void {
  const { config, blind: known, compared } = d.state;
  if ((config?.monitors.length ?? 0) < LEAST_MONITORS || known[region] !== undefined) return;
  if (d.now - (compared[region] ?? -Infinity) < COMPARE_EVERY) return;
  d.emit({ kind: "region.compared", subject: region, data: {} });
  if (isOutOfStep(region, sightingsOf(d.state), d.now)) blind(d, region, "comparison");
}

function* sightingsOf(state: TeamState): Generator<Sighting> {
  for (const [id, { regions }] of monitorEntries(state)) {
    const settings = settingsIn(state, id);
    if (settings) yield { domain: domainOf(settings.check), votes: regions };
  }
}

/** Regions that are blind to some monitor, but for the operator's word: their control targets are to be asked until they answer. */
export function blindRegions(state: TeamState): Region[] {
  const all = new Set([...(Object.keys(state.blind) as Region[]), ...monitorsAgenda(state).blind]);
  return [...all].filter((region) => state.blind[region]?.why !== "operator");
}
