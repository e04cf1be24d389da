import { randomBytes, randomUUID } from "node:crypto";
import type { PingMessage } from "@nightbell/shared/heartbeat/ping";
import { HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { newId, newPingId, newRoute, newUuid, type IdPrefix, type Route } from "@nightbell/shared/ids";
import type { Contact, TeamConfig } from "@nightbell/shared/team/config";
import type { Caller } from "@nightbell/shared/team/rpc";
import { teamOf } from "@nightbell/shared/team/testing/team-config";

/** A team of the bench, and the number that its pages go to. */
export type BenchTeam = { route: Route; config: TeamConfig; caller: Caller; number: string };

const mint = (prefix: IdPrefix): string => newId(prefix, Date.now(), randomBytes(10));

/** A team of one person with a phone, whose heartbeats are expected every minute, with a minute of grace. */
export function pagedTeam(n: number, heartbeats: number): BenchTeam {
  const route = newRoute(randomBytes(6));
  const number = `+43664${String(1_000_000 + n)}`;
  const contacts = (["sms", "voice"] as const).map((kind): Contact => ({
    id: `ct_${kind}`,
    kind,
    address: number,
    verifiedAt: 1,
  }));
  const owner = { id: mint("usr"), name: "Ana", email: "ana@example.com", role: "owner", zone: "UTC" } as const;
  const team = { id: mint("team"), name: `Team ${n}`, zone: "UTC" };
  return {
    route,
    number,
    caller: { team: team.id, user: owner.id },
    config: {
      ...teamOf([{ ...owner, quiet: null, badSignal: false, contacts }], {
        heartbeats: Array.from({ length: heartbeats }, (_, i) => heartbeat(route, `job ${i + 1}`)),
      }),
      team,
      heartbeatLimit: heartbeats,
    },
  };
}

const heartbeat = (route: Route, name: string): HeartbeatSettings => ({
  ...HEARTBEAT_DEFAULTS,
  id: mint("hb"),
  pingId: newPingId(route, randomBytes(10)),
  badgeId: newUuid(randomBytes(16)),
  slug: name.replace(" ", "-"),
  name,
  schedule: { kind: "period", seconds: 60 },
  graceSeconds: 60,
  createdAt: Date.now(),
});

/** A success as ingest hands it over. */
export const pingOf = ({ pingId }: HeartbeatSettings): PingMessage => ({
  v: 2,
  delivery: randomUUID(),
  target: { kind: "id", pingId },
  action: "success",
  exitCode: null,
  runId: null,
  receivedAt: Date.now(),
  method: "GET",
  scheme: "https",
  remote: "",
  agent: "curl/8.14.1",
  bodyBytes: 0,
  metrics: {},
  metricsDropped: 0,
  host: null,
  note: null,
  runSeconds: null,
  clientAt: null,
  late: false,
  body: null,
  unmasked: null,
  mail: null,
});
