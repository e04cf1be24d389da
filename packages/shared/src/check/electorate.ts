import type { Electorate } from "./round.ts";
import { regionalRegions } from "./shown.ts";
import { sightedRegions, vantagesNeeded, type CheckSettings, type MonitorState } from "./verdict.ts";

/**
 * Who decides a monitor's rounds: its sighted regions. The votes of REGIONAL ones stay out while two others remain
 * (spec "checks" §3.2).
 */
export function electorateOf(settings: CheckSettings, state: MonitorState): Electorate {
  const sighted = sightedRegions(settings, state);
  const regional = regionalRegions(state);
  const others = sighted.filter((region) => !regional.includes(region));
  const enough = others.length >= vantagesNeeded(settings);
  return enough ? { sighted: others, muted: [...regional, ...state.dropped] } : { sighted, muted: state.dropped };
}
