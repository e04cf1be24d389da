import { randomBytes } from "node:crypto";
import { REGIONS } from "@nightbell/shared/check/region";
import { monitorFields, type MonitorSettings } from "@nightbell/shared/check/settings";
import { newId, newRoute, type IdPrefix, type Route } from "@nightbell/shared/ids";
import type { TeamConfig } from "@nightbell/shared/team/config";
import type { Caller } from "@nightbell/shared/team/rpc";
import { teamOf } from "@nightbell/shared/team/testing/team-config";
import { KEYWORD } from "./page.ts";

/** A team of the bench, and one of its people to ask it as. */
export type BenchTeam = { route: Route; config: TeamConfig; caller: Caller };

export const INTERVAL_SECONDS = 20;

const mint = (prefix: IdPrefix): string => newId(prefix, Date.now(), randomBytes(10));

/** The page of the n-th monitor. */
export const pageOf = (sitePort: number, n: number): string => `http://127.0.0.1:${sitePort}/m/${n}`;

/** A team of one person nobody can reach, whose monitors each look at a page of the site for a word. */
export function monitoringTeam(monitors: number, sitePort: number): BenchTeam {
  const owner = { id: mint("usr"), name: "Ana", email: "ana@example.com", role: "owner", zone: "UTC" } as const;
  const team = { id: mint("team"), name: `Team of ${monitors} monitors`, zone: "UTC" };
  return {
    route: newRoute(randomBytes(6)),
    caller: { team: team.id, user: owner.id },
    config: {
      ...teamOf([{ ...owner, quiet: null, badSignal: false, contacts: [] }], {
        monitors: Array.from({ length: monitors }, (_, n) => monitor(n, sitePort)),
      }),
      team,
    },
  };
}

const monitor = (n: number, sitePort: number): MonitorSettings => ({
  ...monitorFields.parse({
    name: `Page ${n}`,
    check: { type: "http", url: pageOf(sitePort, n), keywordsPresent: [KEYWORD] },
    intervalSeconds: INTERVAL_SECONDS,
    regions: [...REGIONS],
  }),
  id: mint("mon"),
  createdAt: Date.now(),
  revision: 1,
  secrets: {},
});
