import { and, eq, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import type { Route } from "@nightbell/shared/ids";
import { mintId, teamObject, type Base, type Ctx } from "../context.ts";
import { audited, type AuditEntry } from "../db/audit.ts";
import { team } from "../db/schema/team.ts";
import { teamBatch } from "../db/team-batch.ts";
import { loadTeamConfig } from "../db/team-config.ts";
import { NOT_FOUND } from "../http/errors.ts";
import { logLine } from "../http/log.ts";

/** A change to a team's configuration: an insert, update or delete that returns `id`, and what the audit log says. */
export type Change = { statement: SQLWrapper; action: string; data: unknown };

/** The audit row of a change made now. */
export const auditEntry = (
  base: Base,
  teamId: string,
  actor: string,
  change: Omit<Change, "statement">,
): AuditEntry => ({
  id: mintId("aud", base.now),
  teamId,
  at: base.now,
  actor,
  action: change.action,
  data: change.data,
  requestId: base.requestId,
  ip: base.ip,
});

/**
 * Raises the version of a team's configuration. As it locks the team's row, changes of one team come one by one.
 * @param ifVersion only from this version
 */
export const bumpVersion = (base: Base, teamId: string, ifVersion: number | null = null) =>
  base.db
    .update(team)
    .set({ configVersion: sql`${team.configVersion} + 1` })
    .where(and(eq(team.id, teamId), ifVersion === null ? undefined : eq(team.configVersion, ifVersion)));

/**
 * For the statements of a batch that began with {@link bumpVersion}: true if that raised the version from `ifVersion`,
 * so nobody has written since it was read. It is this very transaction that wrote the row as it is now.
 */
export const isStill = (ctx: Ctx, ifVersion: number | null): SQL =>
  ifVersion === null
    ? sql`true`
    : sql`exists (select 1 from ${team} mine where mine.id = ${ctx.team.id}
        and mine.config_version = ${ifVersion + 1}::int and mine.xmin = pg_current_xact_id()::xid)`;

/**
 * Gives the newest configuration to the team's object. Failing is logged only: the change is committed,
 * and the object asks for a newer version by itself (design §2, "Configuration").
 */
export async function handOver(base: Base, target: { id: string; route: Route }): Promise<void> {
  try {
    await teamObject(base.env, target.route).configure(await loadTeamConfig(base.db, target.id));
  } catch (error) {
    logLine({
      level: "warn",
      requestId: base.requestId,
      team: target.id,
      event: "hand_over_failed",
      error: String(error),
    });
  }
}

/**
 * Writes changes, their audit rows and the new version in one batch, then hands the configuration to the Team object.
 * @param ctx whose team changes
 * @param changes each must touch at most one row
 * @param ifVersion for changes that hold {@link isStill}: the version that they start from
 * @returns the ids of the changed rows, in order; null where nothing was changed
 */
export async function commitAll(
  ctx: Ctx,
  changes: readonly Change[],
  ifVersion: number | null = null,
): Promise<(string | null)[]> {
  const [, ...written] = await teamBatch(ctx.db, ctx.team.id, [
    bumpVersion(ctx, ctx.team.id, ifVersion),
    ...changes.map((change) => audited(ctx.db, change.statement, auditEntry(ctx, ctx.team.id, ctx.user.id, change))),
  ]);
  const subjects = written.map(({ rows }) => rows[0]?.subject ?? null);
  if (subjects.some((subject) => subject !== null)) await handOver(ctx, ctx.team);
  return subjects;
}

/**
 * Writes one change as {@link commitAll} does.
 * @returns the id of the changed row
 * @throws AppError `not_found` when nothing was changed
 */
export async function commit(ctx: Ctx, change: Change): Promise<string> {
  const [subject] = await commitAll(ctx, [change]);
  if (subject === undefined || subject === null) throw new AppError("not_found", NOT_FOUND);
  return subject;
}
