import { and, eq, ne, or, sql } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import { authorise, may } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { member } from "../../db/schema/team.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { NOT_FOUND } from "../../http/errors.ts";
import { commit } from "../commit.ts";

/**
 * Removes a person from the team, with their contacts and their open invitations to others. Owners and admins;
 * everyone may leave. Only an owner removes an owner, and the last one stays.
 * @throws AppError `forbidden`, `not_found`, `conflict` for the last owner
 */
export async function removeMember({ ctx, userId }: { ctx: Ctx; userId: string }): Promise<void> {
  authorise(ctx, userId === ctx.user.id ? "read" : "administer");
  const isTarget = and(eq(member.teamId, ctx.team.id), eq(member.userId, userId));
  const [[target]] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select({ role: member.role }).from(member).where(isTarget),
  ]);
  if (target === undefined) throw new AppError("not_found", NOT_FOUND);
  if (target.role === "owner" && !may(ctx.role ?? "viewer", "own"))
    throw new AppError("forbidden", "Only an owner may remove an owner.");
  // Judged in the statement: two owners who remove each other at once must not both succeed.
  const anotherOwner = sql`(select count(*) from ${member} other where other.team_id = ${ctx.team.id} and other.role = 'owner') > 1`;
  try {
    await commit(ctx, {
      statement: ctx.db
        .delete(member)
        .where(and(isTarget, or(ne(member.role, "owner"), anotherOwner)))
        .returning({ id: member.id }),
      action: "member.remove",
      data: { user: userId },
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found" && target.role === "owner")
      throw new AppError("conflict", "This is the team's last owner. Make somebody else an owner first.");
    throw error;
  }
}
