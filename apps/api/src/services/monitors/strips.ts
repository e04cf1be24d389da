import { Histogram } from "@nightbell/shared/stats/histogram";
import { startOf } from "@nightbell/shared/stats/range";
import { mergeCounts, type Rollup } from "@nightbell/shared/stats/rollup";
import { addSeconds, shownStateOf } from "@nightbell/shared/stats/series-state";
import { uptimeOf } from "@nightbell/shared/stats/uptime";
import { HOUR, type Instant } from "@nightbell/shared/time";
import type { MonitorStrips } from "@nightbell/shared/views/series-views";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { loadStrips, type StripRow } from "../../db/series.ts";
import { unrecordedHours } from "./series.ts";

const HOURS_SHOWN = 24;

type Hour = StripRow["hours"][number];

/**
 * The last 24 hours of all monitors, for lists: one statement, however many there are.
 * @throws AppError `unavailable` when the record cannot be reached
 */
export async function monitorStrips({ ctx }: { ctx: Ctx }): Promise<MonitorStrips> {
  authorise(ctx, "read");
  const tail = await unrecordedHours(ctx, null);
  const from = startOf(tail.now, HOUR) - (HOURS_SHOWN - 1) * HOUR;
  const recorded = await loadStrips(ctx.db, ctx.team.id, from);
  const byMonitor = new Map(recorded.map(({ monitor, hours }) => [monitor, hours]));
  for (const [monitor, fresh] of Map.groupBy(tail.rollups, (rollup) => rollup.monitor))
    byMonitor.set(monitor, [...(byMonitor.get(monitor) ?? []), ...fresh.map(hourOf)]);
  return {
    from: new Date(from).toISOString(),
    strips: Object.fromEntries([...byMonitor].map(([monitor, hours]) => [monitor, stripOf(hours, from)])),
  };
}

const hourOf = ({ start, seconds, regions }: Rollup): Hour => ({
  start,
  seconds,
  histogram: mergeCounts(Object.values(regions)).histogram,
});

/** @param hours later ones of the same hour take the place of earlier ones */
function stripOf(hours: readonly Hour[], from: Instant): MonitorStrips["strips"][string] {
  const byStart = new Map(hours.filter(({ start }) => start >= from).map((hour) => [hour.start, hour]));
  const kept = [...byStart.values()];
  const latencies = Histogram.of(...kept.map(({ histogram }) => histogram));
  const { percent, downSeconds } = uptimeOf(addSeconds(...kept.map(({ seconds }) => seconds)));
  return {
    hours: Array.from({ length: HOURS_SHOWN }, (_, index) =>
      shownStateOf(byStart.get(from + index * HOUR)?.seconds ?? {}),
    ),
    p50: latencies.percentile(0.5),
    p95: latencies.percentile(0.95),
    uptime: percent,
    downSeconds,
  };
}
