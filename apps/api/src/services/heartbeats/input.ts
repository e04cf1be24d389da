import * as z from "zod";
import { eq } from "drizzle-orm";
import { slugify } from "@nightbell/shared/compat/slugify";
import { AppError } from "@nightbell/shared/errors";
import { parseSchedule } from "@nightbell/shared/heartbeat/schedule";
import { heartbeatInput, type Schedule } from "@nightbell/shared/heartbeat/settings";
import type { Ctx } from "../../context.ts";
import { channel } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { someKey } from "../input.ts";

export const heartbeatPatch = heartbeatInput.partial().refine(someKey, "name at least one setting to change");
export type HeartbeatPatch = z.infer<typeof heartbeatPatch>;

/** @throws AppError `invalid` with what to change, when no run can be computed from the schedule */
export function requireSchedule(schedule: Schedule, field: string): void {
  const judged = parseSchedule(schedule);
  if (!judged.ok) throw new AppError("invalid", judged.message, field);
}

/** The slug of a name, as the management API makes it; never empty. */
export const slugOf = (name: string): string => slugify(name) || "heartbeat";

/** @throws AppError `invalid` when one of them is no channel of the team */
export async function requireChannels(ctx: Ctx, ids: readonly string[] | undefined): Promise<void> {
  if (ids === undefined || ids.length === 0) return;
  const [known] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select({ id: channel.id }).from(channel).where(eq(channel.teamId, ctx.team.id)),
  ]);
  if (ids.some((id) => known.every((each) => each.id !== id)))
    throw new AppError("invalid", "One of these channels does not exist any more: choose again.", "channels");
}
