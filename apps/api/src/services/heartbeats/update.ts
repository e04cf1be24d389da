import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { heartbeat } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";
import { defined } from "../input.ts";
import { requireSchedule, slugOf, type HeartbeatPatch } from "./input.ts";

/** Changes settings of a heartbeat. The ping address stays. */
export async function updateHeartbeat({
  ctx,
  id,
  input,
}: {
  ctx: Ctx;
  id: string;
  input: HeartbeatPatch;
}): Promise<void> {
  authorise(ctx, "operate");
  if (input.schedule !== undefined) requireSchedule(input.schedule);
  const values = { ...defined(input), ...(input.name === undefined ? {} : { slug: slugOf(input.name) }) };
  const where = and(eq(heartbeat.teamId, ctx.team.id), eq(heartbeat.id, id));
  await commit(ctx, {
    statement: ctx.db.update(heartbeat).set(values).where(where).returning({ id: heartbeat.id }),
    action: "heartbeat.update",
    data: input,
  });
}
