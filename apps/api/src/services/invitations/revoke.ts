import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { invitation } from "../../db/schema/team.ts";
import { commit } from "../commit.ts";

/** Takes an open invitation back. Owners and admins. */
export async function revokeInvitation({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "administer");
  const where = and(eq(invitation.teamId, ctx.team.id), eq(invitation.id, id), eq(invitation.status, "pending"));
  await commit(ctx, {
    statement: ctx.db.update(invitation).set({ status: "canceled" }).where(where).returning({ id: invitation.id }),
    action: "invitation.revoke",
    data: {},
  });
}
