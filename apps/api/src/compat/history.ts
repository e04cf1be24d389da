import { flipsIn, flipWindow } from "@nightbell/shared/compat/flips";
import { pingOf } from "@nightbell/shared/compat/ping-view";
import { planOf } from "@nightbell/shared/plans";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { flipsOf, pingsOf, seqOfPing } from "../services/heartbeats/history.ts";
import { refuse } from "./answers.ts";
import type { Call } from "./endpoint.ts";
import { findCheck } from "./find-check.ts";

/** What happened to a check: spec "heartbeats" §2. */

/** The newest pings, as many as the plan lists. */
export async function listPings(call: Call): Promise<Response> {
  const { ctx, c, version } = call;
  const { record } = await findCheck(call);
  const { id, pingId } = record.settings;
  const pings = await pingsOf({ ctx, id, limit: planOf().pingLog });
  const checkUrl = `${ctx.settings.PUBLIC_URL}/api/v${version}/checks/${pingId}`;
  return c.json({ pings: pings.map((ping) => pingOf(ping, checkUrl)) });
}

/** The stored bytes of the `n`th ping, if the plan still lists it. */
export async function getPingBody(call: Call): Promise<Response> {
  const { ctx, c } = call;
  const { record } = await findCheck(call);
  const { id } = record.settings;
  const n = Number(c.req.param("n"));
  const isListed = n > record.state.pings - planOf().pingLog && n <= record.state.pings;
  const seq = isListed ? await seqOfPing({ ctx, id, n }) : null;
  if (seq === null) return refuse(c, 404, "not found");
  const bytes = valueOf(await teamObject(ctx.env, ctx.team.route).pingBody(callerOf(ctx), id, seq));
  if (bytes.byteLength === 0) return refuse(c, 404, "not found");
  return c.body(new Uint8Array(bytes), 200, { "content-type": "text/plain" });
}

/** Changes of status, newest first. A window that makes no sense gets 400 and no words. */
export async function listFlips(call: Call): Promise<Response> {
  const { ctx, c } = call;
  const { now, record } = await findCheck(call);
  const window = flipWindow((name) => c.req.query(name) ?? null, now);
  if (window === null) return c.body(null, 400);
  const flips = await flipsOf({ ctx, id: record.settings.id });
  return c.json({ flips: flipsIn(flips, window) });
}
