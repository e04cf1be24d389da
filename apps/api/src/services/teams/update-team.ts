import { eq } from "drizzle-orm";
import * as z from "zod";
import { zone } from "@nightbell/shared/heartbeat/settings";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { team } from "../../db/schema/team.ts";
import { commit } from "../commit.ts";
import { defined, someKey } from "../input.ts";

export const updateTeamInput = z
  .strictObject({ name: z.string().trim().min(1, "give it a name").max(80).optional(), zone: zone.optional() })
  .refine(someKey, "name at least one setting to change");

/** Renames a team or moves its home zone. Owners and admins. */
export async function updateTeam({ ctx, input }: { ctx: Ctx; input: z.infer<typeof updateTeamInput> }): Promise<void> {
  authorise(ctx, "administer");
  await commit(ctx, {
    statement: ctx.db.update(team).set(defined(input)).where(eq(team.id, ctx.team.id)).returning({ id: team.id }),
    action: "team.update",
    data: input,
  });
}
