import * as z from "zod";
import { parseNumber } from "@nightbell/shared/oncall/phone-number";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import { parseSubscription } from "../../carriers/web-push.ts";
import { mintId, type Ctx } from "../../context.ts";
import { contact } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";
import { takeQuota } from "../quota.ts";

/** Everyone's pushes go out before anyone's SMS, so nobody may have them without end (spec "trust" §10). */
const BROWSERS_A_DAY = 10;

const base64url = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/, "must be base64url");

export const addContactInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("phone"), number: z.string().max(40) }),
  z.strictObject({
    kind: z.literal("webpush"),
    subscription: z.strictObject({
      endpoint: z.url().max(1_000),
      expirationTime: z.number().nullable().optional(),
      keys: z.strictObject({ p256dh: base64url.max(120), auth: base64url.max(40) }),
    }),
    browser: z.string().trim().min(1).max(60),
  }),
]);
type Input = z.infer<typeof addContactInput>;

/** A subscription proves itself: only the browser could have made it. A number is verified by a code. */
function rowOf(ctx: Ctx, input: Input) {
  switch (input.kind) {
    case "phone": {
      const { e164 } = parseNumber(input.number);
      return { kind: input.kind, address: e164, label: e164, verifiedAt: null };
    }
    case "webpush": {
      const { endpoint, keys } = input.subscription;
      const address = JSON.stringify({ endpoint, keys });
      if (parseSubscription(address, ctx.settings.ENVIRONMENT) === null)
        throw new AppError("invalid", "This is not a subscription of a push service we know.", "subscription");
      return {
        kind: input.kind,
        address,
        label: input.browser,
        verifiedAt: new Date(ctx.now),
      };
    }
  }
}

/**
 * Adds one of the caller's contacts. Every member may, viewers too: it is their own.
 * @throws AppError `invalid` for a number or push host that we do not page, `conflict` when it is there already
 */
export async function addContact({ ctx, input }: { ctx: Ctx; input: Input }): Promise<{ id: string }> {
  authorise(ctx, "read");
  if (input.kind === "webpush")
    await takeQuota(
      ctx,
      `push:${ctx.team.id}:${ctx.user.id}`,
      BROWSERS_A_DAY,
      "You added ten browsers today. Try again tomorrow.",
    );
  const values = {
    ...rowOf(ctx, input),
    id: mintId("con", ctx.now),
    teamId: ctx.team.id,
    userId: ctx.user.id,
    createdAt: new Date(ctx.now),
  };
  const id = await commit(ctx, {
    statement: ctx.db.insert(contact).values(values).returning({ id: contact.id }),
    action: "contact.add",
    data: { kind: input.kind },
  });
  return { id };
}
