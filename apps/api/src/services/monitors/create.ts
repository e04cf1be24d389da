import { eq, sql, type SQL } from "drizzle-orm";
import * as z from "zod";
import { domainsOf } from "@nightbell/shared/check/target-limits";
import { newMonitor, type NewMonitor } from "@nightbell/shared/check/settings";
import { planOf } from "@nightbell/shared/plans";
import { authorise } from "../../auth/access.ts";
import { mintId, type Ctx } from "../../context.ts";
import { monitor } from "../../db/schema/configuration.ts";
import { insertIf } from "../../db/insert-if.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { requireAlerting } from "../alerting.ts";
import { commitAll } from "../commit.ts";
import { PlanLimitError } from "../plan-limit.ts";
import { requireCheck } from "./check.ts";
import { requireLimits } from "./limits.ts";
import { requirePlan } from "./plan.ts";
import { requireRegions } from "./regions.ts";
import { requireRegistry } from "./registry.ts";
import { requireSecrets, sealed } from "./secrets.ts";

/** Up to 50 monitors at once, as a pasted list or a sitemap makes them. */
export const monitorBatch = z.strictObject({ monitors: z.array(newMonitor).min(1).max(50) });

type Values = typeof monitor.$inferInsert;

/** Creates a monitor and gives its id. */
export async function createMonitor({ ctx, input }: { ctx: Ctx; input: NewMonitor }): Promise<{ id: string }> {
  authorise(ctx, "operate");
  const values = await valuesOf(ctx, input, "");
  await requireLimits(ctx, [input], null);
  await requireAlerting(ctx, [input], null);
  await insertMonitors(ctx, [values]);
  return { id: values.id };
}

/** Creates all of the monitors or none. @returns their ids, in order */
export async function createMonitors({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof monitorBatch>;
}): Promise<{ ids: string[] }> {
  authorise(ctx, "operate");
  const all = await Promise.all(input.monitors.map((one, i) => valuesOf(ctx, one, `monitors.${i}.`)));
  await requireLimits(ctx, input.monitors, null);
  await requireAlerting(ctx, input.monitors, null);
  await insertMonitors(ctx, all);
  return { ids: all.map(({ id }) => id) };
}

async function valuesOf(ctx: Ctx, { secrets, ...input }: NewMonitor, field: string): Promise<Values> {
  requirePlan(input);
  const check = requireCheck(ctx, input, field);
  await requireRegions(ctx, input.regions);
  await requireRegistry(ctx, check, field);
  const id = mintId("mon", ctx.now);
  const closed = await sealed(ctx, id, {}, secrets);
  requireSecrets(check, input.network, closed);
  return {
    ...input,
    check,
    domains: domainsOf(input),
    secrets: closed,
    revision: 1,
    id,
    teamId: ctx.team.id,
    createdAt: new Date(ctx.now),
  };
}

async function insertMonitors(ctx: Ctx, all: readonly Values[]): Promise<void> {
  const plan = planOf();
  const [first] = all;
  const changes = all.map((values) => ({
    statement: insertIf(monitor, values, values === first ? isRoomFor(ctx, all.length, plan.monitors) : isThere(first)),
    action: "monitor.create",
    data: auditedOf(values),
  }));
  const made = await commitAll(ctx, changes);
  if (made.every((id) => id !== null)) return;
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select({ used: sql<number>`count(*)::int` })
      .from(monitor)
      .where(eq(monitor.teamId, ctx.team.id)),
  ]);
  throw new PlanLimitError("monitors", { limit: plan.monitors, used: rows[0]?.used ?? 0, plan: plan.name });
}

const isRoomFor = (ctx: Ctx, more: number, limit: number): SQL =>
  sql`(select count(*) from ${monitor} present where present.team_id = ${ctx.team.id}) + ${more}::int <= ${limit}::int`;

const isThere = (first: Values | undefined): SQL =>
  sql`exists (select 1 from ${monitor} present where present.id = ${first?.id ?? ""})`;

/** What the audit log says: the settings, and of the secrets their names. */
const auditedOf = ({
  id: _,
  teamId: _team,
  createdAt: _at,
  domains: _domains,
  revision: _revision,
  secrets,
  ...input
}: Values): unknown => ({
  ...input,
  secrets: Object.keys(secrets ?? {}),
});
