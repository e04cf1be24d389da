import { RateLimit } from "@nightbell/shared/heartbeat/rate-limit";
import type { TeamConfig } from "@nightbell/shared/team/config";
import type { TeamRpc } from "@nightbell/shared/team/rpc";
import type { SeriesRpc } from "@nightbell/shared/stats/series-query";
import { MINUTE } from "@nightbell/shared/time";
import { countsOf, type CountsOrder } from "./counts.ts";
import type { Written } from "./written.ts";
import { Team as RealTeam } from "../../../../apps/api/src/team/team.ts";

/**
 * The product's Team object, with what a bench needs beside it: teams made by the hundred without their sign-ups, and
 * SQLite's own count of written rows.
 *
 * Floods are the point here, so the limiter must let them pass. It does all its work, in a time of its own in which
 * pings are a minute apart; nothing in the product can weaken it.
 */
const { take } = RateLimit.prototype;
let unhurried = 0;
RateLimit.prototype.take = function (heartbeat, action, now) {
  unhurried += MINUTE;
  return take.call(this, heartbeat, action, now + unhurried);
};

export class Team extends RealTeam {
  written(): Written {
    const { sql } = this.ctx.storage;
    const { rows } = sql.exec<{ rows: number }>("SELECT total_changes() AS rows").one();
    const { events } = sql.exec<{ events: number }>("SELECT count(*) AS events FROM event").one();
    const [last] = sql.exec<{ data: string }>("SELECT data FROM event ORDER BY seq DESC LIMIT 1").toArray();
    return { rows, events, dataLength: last?.data.length ?? 0 };
  }
}

type TeamObject = Pick<TeamRpc, "create" | "configure" | "overview"> & SeriesRpc & { written(): Promise<Written> };
type Asked = { create: { route: string; config: TeamConfig }[] } | { written: string[] } | { counts: CountsOrder };

export default {
  /** The bench's door: makes teams, or tells what they wrote, or what their checks came to. */
  async fetch(request: Request, env: Env): Promise<Response> {
    // The runtime's own stub type wraps every result anew, too deep for the compiler.
    const object = (route: string) => env.TEAM.getByName(route) as unknown as TeamObject;
    const asked = (await request.json()) as Asked;
    if ("written" in asked)
      return Response.json(await Promise.all(asked.written.map((route) => object(route).written())));
    if ("counts" in asked) return Response.json(await countsOf(object(asked.counts.route), asked.counts));
    for (const { route, config } of asked.create) {
      await object(route).create({ team: config.team.id, name: config.team.name, zone: config.team.zone });
      await object(route).configure(config);
    }
    return Response.json({});
  },
};
