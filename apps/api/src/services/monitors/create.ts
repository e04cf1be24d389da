import type { MonitorInput } from "@nightbell/shared/check/settings";
import { authorise } from "../../auth/access.ts";
import { mintId, type Ctx } from "../../context.ts";
import { monitor } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";
import { requireTarget } from "./target.ts";

/** Creates an HTTP monitor and gives its id. */
export async function createMonitor({ ctx, input }: { ctx: Ctx; input: MonitorInput }): Promise<{ id: string }> {
  authorise(ctx, "operate");
  const url = requireTarget(input.url, ctx.settings);
  const values = { ...input, url, id: mintId("mon", ctx.now), teamId: ctx.team.id, createdAt: new Date(ctx.now) };
  const id = await commit(ctx, {
    statement: ctx.db.insert(monitor).values(values).returning({ id: monitor.id }),
    action: "monitor.create",
    data: input,
  });
  return { id };
}
