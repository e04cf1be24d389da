import * as z from "zod";
import { hintOf, newApiKey } from "@nightbell/shared/compat/api-key";
import type { ApiKeyView } from "@nightbell/shared/views/views";
import { authorise } from "../../auth/access.ts";
import { mintId, randomBytes, type Ctx } from "../../context.ts";
import { apiKey } from "../../db/schema/keys.ts";
import { commit } from "../commit.ts";
import { hashOfKey } from "./hash.ts";

export const apiKeyInput = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100),
  access: z.enum(["read", "write"]),
});

/** Makes a key of the management API. `secret` is the key itself; nobody can show it again. */
export async function createApiKey({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof apiKeyInput>;
}): Promise<ApiKeyView & { secret: string }> {
  authorise(ctx, "administer");
  const secret = newApiKey(input.access, randomBytes(32));
  const id = mintId("key", ctx.now);
  const hint = hintOf(secret);
  const createdAt = new Date(ctx.now);
  const values = { ...input, id, hint, createdAt, teamId: ctx.team.id, createdBy: ctx.user.id };
  await commit(ctx, {
    statement: ctx.db
      .insert(apiKey)
      .values({ ...values, hash: await hashOfKey(secret) })
      .returning({ id: apiKey.id }),
    action: "api_key.create",
    data: input,
  });
  return { ...input, id, hint, createdAt: createdAt.toISOString(), secret };
}
