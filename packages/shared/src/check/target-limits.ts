import { siteDomain } from "./domain.ts";
import { isProbeId } from "./region.ts";
import type { MonitorSettings } from "./settings.ts";
import { targetsOf } from "./spec/targets.ts";

/**
 * How hard a team may check hosts that it has not proved to be its own: spec "checks" §7. Nobody becomes the target of
 * a flood by being named in a form.
 */

/** Ticks a second that one team may aim at a domain, and all teams together. */
export const TEAM_RATE = 1 / 10;
export const TOTAL_RATE = 2;
export const MOST_PORTS = 5;

export type Load = Pick<MonitorSettings, "check" | "intervalSeconds" | "regions" | "everyRegion">;

type ParsedUrl = { hostname: string; port: string; protocol: string };
declare const URL: { new (text: string): ParsedUrl };

const PORTS: Record<string, number> = { "http:": 80, "https:": 443, "ws:": 80, "wss:": 443 };

/** Ticks a second. */
export const rateOf = ({ intervalSeconds, regions, everyRegion }: Omit<Load, "check">): number =>
  (everyRegion ? regions.length : 1) / intervalSeconds;

/** Hosts and ports that a check connects to, as far as they can be told before it runs. */
function endpoints({ check }: Load): { host: string; port: number | null }[] {
  return targetsOf(check).flatMap((target): { host: string; port: number | null }[] => {
    if (target.kind === "host") return [{ host: target.host.toLowerCase(), port: target.port }];
    // Registries and resolvers are asked about names, not the names' own servers.
    if (target.kind === "name") return [];
    try {
      const { hostname, port, protocol } = new URL(target.url);
      return [
        { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: port === "" ? (PORTS[protocol] ?? null) : Number(port) },
      ];
    } catch {
      return [];
    }
  });
}

/** The registrable domains that a monitor's ticks reach; none from a private probe, whose network is the team's own. */
export const domainsOf = (load: Load): string[] =>
  load.regions.some(isProbeId) ? [] : [...new Set(endpoints(load).map(({ host }) => siteDomain(host)))];

/** A domain at which the team's monitors would aim too much. */
export type Excess = { domain: string; what: "rate" | "ports" };

/**
 * The first domain beyond the team's own limits, if these monitors were all there are; null when there is none.
 * @param proved domains that need no limit
 */
export function excessOf(monitors: readonly Load[], proved: ReadonlySet<string>): Excess | null {
  const rates = new Map<string, number>();
  const ports = new Map<string, Set<number>>();
  for (const load of monitors) {
    for (const domain of domainsOf(load)) rates.set(domain, (rates.get(domain) ?? 0) + rateOf(load));
    if (load.regions.some(isProbeId)) continue;
    for (const { host, port } of endpoints(load)) {
      const domain = siteDomain(host);
      if (port !== null) ports.set(domain, (ports.get(domain) ?? new Set()).add(port));
    }
  }
  for (const [domain, rate] of rates) {
    if (proved.has(domain)) continue;
    // Adding tenths does not give whole numbers.
    if (rate > TEAM_RATE + 1e-9) return { domain, what: "rate" };
    if ((ports.get(domain)?.size ?? 0) > MOST_PORTS) return { domain, what: "ports" };
  }
  return null;
}

/** What to do about it. */
export const excessText = ({ domain, what }: Excess): string =>
  what === "rate"
    ? `${domain} would be asked more than once in 10 seconds. Choose longer intervals, or prove that it is yours under Settings → Domains.`
    : `More than ${MOST_PORTS} ports of ${domain} would be checked. Prove that it is yours under Settings → Domains.`;
