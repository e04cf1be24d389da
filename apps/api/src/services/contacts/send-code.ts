import { sql } from "drizzle-orm";
import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { audited } from "../../db/audit.ts";
import { contactCode } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { auditEntry } from "../commit.ts";
import { deliverCode, freshCode, requireTexts, takeCodeQuota } from "./deliver-code.ts";
import { requireOwnContact } from "./own.ts";

export const sendCodeInput = z.strictObject({ via: z.enum(["sms", "voice"]) });

/**
 * Sends a fresh code to the caller's number; an earlier one stops working.
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
  const { kind, address: to, verifiedAt } = await requireOwnContact(ctx, id);
  if (kind !== "phone" || verifiedAt !== null) throw new AppError("conflict", "This contact is verified already.");
  requireOwnAddress(ctx);
  if (input.via === "sms") await requireTexts(ctx, to);
  await takeCodeQuota(ctx, to);
  const { code, ...kept } = await freshCode(ctx, id);
  const fresh = { ...kept, attempts: 0 };
  const upsert = ctx.db
    .insert(contactCode)
    .values({ teamId: ctx.team.id, contactId: id, ...fresh })
    .onConflictDoUpdate({ target: [contactCode.teamId, contactCode.contactId], set: fresh })
    .returning({ id: sql`contact_id`.as("id") });
  const entry = auditEntry(ctx, ctx.team.id, ctx.user.id, { action: "contact.code", data: input });
  await teamBatch(ctx.db, ctx.team.id, [audited(ctx.db, upsert, entry)]);
  const body = `Nightbell code: ${code}. It works for 10 minutes.`;
  await deliverCode(ctx, { to, subject: id, code, via: input.via, body });
}

/** Who has not confirmed their own address sends nothing to others. @throws AppError `forbidden` */
export function requireOwnAddress(ctx: Ctx): void {
  if (ctx.settings.ENVIRONMENT === "production" && !ctx.user.emailVerified)
    throw new AppError("forbidden", "Confirm your e-mail address first: we have sent you a link.");
}
