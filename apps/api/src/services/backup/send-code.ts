import { eq, sql } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { backup } from "../../db/schema/on-call.ts";
import { commit } from "../commit.ts";
import { deliverBackupCode, newBackupCode } from "./code.ts";
import { findBackup } from "./own.ts";

/**
 * Sends another code to the team's backup, who gives it to the team if they agree. Owners and admins.
 * @throws AppError `not_found` without a backup, `conflict` when it is verified, `rate_limited`, `carrier_unavailable`
 */
export async function sendBackupCode({ ctx }: { ctx: Ctx }): Promise<void> {
  authorise(ctx, "administer");
  const found = await findBackup(ctx);
  if (found === null) throw new AppError("not_found", "This team has no backup. Name one first.");
  if (found.verifiedAt !== null) throw new AppError("conflict", "The backup's number is verified already.");
  const { code, kept } = await newBackupCode(ctx, found.phone);
  await commit(ctx, {
    statement: ctx.db
      .update(backup)
      .set(kept)
      .where(eq(backup.teamId, ctx.team.id))
      .returning({ id: sql`team_id`.as("id") }),
    action: "backup.code",
    data: {},
  });
  await deliverBackupCode(ctx, found.phone, code);
}
