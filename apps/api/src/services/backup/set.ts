import { sql } from "drizzle-orm";
import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { parseNumber } from "@nightbell/shared/oncall/phone-number";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { backup } from "../../db/schema/on-call.ts";
import { commit } from "../commit.ts";
import { deliverBackupCode, newBackupCode } from "./code.ts";
import { findBackup } from "./own.ts";

export const backupInput = z.strictObject({
  name: z.string().trim().min(1, "give a name").max(100),
  phone: z.string().max(40),
});

/**
 * Names who hears when nobody answers. Another number is asked by a code whether its owner agrees; until they do it
 * gets nothing else. Owners and admins.
 * @throws AppError `invalid` for a number that we do not page, and as `newBackupCode` does
 */
export async function setBackup({ ctx, input }: { ctx: Ctx; input: z.infer<typeof backupInput> }): Promise<void> {
  authorise(ctx, "administer");
  const phone = numberOf(input.phone);
  const before = await findBackup(ctx);
  if (before?.phone === phone && before.verifiedAt !== null) return write(ctx, { name: input.name, phone });
  // Asked for first: who may not send a code keeps the backup that there is.
  const { code, kept } = await newBackupCode(ctx, phone);
  await write(ctx, { name: input.name, phone, verifiedAt: null, ...kept });
  await deliverBackupCode(ctx, phone, code);
}

async function write(ctx: Ctx, values: Omit<typeof backup.$inferInsert, "teamId">): Promise<void> {
  await commit(ctx, {
    statement: ctx.db
      .insert(backup)
      .values({ ...values, teamId: ctx.team.id })
      .onConflictDoUpdate({ target: backup.teamId, set: values })
      .returning({ id: sql`team_id`.as("id") }),
    action: "backup.set",
    data: { name: values.name },
  });
}

function numberOf(text: string): string {
  try {
    return parseNumber(text).e164;
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, error.message, "phone");
    throw error;
  }
}
