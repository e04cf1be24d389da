import { and, eq } from "drizzle-orm";
import type { MaintenanceInput } from "@nightbell/shared/maintenance/settings";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import { mintId, type Ctx } from "../../context.ts";
import { heartbeat, maintenance, monitor } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { commit } from "../commit.ts";

/** Plans a maintenance window and gives its id. */
export async function createMaintenance({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: MaintenanceInput;
}): Promise<{ id: string }> {
  authorise(ctx, "operate");
  await requireThings(ctx, input);
  const values = { ...input, id: mintId("mnt", ctx.now), teamId: ctx.team.id, createdAt: new Date(ctx.now) };
  const id = await commit(ctx, {
    statement: ctx.db.insert(maintenance).values(values).returning({ id: maintenance.id }),
    action: "maintenance.create",
    data: input,
  });
  return { id };
}

/** Changes a window, as a whole. One that runs takes its new end at once. */
export async function updateMaintenance({
  ctx,
  id,
  input,
}: {
  ctx: Ctx;
  id: string;
  input: MaintenanceInput;
}): Promise<void> {
  authorise(ctx, "operate");
  await requireThings(ctx, input);
  const where = and(eq(maintenance.teamId, ctx.team.id), eq(maintenance.id, id));
  await commit(ctx, {
    statement: ctx.db.update(maintenance).set(input).where(where).returning({ id: maintenance.id }),
    action: "maintenance.update",
    data: input,
  });
}

/** Deletes a window; if it runs, it ends now. */
export async function removeMaintenance({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "operate");
  const where = and(eq(maintenance.teamId, ctx.team.id), eq(maintenance.id, id));
  await commit(ctx, {
    statement: ctx.db.delete(maintenance).where(where).returning({ id: maintenance.id }),
    action: "maintenance.delete",
    data: {},
  });
}

/** What it names must be there, and it must name something. @throws AppError `invalid` */
async function requireThings(ctx: Ctx, { monitors, heartbeats }: MaintenanceInput): Promise<void> {
  if (monitors?.length === 0 && heartbeats?.length === 0)
    throw new AppError("invalid", "Pick a monitor or a heartbeat, or all of them.", "monitors");
  const [ofMonitors, ofHeartbeats] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select({ id: monitor.id }).from(monitor).where(eq(monitor.teamId, ctx.team.id)),
    ctx.db.select({ id: heartbeat.id }).from(heartbeat).where(eq(heartbeat.teamId, ctx.team.id)),
  ]);
  requireKnown(monitors, ofMonitors, "monitors");
  requireKnown(heartbeats, ofHeartbeats, "heartbeats");
}

function requireKnown(wanted: string[] | null, rows: { id: string }[], what: "monitors" | "heartbeats"): void {
  const known = new Set(rows.map(({ id }) => id));
  if (!(wanted ?? []).every((id) => known.has(id)))
    throw new AppError("invalid", `One of these ${what} does not exist any more. Pick them again.`, what);
}
