import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { contact } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";
import { isMine } from "./own.ts";

/** Removes one of the caller's contacts. */
export async function removeContact({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "read");
  await commit(ctx, {
    statement: ctx.db
      .delete(contact)
      .where(and(isMine(ctx), eq(contact.id, id)))
      .returning({ id: contact.id }),
    action: "contact.remove",
    data: {},
  });
}
