import * as z from "zod";
import { planOf } from "@nightbell/shared/plans";
import { seriesOf } from "@nightbell/shared/stats/figures";
import { coarsestFit, startOf, type SeriesRange } from "@nightbell/shared/stats/range";
import { mergeRollups, type Rollup } from "@nightbell/shared/stats/rollup";
import type { SeriesAnswer, SeriesQuery } from "@nightbell/shared/stats/series-query";
import { DAY, HOUR } from "@nightbell/shared/time";
import type { MonitorSeries } from "@nightbell/shared/views/series-views";
import { authorise } from "../../auth/access.ts";
import { callerOf, teamObject, type Ctx } from "../../context.ts";
import { loadRollups } from "../../db/series.ts";
import { valueOf } from "../../http/answer.ts";

/** Which time a chart is to show; `until` defaults to now. */
export const seriesInput = z
  .strictObject({ from: z.iso.datetime(), until: z.iso.datetime().optional() })
  .refine(({ from, until }) => until === undefined || Date.parse(from) < Date.parse(until), {
    path: ["until"],
    error: "it must be after from",
  });
export type SeriesInput = z.infer<typeof seriesInput>;

/**
 * Response times of a monitor over any range, by region and together, as fine as the range allows: up to 2 h from the
 * Team's samples, which needs no record; up to 31 d by hour; beyond by day.
 * @throws AppError `not_found` for a monitor that is not the team's, `unavailable` when the record cannot be reached
 */
export async function monitorSeries({
  ctx,
  id,
  input,
}: {
  ctx: Ctx;
  id: string;
  input: SeriesInput;
}): Promise<MonitorSeries> {
  const tail = await unrecordedHours(ctx, id);
  const from = Date.parse(input.from);
  const until = input.until === undefined ? tail.now : Date.parse(input.until);
  const range = coarsestFit({ from, until }, planOf().retention, tail.now);
  const { all, regions } = seriesOf(await rollupsOf(ctx, id, range, tail));
  const iso = (at: number): string => new Date(at).toISOString();
  const dated = ({ total, points }: typeof all) => ({
    total,
    points: points.map((point) => ({ ...point, at: iso(point.at) })),
  });
  return {
    from: iso(range.from),
    until: iso(range.until),
    source: range.source,
    stepSeconds: range.step / 1_000,
    all: dated(all),
    regions: Object.fromEntries(Object.entries(regions).map(([region, line]) => [region, dated(line)])),
  };
}

/** The hours that the record does not have yet, the running one included, of one monitor or (null) of all. */
export const unrecordedHours = (ctx: Ctx, monitor: string | null): Promise<SeriesAnswer> =>
  askTeam(ctx, { monitor, from: null, until: null, step: HOUR });

async function askTeam(ctx: Ctx, query: SeriesQuery): Promise<SeriesAnswer> {
  return valueOf(await teamObject(ctx.env, ctx.team.route).series(callerOf(ctx), query));
}

async function rollupsOf(
  ctx: Ctx,
  monitor: string,
  { source, from, until, step }: SeriesRange,
  tail: SeriesAnswer,
): Promise<Rollup[]> {
  if (source === "samples") return (await askTeam(ctx, { monitor, from, until, step })).rollups;
  authorise(ctx, "read");
  const range = { monitors: [monitor], from, until };
  const fresh = tail.rollups.filter(({ start }) => start >= from && start < until);
  if (source === "hours") return overlaid(await loadRollups(ctx.db, ctx.team.id, "hours", range), fresh);
  // The record has a day once it is over; until then its hours speak.
  const openDay = startOf(tail.recorded, DAY);
  const [days, hours] = await Promise.all([
    loadRollups(ctx.db, ctx.team.id, "days", { ...range, until: Math.min(until, openDay) }),
    loadRollups(ctx.db, ctx.team.id, "hours", { ...range, from: Math.max(from, openDay) }),
  ]);
  const open = Map.groupBy(overlaid(hours, fresh), ({ start }) => startOf(start, DAY));
  return overlaid(
    days,
    [...open].map(([day, own]) => mergeRollups(monitor, day, own)),
  );
}

/** What is newer takes the place of what is there of the same stretch; in order of time. */
function overlaid(recorded: readonly Rollup[], fresh: readonly Rollup[]): Rollup[] {
  const byStart = new Map([...recorded, ...fresh].map((rollup) => [rollup.start, rollup]));
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}
