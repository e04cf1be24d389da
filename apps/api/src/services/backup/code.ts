import { cut, plainText } from "@nightbell/shared/paging/plain-text";
import type { Ctx } from "../../context.ts";
import { deliverCode, freshCode, hashOfCode, requireTexts, takeCodeQuota } from "../contacts/deliver-code.ts";
import { requireOwnAddress } from "../contacts/send-code.ts";

/** By a code the owner of a number agrees to be a team's backup. */

/** So that all of it fits one SMS. */
const NAME_MAX = 20;

/** Another number needs another code. */
const subjectOf = (ctx: Ctx, phone: string): string => `backup:${ctx.team.id}:${phone}`;

/** What is kept of the code that is out. */
type Kept = { codeHash: string; codeExpiresAt: Date; codeAttempts: number };

/**
 * A code that may be sent to a number.
 * @throws AppError `rate_limited`, `forbidden` before one's own address is confirmed, `conflict` for a phone that said STOP
 */
export async function newBackupCode(ctx: Ctx, phone: string): Promise<{ code: string; kept: Kept }> {
  requireOwnAddress(ctx);
  await requireTexts(ctx, phone);
  await takeCodeQuota(ctx, phone);
  const { code, hash, expiresAt } = await freshCode(ctx, subjectOf(ctx, phone));
  return { code, kept: { codeHash: hash, codeExpiresAt: expiresAt, codeAttempts: 0 } };
}

/** What is kept of a code for a number. */
export const hashOfBackupCode = (ctx: Ctx, phone: string, code: string): Promise<string> =>
  hashOfCode(ctx, subjectOf(ctx, phone), code);

/** @throws AppError as `deliverCode` does */
export async function deliverBackupCode(ctx: Ctx, phone: string, code: string): Promise<void> {
  const who = cut(plainText(ctx.user.name), NAME_MAX) || "A colleague";
  const body = `${who} names you as backup at Nightbell: an SMS when nobody else answers. If you agree, tell them ${code} (10 minutes).`;
  await deliverCode(ctx, { to: phone, subject: "backup", code, via: "sms", body });
}
