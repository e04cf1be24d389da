import { and, eq } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { heartbeat } from "../../db/schema/configuration.ts";
import { NOT_FOUND } from "../../http/errors.ts";
import { requireAlerting } from "../alerting.ts";
import { commitAll, isStill } from "../commit.ts";
import { defined } from "../input.ts";
import { requireChannels, requireSchedule, type HeartbeatPatch } from "./input.ts";

/** What can be changed of a heartbeat: by a person, or by a program with other bounds and channels. */
export type HeartbeatChange =
  | HeartbeatPatch
  | Partial<Omit<HeartbeatSettings, "id" | "pingId" | "badgeId" | "createdAt">>;

/**
 * Changes settings of a heartbeat. The ping addresses stay; that by name follows the slug, not the name.
 * @param change `ifVersion`: only while the team's configuration is still this version
 * @returns false when it is not, or the heartbeat is gone, and nothing was changed
 */
export async function changeHeartbeat(
  { ctx, id, input }: { ctx: Ctx; id: string; input: HeartbeatChange },
  ifVersion: number | null,
): Promise<boolean> {
  authorise(ctx, "operate");
  if (input.schedule !== undefined) requireSchedule(input.schedule, "schedule");
  await requireChannels(ctx, input.channels);
  await requireAlerting(ctx, [input], id);
  const where = and(eq(heartbeat.teamId, ctx.team.id), eq(heartbeat.id, id), isStill(ctx, ifVersion));
  const statement = ctx.db.update(heartbeat).set(defined(input)).where(where).returning({ id: heartbeat.id });
  const [changed] = await commitAll(ctx, [{ statement, action: "heartbeat.update", data: input }], ifVersion);
  return changed !== null && changed !== undefined;
}

/** As {@link changeHeartbeat}, whatever the version. @throws AppError `not_found` */
export async function updateHeartbeat(change: { ctx: Ctx; id: string; input: HeartbeatChange }): Promise<void> {
  if (!(await changeHeartbeat(change, null))) throw new AppError("not_found", NOT_FOUND);
}
