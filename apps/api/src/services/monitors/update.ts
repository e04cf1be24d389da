import { and, eq, sql } from "drizzle-orm";
import { domainsOf } from "@nightbell/shared/check/target-limits";
import { monitorInput } from "@nightbell/shared/check/settings";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { monitor } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import type { MonitorRow } from "../../db/team-config.ts";
import { NOT_FOUND } from "../../http/errors.ts";
import { requireAlerting } from "../alerting.ts";
import { commit } from "../commit.ts";
import { defined } from "../input.ts";
import { requireCheck } from "./check.ts";
import { isRevision, type MonitorPatch } from "./input.ts";
import { requireLimits } from "./limits.ts";
import { requirePlan } from "./plan.ts";
import { requireRegions } from "./regions.ts";
import { requireRegistry } from "./registry.ts";
import { keptSecrets, requireSecrets, sealed } from "./secrets.ts";

/**
 * Changes settings of a monitor; a new target, assertion or region makes results under way void. What must hold between
 * settings is judged of the whole, as it is after the patch.
 */
export async function updateMonitor({ ctx, id, input }: { ctx: Ctx; id: string; input: MonitorPatch }): Promise<void> {
  authorise(ctx, "operate");
  const before = await findMonitor(ctx, id);
  const { secrets: values = {}, ...patch } = defined(input);
  const after = whole(before, patch);
  requirePlan(after);
  const check = requireCheck(ctx, after, "");
  await requireRegions(ctx, after.regions);
  await requireAlerting(ctx, [patch], id);
  if (patch.check !== undefined) await requireRegistry(ctx, check, "");
  await requireLimits(ctx, [after], id);
  const kept = keptSecrets(before.check, check, before.secrets);
  const secrets = await sealed(ctx, id, kept, values);
  requireSecrets(check, after.network, secrets);
  const where = and(eq(monitor.teamId, ctx.team.id), eq(monitor.id, id), eq(monitor.revision, before.revision));
  await commit(ctx, {
    statement: ctx.db
      .update(monitor)
      .set({
        ...patch,
        ...(patch.check === undefined ? {} : { check }),
        secrets,
        domains: domainsOf(after),
        ...(isRevision(input) ? { revision: sql`${monitor.revision} + 1` } : {}),
      })
      .where(where)
      .returning({ id: monitor.id }),
    action: "monitor.update",
    data: { ...patch, secrets: Object.keys(values) },
  });
}

async function findMonitor(ctx: Ctx, id: string): Promise<MonitorRow> {
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select()
      .from(monitor)
      .where(and(eq(monitor.teamId, ctx.team.id), eq(monitor.id, id))),
  ]);
  const [row] = rows;
  if (row === undefined) throw new AppError("not_found", NOT_FOUND);
  return row;
}

function whole(row: MonitorRow, patch: Omit<MonitorPatch, "secrets">) {
  const {
    id: _,
    teamId: _team,
    secrets: _secrets,
    domains: _domains,
    revision: _revision,
    createdAt: _at,
    ...settings
  } = row;
  const parsed = monitorInput.safeParse({ ...settings, ...patch });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError("invalid", issue?.message ?? "These settings do not go together.", issue?.path.join("."));
}
