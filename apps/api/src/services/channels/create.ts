import * as z from "zod";
import { newUuid } from "@nightbell/shared/ids";
import { authorise } from "../../auth/access.ts";
import { randomBytes, type Ctx } from "../../context.ts";
import { channel } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";

export const channelInput = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100),
  userId: z.string().max(64),
});

/**
 * Makes a member's e-mail a channel. It hears nothing before they have confirmed their address.
 * @throws AppError `not_found` for somebody who is no member
 */
export async function createChannel({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof channelInput>;
}): Promise<{ id: string }> {
  authorise(ctx, "administer");
  const id = newUuid(randomBytes(16));
  const values = { ...input, id, teamId: ctx.team.id, kind: "email" as const, createdAt: new Date(ctx.now) };
  await commit(ctx, {
    statement: ctx.db.insert(channel).values(values).returning({ id: channel.id }),
    action: "channel.create",
    data: input,
  });
  return { id };
}
