import { nextHeartbeatDue } from "@nightbell/shared/heartbeat/view";
import type { TeamRpc } from "@nightbell/shared/team/rpc";
import type { PagingOrder } from "./paging-order.ts";
import { Team as RealTeam } from "../../../../apps/api/src/team/team.ts";

export { Phone } from "../../../../apps/api/src/phone/phone.ts";

/** The product's objects, with a clock that can be set before a deadline: a team's own, which no alarm and no carrier sees. */
export class Team extends RealTeam {
  /** From now on the clock shows what it must, so that the heartbeat's deadline is at this instant of the machine's clock. */
  async aim(heartbeat: string, deadline: number): Promise<void> {
    const { runtime } = this.door;
    const settings = runtime?.engine.state.config?.heartbeats.find(({ id }) => id === heartbeat);
    const state = runtime?.engine.state.heartbeats[heartbeat];
    const due = settings && state ? nextHeartbeatDue(settings, state) : null;
    if (!runtime || due === null) throw new Error(`${heartbeat} has no deadline`);
    runtime.clock.set(1, due - (deadline - Date.now()));
    runtime.pump();
  }
}

type TeamObject = Pick<TeamRpc, "create" | "configure" | "ping" | "pause"> & Pick<Team, "aim">;

export default {
  /** The bench's door. What it is asked for several teams it does for all of them at once. */
  async fetch(request: Request, env: Env): Promise<Response> {
    // The runtime's own stub type wraps every result anew, too deep for the compiler.
    const object = (route: string) => env.TEAM.getByName(route) as unknown as TeamObject;
    const asked = (await request.json()) as PagingOrder;
    if ("create" in asked)
      await Promise.all(
        asked.create.map(async ({ route, config: { team }, config }) => {
          await object(route).create({ team: team.id, name: team.name, zone: team.zone });
          await object(route).configure(config);
        }),
      );
    else if ("ping" in asked) await Promise.all(asked.ping.map(({ route, message }) => object(route).ping(message)));
    else if ("aim" in asked)
      await Promise.all(asked.aim.map(({ route, heartbeat, deadline }) => object(route).aim(heartbeat, deadline)));
    else await object(asked.pause.route).pause(asked.pause.caller, "heartbeat", asked.pause.heartbeat);
    return Response.json({});
  },
};
