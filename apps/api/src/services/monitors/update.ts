import { and, eq, sql } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { monitor } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";
import { defined } from "../input.ts";
import { isRevision, type MonitorPatch } from "./input.ts";
import { requireTarget } from "./target.ts";

/** Changes settings of a monitor; a new target, assertion or region makes results under way void. */
export async function updateMonitor({ ctx, id, input }: { ctx: Ctx; id: string; input: MonitorPatch }): Promise<void> {
  authorise(ctx, "operate");
  const values = {
    ...defined(input),
    ...(input.url === undefined ? {} : { url: requireTarget(input.url, ctx.settings) }),
    ...(isRevision(input) ? { revision: sql`${monitor.revision} + 1` } : {}),
  };
  const where = and(eq(monitor.teamId, ctx.team.id), eq(monitor.id, id));
  await commit(ctx, {
    statement: ctx.db.update(monitor).set(values).where(where).returning({ id: monitor.id }),
    action: "monitor.update",
    data: input,
  });
}
