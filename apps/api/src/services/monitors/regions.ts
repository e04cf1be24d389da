import { eq } from "drizzle-orm";
import { isProbeId, type Region } from "@nightbell/shared/check/region";
import { AppError } from "@nightbell/shared/errors";
import type { Ctx } from "../../context.ts";
import { probe } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";

/** Probes that a monitor names must be the team's own. @throws AppError `invalid` for `regions` */
export async function requireRegions(ctx: Ctx, regions: readonly Region[]): Promise<void> {
  const named = regions.filter(isProbeId);
  if (named.length === 0) return;
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select({ id: probe.id }).from(probe).where(eq(probe.teamId, ctx.team.id)),
  ]);
  const known = new Set<Region>(rows.map(({ id }) => id));
  if (!named.every((id) => known.has(id)))
    throw new AppError("invalid", "This probe is not registered any more. Pick another.", "regions");
}
