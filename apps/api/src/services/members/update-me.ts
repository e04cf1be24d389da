import { and, eq } from "drizzle-orm";
import * as z from "zod";
import { zone } from "@nightbell/shared/heartbeat/settings";
import { member as memberSettings } from "@nightbell/shared/team/config";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { member } from "../../db/schema/team.ts";
import { commit } from "../commit.ts";
import { defined, someKey } from "../input.ts";

export const updateMeInput = z
  .strictObject({
    zone: zone.optional(),
    quiet: z.strictObject(memberSettings.shape.quiet.unwrap().shape).nullable().optional(),
    badSignal: z.boolean().optional(),
  })
  .refine(someKey, "name at least one setting to change");

/** Changes one's own zone, quiet hours and signal note in this team. Everyone may; nobody may for another. */
export async function updateMe({ ctx, input }: { ctx: Ctx; input: z.infer<typeof updateMeInput> }): Promise<void> {
  authorise(ctx, "read");
  const { quiet, ...rest } = input;
  const values = {
    ...defined(rest),
    ...(quiet === undefined ? {} : { quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null }),
  };
  const where = and(eq(member.teamId, ctx.team.id), eq(member.userId, ctx.user.id));
  await commit(ctx, {
    statement: ctx.db.update(member).set(values).where(where).returning({ id: member.id }),
    action: "member.update",
    data: input,
  });
}
