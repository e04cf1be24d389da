import { and, eq, sql } from "drizzle-orm";
import * as z from "zod";
import type { ProbeId } from "@nightbell/shared/check/region";
import { AppError } from "@nightbell/shared/errors";
import { newProbeKey } from "@nightbell/shared/probe/key";
import { authorise } from "../../auth/access.ts";
import { mintId, randomBytes, type Ctx } from "../../context.ts";
import { monitor, probe } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { hashOfKey } from "../api-keys/hash.ts";
import { commit } from "../commit.ts";

/** Probes of a team's own: spec "checks" §6. */

export const probeInput = z.strictObject({ name: z.string().trim().min(1, "give it a name").max(100) });
export type ProbeInput = z.infer<typeof probeInput>;

const MOST_PROBES = 20;

/** Registers a probe. `key` is what it shows us; nobody can show it again. */
export async function registerProbe({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ProbeInput;
}): Promise<{ id: string; key: string }> {
  authorise(ctx, "administer");
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select({ used: sql<number>`count(*)::int` })
      .from(probe)
      .where(eq(probe.teamId, ctx.team.id)),
  ]);
  if ((rows[0]?.used ?? 0) >= MOST_PROBES)
    throw new AppError("conflict", `A team has at most ${MOST_PROBES} probes. Retire one first.`);
  const key = newProbeKey(ctx.team.route, randomBytes(32));
  const id = mintId("prb", ctx.now) as ProbeId;
  const values = { ...input, id, keyHash: await hashOfKey(key), teamId: ctx.team.id, createdAt: new Date(ctx.now) };
  await commit(ctx, {
    statement: ctx.db.insert(probe).values(values).returning({ id: probe.id }),
    action: "probe.register",
    data: input,
  });
  return { id, key };
}

/** Gives a probe another name. */
export async function renameProbe({ ctx, id, input }: { ctx: Ctx; id: string; input: ProbeInput }): Promise<void> {
  authorise(ctx, "administer");
  await commit(ctx, {
    statement: ctx.db.update(probe).set(input).where(isProbe(ctx, id)).returning({ id: probe.id }),
    action: "probe.rename",
    data: input,
  });
}

/**
 * Retires a probe: its key is worth nothing from now on.
 * @throws AppError `conflict` while monitors are checked by it, for they would be watched by nobody
 */
export async function retireProbe({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "administer");
  const [users] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select({ name: monitor.name })
      .from(monitor)
      .where(and(eq(monitor.teamId, ctx.team.id), sql`${monitor.regions} ? ${id}`))
      .limit(4),
  ]);
  if (users.length > 0)
    throw new AppError(
      "conflict",
      `It still checks ${users.map(({ name }) => name).join(", ")}. Move or delete these monitors first.`,
    );
  await commit(ctx, {
    statement: ctx.db.delete(probe).where(isProbe(ctx, id)).returning({ id: probe.id }),
    action: "probe.retire",
    data: {},
  });
}

const isProbe = (ctx: Ctx, id: string) => and(eq(probe.teamId, ctx.team.id), eq(probe.id, id as ProbeId));
