import { callerOf, teamObject, type Ctx } from "../../context.ts";
import { valueOf } from "../../http/answer.ts";

/**
 * The team's present, which an edit of a rota starts from: real time, but in the local stack its object's clock, which
 * may run ahead.
 */
export async function teamTime(ctx: Ctx): Promise<number> {
  if (ctx.settings.ENVIRONMENT !== "local") return ctx.now;
  return Date.parse(valueOf(await teamObject(ctx.env, ctx.team.route).onCall(callerOf(ctx))).now);
}
