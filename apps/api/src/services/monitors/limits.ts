import { and, eq, ne, sql } from "drizzle-orm";
import { isLoopbackAddress } from "@nightbell/shared/check/address";
import { domainsOf, excessOf, excessText, rateOf, TOTAL_RATE, type Load } from "@nightbell/shared/check/target-limits";
import { AppError } from "@nightbell/shared/errors";
import type { Ctx } from "../../context.ts";
import { readAcrossTeams } from "../../db/across-teams.ts";
import { monitor, provedDomain } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";

/** True for this machine's names, which only the local stack may check. */
const isOwnMachine = (domain: string): boolean => isLoopbackAddress(domain) || /(^|\.)localhost$/.test(domain);

/**
 * Judges monitors that are about to be saved, together with those that are there: spec "checks" §7. Judged as it is
 * saved, so two saves at one instant may go a little beyond.
 * @param changed the id of the monitor that one of them replaces; null for new ones
 * @throws AppError `invalid` that says what to do
 */
export async function requireLimits(ctx: Ctx, wanted: readonly Load[], changed: string | null): Promise<void> {
  const [present, proved] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select({
        check: monitor.check,
        intervalSeconds: monitor.intervalSeconds,
        regions: monitor.regions,
        everyRegion: monitor.everyRegion,
      })
      .from(monitor)
      .where(and(eq(monitor.teamId, ctx.team.id), changed === null ? undefined : ne(monitor.id, changed))),
    ctx.db.select({ domain: provedDomain.domain }).from(provedDomain).where(eq(provedDomain.teamId, ctx.team.id)),
  ]);
  const named = new Set(wanted.flatMap(domainsOf));
  const free = new Set([...proved.map(({ domain }) => domain), ...[...named].filter(isOwnMachine)]);
  const touched = present.filter((load) => domainsOf(load).some((domain) => named.has(domain)));
  const excess = excessOf([...touched, ...wanted], free);
  if (excess !== null) throw new AppError("invalid", excessText(excess), "intervalSeconds");
  for (const domain of named) if (!free.has(domain)) await requireTotal(ctx, domain, wanted, changed);
}

/** What all teams together aim at a domain. @throws AppError `invalid` */
async function requireTotal(ctx: Ctx, domain: string, wanted: readonly Load[], changed: string | null): Promise<void> {
  const rows = await readAcrossTeams<{ rate: number }>(
    ctx.db,
    sql`select coalesce(sum((case when every_region then jsonb_array_length(regions) else 1 end)::float8 / interval_seconds), 0)::float8 as rate
      from ${monitor} where domains @> ${JSON.stringify([domain])}::jsonb and id <> ${changed ?? ""}`,
  );
  const added = wanted.filter((load) => domainsOf(load).includes(domain)).reduce((sum, load) => sum + rateOf(load), 0);
  if ((rows[0]?.rate ?? 0) + added > TOTAL_RATE)
    throw new AppError(
      "invalid",
      `${domain} is checked by so many teams already that it would be a burden. Prove that it is yours under Settings → Domains.`,
      "intervalSeconds",
    );
}
