import { and, asc, eq, gt } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { invitation } from "../../db/schema/team.ts";
import { teamBatch } from "../../db/team-batch.ts";

/** The team's open invitations, oldest first. Owners and admins. */
export async function listInvitations({ ctx }: { ctx: Ctx }) {
  authorise(ctx, "administer");
  const isOpen = and(
    eq(invitation.teamId, ctx.team.id),
    eq(invitation.status, "pending"),
    gt(invitation.expiresAt, new Date(ctx.now)),
  );
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select().from(invitation).where(isOpen).orderBy(asc(invitation.createdAt)),
  ]);
  return rows.map((row) => ({ id: row.id, email: row.email, role: row.role, expiresAt: row.expiresAt.toISOString() }));
}
