import { randomBytes } from "node:crypto";
import { HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { newId, newPingId, newRoute, newUuid, type IdPrefix, type Route } from "@nightbell/shared/ids";
import type { TeamConfig } from "@nightbell/shared/team/config";
import { teamOf } from "@nightbell/shared/team/testing/team-config";

/** A team of the bench. It is made without a sign-up: its row is written, and its object created and configured, by us. */
export type BenchTeam = { route: Route; config: TeamConfig };

const mint = (prefix: IdPrefix): string => newId(prefix, Date.now(), randomBytes(10));

/** A team of one person whose heartbeats expect a ping a day, so that none is late while the bench runs. */
export function benchTeam(name: string, heartbeats: number): BenchTeam {
  const route = newRoute(randomBytes(6));
  const owner = { id: mint("usr"), name: "Ana", email: "ana@example.com", role: "owner", zone: "UTC" } as const;
  return {
    route,
    config: {
      ...teamOf([{ ...owner, quiet: null, badSignal: false, contacts: [] }], {
        heartbeats: Array.from({ length: heartbeats }, (_, i) => heartbeat(route, `job ${i + 1}`)),
      }),
      team: { id: mint("team"), name, zone: "UTC" },
      heartbeatLimit: heartbeats,
    },
  };
}

const heartbeat = (route: Route, name: string): HeartbeatSettings => ({
  ...HEARTBEAT_DEFAULTS,
  // A thousand pings a second are too many for any heartbeat; here that is no finding.
  sanity: { ...HEARTBEAT_DEFAULTS.sanity, tooOften: "off" },
  id: mint("hb"),
  pingId: newPingId(route, randomBytes(10)),
  badgeId: newUuid(randomBytes(16)),
  slug: name.replace(" ", "-"),
  name,
  schedule: { kind: "period", seconds: 86_400 },
  graceSeconds: 3_600,
  channels: [],
  createdAt: Date.now(),
});

/** Where a team's heartbeats are pinged. */
export const pingPaths = ({ config }: BenchTeam): string[] => config.heartbeats.map(({ pingId }) => `/${pingId}`);
