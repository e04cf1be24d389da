import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { role } from "@nightbell/shared/team/config";
import { DAY } from "@nightbell/shared/time";
import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import { invitationMail } from "../../auth/mails.ts";
import { sendMail } from "../../carriers/mail.ts";
import { mintId, type Ctx } from "../../context.ts";
import { user } from "../../db/schema/auth.ts";
import { invitation, member } from "../../db/schema/team.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { commit } from "../commit.ts";
import { takeQuota } from "../quota.ts";

export const invitationInput = z.strictObject({
  email: z
    .string()
    .max(254)
    .transform((text) => text.normalize("NFKC").trim().toLowerCase())
    .pipe(z.email("this is not an e-mail address")),
  role,
});

const INVITATIONS_PER_DAY = 20;
const VALID_MS = 7 * DAY;

/**
 * Invites an address into the team and mails the link. Owners and admins; only an owner may invite an owner.
 * @throws AppError `conflict` for someone who is a member already, `rate_limited` after 20 a day
 */
export async function createInvitation({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof invitationInput>;
}): Promise<{ id: string }> {
  authorise(ctx, input.role === "owner" ? "own" : "administer");
  const [present] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select({ id: member.id })
      .from(member)
      .innerJoin(user, eq(user.id, member.userId))
      .where(and(eq(member.teamId, ctx.team.id), eq(user.email, input.email))),
  ]);
  if (present.length > 0) throw new AppError("conflict", "This person is in the team already.", "email");
  await takeQuota(
    ctx,
    `invitations:${ctx.team.id}`,
    INVITATIONS_PER_DAY,
    "20 invitations were sent today. Go on tomorrow.",
  );
  const values = {
    id: mintId("inv", ctx.now),
    teamId: ctx.team.id,
    email: input.email,
    role: input.role,
    inviterId: ctx.user.id,
    expiresAt: new Date(ctx.now + VALID_MS),
    createdAt: new Date(ctx.now),
  };
  const id = await commit(ctx, {
    statement: ctx.db.insert(invitation).values(values).returning({ id: invitation.id }),
    action: "invitation.create",
    data: input,
  });
  await sendMail(
    ctx.settings,
    invitationMail({
      to: input.email,
      inviter: ctx.user.name,
      link: `${ctx.settings.PUBLIC_URL}/invite/${id}`,
      key: id,
    }),
  );
  return { id };
}
