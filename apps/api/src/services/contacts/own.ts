import { and, eq } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import type { Ctx } from "../../context.ts";
import { contact } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { NOT_FOUND } from "../../http/errors.ts";

export type ContactRow = typeof contact.$inferSelect;

/** The caller's contacts in this team. A contact is the person's own: nobody else reads or changes it. */
export const isMine = (ctx: Ctx) => and(eq(contact.teamId, ctx.team.id), eq(contact.userId, ctx.user.id));

/** @throws AppError `not_found` unless it is one of the caller's contacts */
export async function requireOwnContact(ctx: Ctx, id: string): Promise<ContactRow> {
  const [[row]] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select()
      .from(contact)
      .where(and(isMine(ctx), eq(contact.id, id))),
  ]);
  if (row === undefined) throw new AppError("not_found", NOT_FOUND);
  return row;
}
