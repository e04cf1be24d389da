import { eq, sql, type SQL } from "drizzle-orm";
import * as z from "zod";
import { heartbeatInput, type HeartbeatInput, type HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { planOf } from "@nightbell/shared/plans";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { insertHeartbeat } from "../../db/insert-heartbeat.ts";
import { heartbeat } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { requireAlerting } from "../alerting.ts";
import { commitAll, isStill } from "../commit.ts";
import { defined } from "../input.ts";
import { PlanLimitError } from "../plan-limit.ts";
import { requireChannels, requireSchedule, slugOf } from "./input.ts";
import { newHeartbeat } from "./new-heartbeat.ts";

/** Up to 100 heartbeats at once, as a crontab's import makes them. */
export const batchInput = z.strictObject({ heartbeats: z.array(heartbeatInput).min(1).max(100) });

/** Creates a heartbeat and gives its id and where to ping. */
export async function createHeartbeat({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: HeartbeatInput;
}): Promise<{ id: string; pingUrl: string }> {
  authorise(ctx, "operate");
  const settings = settingsOf(ctx, input, "schedule");
  await requireChannels(ctx, input.channels);
  await requireAlerting(ctx, [settings], null);
  await insertHeartbeats(ctx, [settings]);
  return { id: settings.id, pingUrl: `${ctx.settings.PING_BASE}/${settings.pingId}` };
}

/** Creates all of the heartbeats or none. @returns their ids, in order */
export async function createHeartbeats({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof batchInput>;
}): Promise<{ ids: string[] }> {
  authorise(ctx, "operate");
  const all = input.heartbeats.map((one, i) => settingsOf(ctx, one, `heartbeats.${i}.schedule`));
  await requireChannels(ctx, [...new Set(all.flatMap(({ channels }) => channels))]);
  await requireAlerting(ctx, all, null);
  await insertHeartbeats(ctx, all);
  return { ids: all.map(({ id }) => id) };
}

function settingsOf(ctx: Ctx, input: HeartbeatInput, field: string): HeartbeatSettings {
  requireSchedule(input.schedule, field);
  return newHeartbeat(ctx, { slug: slugOf(input.name), ...defined(input) });
}

/**
 * Commits new heartbeats, all or none. The caller has authorised.
 * @param ifVersion only while the team's configuration is still this version
 * @returns false when it is not, and nothing was made
 * @throws PlanLimitError when the plan does not cover them all
 */
export async function insertHeartbeats(
  ctx: Ctx,
  all: readonly HeartbeatSettings[],
  ifVersion: number | null = null,
): Promise<boolean> {
  const plan = planOf();
  const [first] = all;
  const changes = all.map((settings) => ({
    statement: insertHeartbeat(
      ctx.team.id,
      settings,
      settings === first
        ? sql`${isRoomFor(ctx.team.id, all.length, plan.heartbeats)} and ${isStill(ctx, ifVersion)}`
        : isThere(first),
    ),
    action: "heartbeat.create",
    data: auditedOf(settings),
  }));
  const created = await commitAll(ctx, changes, ifVersion);
  if (created.every((id) => id !== null)) return true;
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select({ used: sql<number>`count(*)::int` })
      .from(heartbeat)
      .where(eq(heartbeat.teamId, ctx.team.id)),
  ]);
  if (ifVersion !== null && (rows[0]?.used ?? 0) + all.length <= plan.heartbeats) return false;
  throw new PlanLimitError("heartbeats", { limit: plan.heartbeats, used: rows[0]?.used ?? 0, plan: plan.name });
}

/** Judged for all by the first statement, as a team's changes come one by one: the others follow it. */
const isRoomFor = (team: string, more: number, limit: number): SQL =>
  sql`(select count(*) from ${heartbeat} present where present.team_id = ${team}) + ${more}::int <= ${limit}::int`;

const isThere = (first: HeartbeatSettings | undefined): SQL =>
  sql`exists (select 1 from ${heartbeat} present where present.id = ${first?.id ?? ""})`;

/** What the audit log says: who can ping it is nobody's business there. */
const auditedOf = ({ id: _, pingId: _pingId, badgeId: _badgeId, createdAt: _at, ...input }: HeartbeatSettings) => input;
