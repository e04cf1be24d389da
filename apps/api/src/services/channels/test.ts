import { and, eq } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import type { PageMessage } from "@nightbell/shared/paging/messages";
import { authorise } from "../../auth/access.ts";
import { sendChat } from "../../carriers/chat.ts";
import type { Ctx } from "../../context.ts";
import { channel } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { NOT_FOUND } from "../../http/errors.ts";
import { open } from "../../secrets/sealed.ts";
import { takeQuota } from "../quota.ts";

const TESTS_A_DAY = 50;

/**
 * Posts a test message to a chat room. Owners and admins.
 * @throws AppError `not_found`; `conflict` for an e-mail; `invalid` when the room is closed to us, `carrier_unavailable`
 */
export async function testChannel({ ctx, id }: { ctx: Ctx; id: string }): Promise<{ text: string }> {
  authorise(ctx, "administer");
  const [[row]] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select()
      .from(channel)
      .where(and(eq(channel.teamId, ctx.team.id), eq(channel.id, id))),
  ]);
  if (row === undefined) throw new AppError("not_found", NOT_FOUND);
  if (row.kind === "email" || row.sealedUrl === null)
    throw new AppError(
      "conflict",
      "Only chat rooms can be tried. An e-mail is proven by the link that was sent to it.",
    );
  await takeQuota(ctx, `chat tests:${ctx.team.id}`, TESTS_A_DAY, "Your team has tried its rooms 50 times today.");
  const place = { team: ctx.team.id, owner: id, name: "url" };
  const url = await open(ctx.settings.SECRETS_KEY, place, row.sealedUrl);
  const sent = await sendChat(ctx.settings, { kind: row.kind, url, message: messageOf(ctx) });
  if (sent.ok) return { text: `Posted to ${row.name}.` };
  throw new AppError(sent.permanent ? "invalid" : "carrier_unavailable", `${row.name}: ${sent.message}`);
}

const messageOf = (ctx: Ctx): PageMessage => ({
  kind: "contact",
  team: "",
  incidents: [],
  stillOpen: 0,
  code: null,
  owner: null,
  clock: { now: ctx.now, startedAt: ctx.now, everyoneAt: null },
  zone: "UTC",
  canReply: false,
  link: ctx.settings.PUBLIC_URL,
  note: `A test, sent by ${ctx.user.name}: this room hears from Nightbell.`,
});
