import { eq } from "drizzle-orm";
import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import { badgeSignature } from "../../compat/badge-signature.ts";
import type { Ctx } from "../../context.ts";
import { team } from "../../db/schema/team.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { NOT_FOUND } from "../../http/errors.ts";

/** The badge by its format. */
export const badgeAddresses = z.object({ svg: z.string(), json: z.string(), shields: z.string() });
export type BadgeAddresses = z.infer<typeof badgeAddresses>;

/** No tag has a line break in it, so nobody who knows a tag's badge knows this one. */
const PURPOSE = "\non call";

/** The name of the file, without its ending: it cannot be guessed from other badges of the team. */
export const onCallBadgeName = async (secret: string, badgeKey: string): Promise<string> =>
  `on-call-${await badgeSignature(secret, badgeKey, PURPOSE)}`;

/** Where the badge of who is on call is. */
export async function badgeAddressesOf(
  settings: { AUTH_SECRET: string; PUBLIC_URL: string },
  badgeKey: string,
): Promise<BadgeAddresses> {
  const start = `${settings.PUBLIC_URL}/badge/${badgeKey}/${await onCallBadgeName(settings.AUTH_SECRET, badgeKey)}`;
  return { svg: `${start}.svg`, json: `${start}.json`, shields: `${start}.shields` };
}

/** Where the team's badge of who is on call is; whoever has its address sees first names. */
export async function onCallBadges({ ctx }: { ctx: Ctx }): Promise<BadgeAddresses> {
  authorise(ctx, "read");
  const [[found]] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select({ badgeKey: team.badgeKey }).from(team).where(eq(team.id, ctx.team.id)),
  ]);
  if (found === undefined) throw new AppError("not_found", NOT_FOUND);
  return badgeAddressesOf(ctx.settings, found.badgeKey);
}
