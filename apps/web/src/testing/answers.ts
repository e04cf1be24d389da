import { incident, incidentDetail, overview } from "./incidents.ts";
import { TEAM } from "./now.ts";
import { contacts, invitations, me, members } from "./people.ts";
import { apiKeys, channels, pingKeys, PROOF, provedDomains } from "./keys.ts";
import type { Answers } from "./server.ts";
import { guardList } from "./guards.ts";
import { heartbeatDetail } from "./heartbeats.ts";
import { maintenanceList } from "./maintenance.ts";
import { alone, calendar, feeds, onCall } from "./on-call.ts";
import { chain, coverage, covered, noPolicies, policies } from "./policies.ts";
import { probeList } from "./probes.ts";
import { noSeries, series, strips, uptime } from "./series.ts";
import { monitorDetail, newDetail } from "./watched.ts";

const ok = (body: unknown): Answers[string] => ({ status: 200, body });
const team = `/api/teams/${TEAM}`;

/** An API at which everything is there. */
export const full = (): Answers => ({
  "GET /api/me": ok(me()),
  [`GET ${team}/overview`]: ok(overview()),
  [`GET ${team}/contacts`]: ok({ contacts: contacts() }),
  [`GET ${team}/members`]: ok({ members: members() }),
  [`GET ${team}/invitations`]: ok({ invitations: invitations() }),
  [`GET ${team}/incidents`]: ok({ incidents: [incident()] }),
  [`GET ${team}/incidents/inc_shop`]: ok(incidentDetail()),
  [`GET ${team}/heartbeats/hb_backup`]: ok(heartbeatDetail()),
  [`GET ${team}/monitors/mon_shop`]: ok(monitorDetail()),
  [`GET ${team}/monitors/mon_shop/series`]: ok(series()),
  [`GET ${team}/monitors/mon_shop/uptime`]: ok(uptime()),
  [`GET ${team}/monitors/strips`]: ok(strips()),
  [`GET ${team}/maintenance`]: ok(maintenanceList()),
  [`GET ${team}/probes`]: ok(probeList()),
  [`GET ${team}/guards`]: ok(guardList()),
  [`GET ${team}/policies`]: ok({ policies: policies() }),
  [`GET ${team}/on-call`]: ok(onCall()),
  [`GET ${team}/on-call/calendar`]: ok(calendar()),
  [`GET ${team}/feeds`]: ok({ feeds: feeds() }),
  [`GET ${team}/on-call/chain`]: ok(chain()),
  [`GET ${team}/coverage`]: ok(coverage()),
  [`POST ${team}/heartbeats/preview`]: ok({ upcoming: heartbeatDetail().upcoming, notes: [] }),
  [`GET ${team}/ping-keys`]: ok({ keys: pingKeys() }),
  [`GET ${team}/api-keys`]: ok({ keys: apiKeys() }),
  [`GET ${team}/channels`]: ok({ channels: channels() }),
  [`GET ${team}/domains`]: ok({ domains: provedDomains(), token: PROOF }),
});

/** A team on its first day. */
export const empty = (): Answers => ({
  ...full(),
  [`GET ${team}/overview`]: ok(overview({ heartbeats: [], monitors: [] })),
  [`GET ${team}/contacts`]: ok({ contacts: contacts().slice(0, 1) }),
  [`GET ${team}/members`]: ok({ members: members().slice(0, 1) }),
  [`GET ${team}/invitations`]: ok({ invitations: [] }),
  [`GET ${team}/incidents`]: ok({ incidents: [] }),
  [`GET ${team}/heartbeats/hb_backup`]: ok(heartbeatDetail({ status: "new", recent: [], sentence: "Never pinged." })),
  [`GET ${team}/guards`]: ok(guardList([])),
  [`GET ${team}/on-call`]: ok(alone()),
  [`GET ${team}/feeds`]: ok({ feeds: [] }),
  [`GET ${team}/policies`]: ok({ policies: noPolicies() }),
  [`GET ${team}/coverage`]: ok(covered()),
  [`GET ${team}/ping-keys`]: ok({ keys: [] }),
  [`GET ${team}/api-keys`]: ok({ keys: [] }),
  [`GET ${team}/channels`]: ok({ channels: [] }),
  [`GET ${team}/domains`]: ok({ domains: [], token: PROOF }),
  [`GET ${team}/monitors/mon_shop`]: ok(newDetail()),
  [`GET ${team}/monitors/mon_shop/series`]: ok(noSeries()),
  [`GET ${team}/monitors/strips`]: ok(strips([])),
  [`GET ${team}/maintenance`]: ok(maintenanceList([])),
  [`GET ${team}/probes`]: ok(probeList([])),
});

/** The same answers, all of a team's replaced by one. */
export const teamAnswers = (answer: Answers[string]): Answers =>
  Object.fromEntries(Object.entries(full()).map(([name, was]) => [name, name.includes("/api/teams/") ? answer : was]));
