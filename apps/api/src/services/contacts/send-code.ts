import { sql } from "drizzle-orm";
import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { MINUTE, SECOND } from "@nightbell/shared/time";
import { authorise } from "../../auth/access.ts";
import { phoneOf } from "../../carriers/bindings.ts";
import { callWithCode, sendSms } from "../../carriers/twilio.ts";
import { statusUrl } from "../../carriers/webhooks.ts";
import type { Ctx } from "../../context.ts";
import { audited } from "../../db/audit.ts";
import { contactCode } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { auditEntry } from "../commit.ts";
import { takeQuota } from "../quota.ts";
import { keyedHash, newCode } from "./code.ts";
import { requireOwnContact, type ContactRow } from "./own.ts";

export const sendCodeInput = z.strictObject({ via: z.enum(["sms", "voice"]) });

const VALID_MS = 10 * MINUTE;
const CODES_PER_NUMBER_A_DAY = 3;
const CODES_PER_TEAM_A_DAY = 10;

/**
 * Sends a fresh code to the caller's number; an earlier one stops working. Limits: spec "trust" §10, SMS and voice fraud.
 * @throws AppError `rate_limited`, `carrier_unavailable`; `conflict` for a contact that needs no code
 */
export async function sendCode({
  ctx,
  id,
  input,
}: {
  ctx: Ctx;
  id: string;
  input: z.infer<typeof sendCodeInput>;
}): Promise<void> {
  authorise(ctx, "read");
  const row = await requireOwnContact(ctx, id);
  if (row.kind !== "phone" || row.verifiedAt !== null)
    throw new AppError("conflict", "This contact is verified already.");
  if (ctx.settings.ENVIRONMENT === "production" && !ctx.user.emailVerified)
    throw new AppError("forbidden", "Confirm your e-mail address first: we have sent you a link.");
  if (input.via === "sms") await requireTexts(ctx, row.address);
  const secret = ctx.settings.AUTH_SECRET;
  const number = await keyedHash(secret, `number:${row.address}`);
  await takeQuota(
    ctx,
    `codes:${number}`,
    CODES_PER_NUMBER_A_DAY,
    "Three codes were sent to this number today. Try again tomorrow.",
  );
  await takeQuota(
    ctx,
    `codes:${ctx.team.id}`,
    CODES_PER_TEAM_A_DAY,
    "Your team has asked for ten codes today. Try again tomorrow.",
  );
  const code = newCode();
  const fresh = {
    hash: await keyedHash(secret, `code:${id}:${code}`),
    expiresAt: new Date(ctx.now + VALID_MS),
    attempts: 0,
  };
  const upsert = ctx.db
    .insert(contactCode)
    .values({ teamId: ctx.team.id, contactId: id, ...fresh })
    .onConflictDoUpdate({ target: [contactCode.teamId, contactCode.contactId], set: fresh })
    .returning({ id: sql`contact_id`.as("id") });
  const entry = auditEntry(ctx, ctx.team.id, ctx.user.id, { action: "contact.code", data: input });
  await teamBatch(ctx.db, ctx.team.id, [audited(ctx.db, upsert, entry)]);
  await deliver(ctx, row, code, input.via);
}

/** The carrier would refuse it anyway; here the person learns what to do. */
async function requireTexts(ctx: Ctx, number: string): Promise<void> {
  if (await phoneOf(ctx.env, number).optedOut())
    throw new AppError(
      "conflict",
      "This phone replied STOP to us. Text START to our number first, or take a call.",
      "number",
    );
}

async function deliver(
  ctx: Ctx,
  { id: contactId, address: to }: ContactRow,
  code: string,
  via: "sms" | "voice",
): Promise<void> {
  const sent =
    via === "voice"
      ? await callWithCode(ctx.settings, { to, code })
      : await sendSms(ctx.settings, {
          to,
          body: `Nightbell code: ${code}. It works for 10 minutes.`,
          callbackUrl: statusUrl(ctx.settings.PUBLIC_URL, ctx.team.route, contactId),
          validitySeconds: VALID_MS / SECOND,
        });
  if (sent.ok) return;
  if (sent.permanent) throw new AppError("invalid", `The carrier refuses this number: ${sent.message}`, "number");
  throw new AppError(
    "carrier_unavailable",
    "The code could not be sent. Try again in a minute, or the other way (SMS or call).",
  );
}
