import { and, eq, lt, sql } from "drizzle-orm";
import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { contact, contactCode } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { commit } from "../commit.ts";
import { sameHash } from "./code.ts";
import { CODE_TRIES, hashOfCode } from "./deliver-code.ts";
import { isMine, requireOwnContact } from "./own.ts";

export const verifyCodeInput = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "the code has six digits"),
});

/**
 * Verifies the caller's number. Each call is one of five tries, counted before the code is looked at.
 * @throws AppError `code_wrong`; `code_expired` when there is no code that could still be right
 */
export async function verifyCode({
  ctx,
  id,
  input,
}: {
  ctx: Ctx;
  id: string;
  input: z.infer<typeof verifyCodeInput>;
}): Promise<void> {
  authorise(ctx, "read");
  await requireOwnContact(ctx, id);
  const isCode = and(eq(contactCode.teamId, ctx.team.id), eq(contactCode.contactId, id));
  const [[out]] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .update(contactCode)
      .set({ attempts: sql`${contactCode.attempts} + 1` })
      .where(and(isCode, lt(contactCode.attempts, CODE_TRIES)))
      .returning({ hash: contactCode.hash, expiresAt: contactCode.expiresAt }),
  ]);
  if (out === undefined || out.expiresAt.getTime() <= ctx.now)
    throw new AppError("code_expired", "This code works no longer. Ask for a new one.", "code");
  if (!sameHash(out.hash, await hashOfCode(ctx, id, input.code)))
    throw new AppError("code_wrong", "This is not the code. Check it and try again.", "code");
  await commit(ctx, {
    statement: ctx.db
      .update(contact)
      .set({ verifiedAt: new Date(ctx.now) })
      .where(and(isMine(ctx), eq(contact.id, id)))
      .returning({ id: contact.id }),
    action: "contact.verify",
    data: {},
  });
  await teamBatch(ctx.db, ctx.team.id, [ctx.db.delete(contactCode).where(isCode)]);
}
