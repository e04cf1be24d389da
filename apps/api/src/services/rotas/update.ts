import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { rota } from "../../db/schema/on-call.ts";
import { commit } from "../commit.ts";
import { defined } from "../input.ts";
import type { RotaPatch } from "./input.ts";

/** Renames a rota, or moves it to another zone, in which its wall times are read from then on. Owners and admins. */
export async function updateRota({ ctx, id, input }: { ctx: Ctx; id: string; input: RotaPatch }): Promise<void> {
  authorise(ctx, "administer");
  const where = and(eq(rota.teamId, ctx.team.id), eq(rota.id, id));
  await commit(ctx, {
    statement: ctx.db.update(rota).set(defined(input)).where(where).returning({ id: rota.id }),
    action: "rota.update",
    data: input,
  });
}
