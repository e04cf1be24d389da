import { newPingId } from "@nightbell/shared/ids";
import type { HeartbeatInput } from "@nightbell/shared/heartbeat/settings";
import { authorise } from "../../auth/access.ts";
import { mintId, randomBytes, type Ctx } from "../../context.ts";
import { heartbeat } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";
import { requireSchedule, slugOf } from "./input.ts";

/** Creates a heartbeat and gives its id and where to ping. */
export async function createHeartbeat({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: HeartbeatInput;
}): Promise<{ id: string; pingUrl: string }> {
  authorise(ctx, "operate");
  requireSchedule(input.schedule);
  const pingId = newPingId(ctx.team.route, randomBytes(10));
  const values = {
    ...input,
    id: mintId("hb", ctx.now),
    teamId: ctx.team.id,
    pingId,
    slug: slugOf(input.name),
    createdAt: new Date(ctx.now),
  };
  const id = await commit(ctx, {
    statement: ctx.db.insert(heartbeat).values(values).returning({ id: heartbeat.id }),
    action: "heartbeat.create",
    data: input,
  });
  return { id, pingUrl: `${ctx.settings.PING_BASE}/${pingId}` };
}
