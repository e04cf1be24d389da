import { and, eq, lt, sql } from "drizzle-orm";
import type * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { backup } from "../../db/schema/on-call.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { commit } from "../commit.ts";
import { sameHash } from "../contacts/code.ts";
import { CODE_TRIES } from "../contacts/deliver-code.ts";
import type { verifyCodeInput } from "../contacts/verify-code.ts";
import { hashOfBackupCode } from "./code.ts";

/**
 * Takes the code that the backup was sent: from now on they hear when nobody answers. Each call is one of five tries,
 * counted before the code is looked at. Owners and admins.
 * @throws AppError `code_wrong`; `code_expired` when there is no code that could still be right
 */
export async function verifyBackup({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof verifyCodeInput>;
}): Promise<void> {
  authorise(ctx, "administer");
  const isOurs = eq(backup.teamId, ctx.team.id);
  const [[out]] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .update(backup)
      .set({ codeAttempts: sql`${backup.codeAttempts} + 1` })
      .where(and(isOurs, lt(backup.codeAttempts, CODE_TRIES)))
      .returning({ phone: backup.phone, hash: backup.codeHash, expiresAt: backup.codeExpiresAt }),
  ]);
  if (out === undefined || out.hash === null || out.expiresAt === null || out.expiresAt.getTime() <= ctx.now)
    throw new AppError("code_expired", "This code works no longer. Ask for a new one.", "code");
  if (!sameHash(out.hash, await hashOfBackupCode(ctx, out.phone, input.code)))
    throw new AppError("code_wrong", "This is not the code. Check it and try again.", "code");
  await commit(ctx, {
    statement: ctx.db
      .update(backup)
      .set({ verifiedAt: new Date(ctx.now), codeHash: null, codeExpiresAt: null })
      .where(and(isOurs, eq(backup.codeHash, out.hash)))
      .returning({ id: sql`team_id`.as("id") }),
    action: "backup.verify",
    data: {},
  });
}
