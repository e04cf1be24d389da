import { and, eq } from "drizzle-orm";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { heartbeat } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";
import { defined } from "../input.ts";
import { requireSchedule, type HeartbeatPatch } from "./input.ts";

/** What can be changed of a heartbeat: by a person, or by a program with other bounds and channels. */
export type HeartbeatChange =
  | HeartbeatPatch
  | Partial<Omit<HeartbeatSettings, "id" | "pingId" | "badgeId" | "createdAt">>;

/** Changes settings of a heartbeat. The ping addresses stay; that by name follows the slug, not the name. */
export async function updateHeartbeat({
  ctx,
  id,
  input,
}: {
  ctx: Ctx;
  id: string;
  input: HeartbeatChange;
}): Promise<void> {
  authorise(ctx, "operate");
  if (input.schedule !== undefined) requireSchedule(input.schedule, "schedule");
  const where = and(eq(heartbeat.teamId, ctx.team.id), eq(heartbeat.id, id));
  await commit(ctx, {
    statement: ctx.db.update(heartbeat).set(defined(input)).where(where).returning({ id: heartbeat.id }),
    action: "heartbeat.update",
    data: input,
  });
}
