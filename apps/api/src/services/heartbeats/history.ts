import { and, desc, eq, inArray, lt, sql, type SQL } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import type { Flip } from "@nightbell/shared/heartbeat/state";
import type { HistoryEvent } from "@nightbell/shared/team/rpc";
import type { RecentPing } from "@nightbell/shared/team/state";
import { authorise } from "../../auth/access.ts";
import { callerOf, teamObject, type Ctx } from "../../context.ts";
import { heartbeat } from "../../db/schema/configuration.ts";
import { event } from "../../db/schema/record.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { valueOf } from "../../http/answer.ts";
import { NOT_FOUND } from "../../http/errors.ts";

/** More flips than a heartbeat has in 93 days, unless something is very wrong with it. */
const FLIPS = 5_000;

/** What a ping of an older log did not say. */
const UNSAID = { host: null, note: null, clientAt: null, late: false, metrics: {} };

/** A heartbeat's pings, newest first, at most `limit`; only those before `before`, if given. */
export async function pingsOf({
  ctx,
  id,
  limit,
  before,
}: {
  ctx: Ctx;
  id: string;
  limit: number;
  before?: number | undefined;
}): Promise<RecentPing[]> {
  const upTo = before ?? Number.MAX_SAFE_INTEGER;
  const where = and(eq(event.kind, "heartbeat.pinged"), lt(event.seq, upTo));
  const events = await historyOf(ctx, id, where, limit);
  return events
    .filter(({ seq, kind }) => kind === "heartbeat.pinged" && seq < upTo)
    .slice(0, limit)
    .map(({ data, seq }) => ({ ...UNSAID, ...(data as { ping: RecentPing }).ping, seq }));
}

/** Where in the log the `n`th ping of a heartbeat is; null when it is not known. */
export async function seqOfPing({ ctx, id, n }: { ctx: Ctx; id: string; n: number }): Promise<number | null> {
  const where = and(eq(event.kind, "heartbeat.pinged"), sql`${event.data} -> 'ping' ->> 'n' = ${String(n)}`);
  const events = await historyOf(ctx, id, where, 1);
  const isIt = ({ data }: HistoryEvent) => (data as { ping?: RecentPing } | null)?.ping?.n === n;
  return events.find(isIt)?.seq ?? null;
}

/** A heartbeat's changes of status, newest first. */
export async function flipsOf({ ctx, id }: { ctx: Ctx; id: string }): Promise<Flip[]> {
  const kinds = ["heartbeat.pinged", "heartbeat.changed"];
  const where = and(inArray(event.kind, kinds), sql`${event.data} -> 'flips' -> 0 is not null`);
  const events = await historyOf(ctx, id, where, FLIPS);
  return events.flatMap(({ data }) => (data as { flips?: Flip[] } | null)?.flips?.toReversed() ?? []);
}

/**
 * The record's events about a heartbeat, and those that the Team object has not told it yet; newest first.
 * @throws AppError `not_found` for a heartbeat that is not the team's, `unavailable` when the record cannot be reached
 */
async function historyOf(ctx: Ctx, id: string, where: SQL | undefined, limit: number): Promise<HistoryEvent[]> {
  authorise(ctx, "read");
  // First what is not recorded: what is told to the record meanwhile is in both, and not in neither.
  const fresh = valueOf(await teamObject(ctx.env, ctx.team.route).unrecorded(callerOf(ctx), id));
  const [known, recorded] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select({ id: heartbeat.id })
      .from(heartbeat)
      .where(and(eq(heartbeat.teamId, ctx.team.id), eq(heartbeat.id, id))),
    ctx.db
      .select()
      .from(event)
      .where(and(eq(event.teamId, ctx.team.id), eq(event.subject, id), where))
      .orderBy(desc(event.seq))
      .limit(limit),
  ]);
  if (known.length === 0 && !fresh.some(({ kind }) => kind === "heartbeat.created"))
    throw new AppError("not_found", NOT_FOUND);
  const bySeq = new Map<number, HistoryEvent>();
  for (const { teamId: _, at, subject, ...row } of recorded)
    bySeq.set(row.seq, { ...row, at: at.getTime(), subject: subject ?? id });
  for (const one of fresh) bySeq.set(one.seq, one);
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq);
}
