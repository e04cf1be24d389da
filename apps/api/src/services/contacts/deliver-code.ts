import { AppError } from "@nightbell/shared/errors";
import { MINUTE, SECOND } from "@nightbell/shared/time";
import { phoneOf } from "../../carriers/bindings.ts";
import { callWithCode, sendSms } from "../../carriers/twilio.ts";
import { statusUrl } from "../../carriers/webhooks.ts";
import type { Ctx } from "../../context.ts";
import { takeQuota } from "../quota.ts";
import { keyedHash, newCode } from "./code.ts";

/** A code proves that a number is its owner's. Limits: spec "trust" §10, SMS and voice fraud. */

/** How often a code may be guessed. */
export const CODE_TRIES = 5;
const VALID_MS = 10 * MINUTE;
const CODES_PER_NUMBER_A_DAY = 3;
const CODES_PER_TEAM_A_DAY = 10;

/** Takes one code of what a number and a team may ask for in a day. @throws AppError `rate_limited` */
export async function takeCodeQuota(ctx: Ctx, number: string): Promise<void> {
  const hash = await keyedHash(ctx.settings.AUTH_SECRET, `number:${number}`);
  await takeQuota(
    ctx,
    `codes:${hash}`,
    CODES_PER_NUMBER_A_DAY,
    "Three codes were sent to this number today. Try again tomorrow.",
  );
  await takeQuota(
    ctx,
    `codes:${ctx.team.id}`,
    CODES_PER_TEAM_A_DAY,
    "Your team has asked for ten codes today. Try again tomorrow.",
  );
}

/** A fresh code, and what is kept of it. @param subject what it is for: the contact's id */
export async function freshCode(ctx: Ctx, subject: string): Promise<{ code: string; hash: string; expiresAt: Date }> {
  const code = newCode();
  const hash = await hashOfCode(ctx, subject, code);
  return { code, hash, expiresAt: new Date(ctx.now + VALID_MS) };
}

/** What is kept of a code. */
export const hashOfCode = (ctx: Ctx, subject: string, code: string): Promise<string> =>
  keyedHash(ctx.settings.AUTH_SECRET, `code:${subject}:${code}`);

/** The carrier would refuse it anyway; here the person learns what to do. @throws AppError `conflict` */
export async function requireTexts(ctx: Ctx, number: string): Promise<void> {
  if (await phoneOf(ctx.env, number).optedOut())
    throw new AppError(
      "conflict",
      "This phone replied STOP to us. Text START to our number first, or take a call.",
      "number",
    );
}

/** What is sent, and where. @throws AppError `invalid` for a number that the carrier refuses, `carrier_unavailable` */
export async function deliverCode(
  ctx: Ctx,
  { to, subject, code, via, body }: { to: string; subject: string; code: string; via: "sms" | "voice"; body: string },
): Promise<void> {
  const sent =
    via === "voice"
      ? await callWithCode(ctx.settings, { to, code })
      : await sendSms(ctx.settings, {
          to,
          body,
          callbackUrl: statusUrl(ctx.settings.PUBLIC_URL, ctx.team.route, subject),
          validitySeconds: VALID_MS / SECOND,
        });
  if (sent.ok) return;
  if (sent.permanent) throw new AppError("invalid", `The carrier refuses this number: ${sent.message}`, "number");
  throw new AppError(
    "carrier_unavailable",
    "The code could not be sent. Try again in a minute, or the other way (SMS or call).",
  );
}
