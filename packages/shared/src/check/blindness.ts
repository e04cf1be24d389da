import { siteDomain } from "./domain.ts";
import type { Region } from "./region.ts";
import type { CheckSpec } from "./spec/spec.ts";
import { hostsOf } from "./spec/targets.ts";
import type { RegionVote } from "./verdict.ts";
import { SECOND, type Instant } from "../time.ts";

/** A region that sees much more trouble than all others has trouble of its own. Spec "checks" §3.1.5. */

/** A monitor as the comparison sees it: what it is aimed at, and the last vote of each region. */
export type Sighting = { domain: string; votes: Partial<Record<Region, RegionVote>> };

const WINDOW = 60 * SECOND;
const MONITORS = 20;
const DOMAINS = 5;
const MARGIN = 0.15;

/**
 * Whether a region is blind by comparison: at least 20 monitors on 5 registrable domains voted there within 60 s, with a fail
 * ratio more than 15 points above the other regions' for the same monitors, each of which counts once. A failure that no other
 * region was asked about since says nothing yet, and neither does a pass that is older than the failure: an outage begins
 * somewhere.
 */
export function isOutOfStep(region: Region, sightings: Iterable<Sighting>, now: Instant): boolean {
  const isRecent = (vote: RegionVote | undefined): vote is RegionVote => vote !== undefined && vote.at > now - WINDOW;
  const here: number[] = [];
  const there: number[] = [];
  const seen = new Set<string>();
  for (const { domain, votes } of sightings) {
    const own = votes[region];
    if (!isRecent(own)) continue;
    const others = Object.entries(votes)
      .flatMap(([other, vote]) => (other !== region && isRecent(vote) ? [vote] : []))
      .filter(({ ok, at }) => own.ok || !ok || at >= own.at);
    if (!own.ok && others.length === 0) continue;
    here.push(own.ok ? 0 : 1);
    if (others.length > 0) there.push(mean(others.map(({ ok }) => (ok ? 0 : 1))));
    seen.add(domain);
  }
  if (here.length < MONITORS || seen.size < DOMAINS || there.length === 0) return false;
  return mean(here) - mean(there) > MARGIN;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const domains = new WeakMap<CheckSpec, string>();

/** The domain whose owner has what is checked: of several targets, the first one's. */
export function domainOf(spec: CheckSpec): string {
  const known = domains.get(spec);
  if (known !== undefined) return known;
  const [host = ""] = hostsOf(spec);
  const domain = siteDomain(host.replace(/:\d*$/, "").replace(/^\[(.*)\]$/, "$1"));
  domains.set(spec, domain);
  return domain;
}
