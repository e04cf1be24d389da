import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { newUuid } from "@nightbell/shared/ids";
import { CHAT_KINDS } from "@nightbell/shared/team/config";
import { authorise } from "../../auth/access.ts";
import { isChatUrl, type ChatKind } from "../../carriers/chat.ts";
import { randomBytes, type Ctx } from "../../context.ts";
import { channel } from "../../db/schema/configuration.ts";
import { seal } from "../../secrets/sealed.ts";
import { commit } from "../commit.ts";

const name = z.string().trim().min(1, "give it a name").max(100);

/** A member's e-mail, which is what a channel without a kind is, or a chat room by the address of its webhook. */
export const channelInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("email").default("email"), name, userId: z.string().max(64) }),
  ...CHAT_KINDS.map((kind) => z.strictObject({ kind: z.literal(kind), name, url: z.string().trim().max(500) })),
]);
export type ChannelInput = z.infer<typeof channelInput>;

const WHERE: Record<ChatKind, string> = {
  slack: "Paste the address of an incoming webhook: https://hooks.slack.com/services/…",
  discord: "Paste the address of a channel's webhook: https://discord.com/api/webhooks/…",
};

/**
 * Makes a channel. An e-mail hears nothing before its person has confirmed their address. Owners and admins.
 * @throws AppError `not_found` for somebody who is no member, `invalid` for an address that is no room's
 */
export async function createChannel({ ctx, input }: { ctx: Ctx; input: ChannelInput }): Promise<{ id: string }> {
  authorise(ctx, "administer");
  const id = newUuid(randomBytes(16));
  const values = { ...(await placeOf(ctx, id, input)), id, teamId: ctx.team.id, createdAt: new Date(ctx.now) };
  const { kind, name: called } = input;
  await commit(ctx, {
    statement: ctx.db.insert(channel).values(values).returning({ id: channel.id }),
    action: "channel.create",
    data: input.kind === "email" ? input : { kind, name: called },
  });
  return { id };
}

/** The address of a room opens it to everybody who has it, so it is kept sealed. */
async function placeOf({ settings, team }: Ctx, owner: string, input: ChannelInput) {
  if (input.kind === "email") return input;
  const { kind, name: called, url } = input;
  if (!isChatUrl(kind, url, settings.ENVIRONMENT)) throw new AppError("invalid", WHERE[kind], "url");
  return {
    kind,
    name: called,
    sealedUrl: await seal(settings.SECRETS_KEY, { team: team.id, owner, name: "url" }, url),
  };
}
