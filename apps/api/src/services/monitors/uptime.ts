import { startOf } from "@nightbell/shared/stats/range";
import { addSeconds, shownStateOf, type StateSeconds } from "@nightbell/shared/stats/series-state";
import { uptimeOf, uptimeText } from "@nightbell/shared/stats/uptime";
import { DAY, HOUR, type Instant } from "@nightbell/shared/time";
import type { MonitorUptime, UptimeView } from "@nightbell/shared/views/series-views";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { loadSeconds } from "../../db/series.ts";
import { unrecordedHours } from "./series.ts";

const DAYS_SHOWN = 90;

/**
 * How available a monitor was over the last day, week, month and 90 days, and on each of these.
 * @throws AppError `not_found` for a monitor that is not the team's, `unavailable` when the record cannot be reached
 */
export async function monitorUptime({ ctx, id }: { ctx: Ctx; id: string }): Promise<MonitorUptime> {
  authorise(ctx, "read");
  const tail = await unrecordedHours(ctx, id);
  const [thisHour, today] = [startOf(tail.now, HOUR), startOf(tail.now, DAY)];
  const daysFrom = today - (DAYS_SHOWN - 1) * DAY;
  const record = await loadSeconds(ctx.db, ctx.team.id, id, { hoursFrom: thisHour + HOUR - 30 * DAY, daysFrom });
  const hours = new Map([...record.hours, ...tail.rollups].map(({ start, seconds }) => [start, seconds]));
  const days = daysOf(new Map(record.days.map(({ start, seconds }) => [start, seconds])), hours, tail.recorded);
  const bars = Array.from({ length: DAYS_SHOWN }, (_, index) => daysFrom + index * DAY).map((day) => ({
    day: new Date(day).toISOString().slice(0, 10),
    state: shownStateOf(days.get(day) ?? {}),
    ...uptimeView(days.get(day) ?? {}),
  }));
  const lastHours = (count: number): UptimeView => uptimeView(sumSince(hours, thisHour - (count - 1) * HOUR));
  return {
    windows: {
      "24h": lastHours(24),
      "7d": lastHours(7 * 24),
      "30d": lastHours(30 * 24),
      "90d": uptimeView(sumSince(days, daysFrom)),
    },
    days: bars,
  };
}

type ByStart = Map<Instant, StateSeconds>;

/** The record has a day once it is over; until then its hours speak. */
function daysOf(days: ByStart, hours: ByStart, recorded: Instant): ByStart {
  const open = Map.groupBy(
    [...hours].filter(([start]) => start >= startOf(recorded, DAY)),
    ([start]) => startOf(start, DAY),
  );
  return new Map([
    ...days,
    ...[...open].map(([day, own]) => [day, addSeconds(...own.map(([, seconds]) => seconds))] as const),
  ]);
}

const sumSince = (stretches: ByStart, from: Instant): StateSeconds =>
  addSeconds(...[...stretches].filter(([start]) => start >= from).map(([, seconds]) => seconds));

function uptimeView(seconds: StateSeconds): UptimeView {
  const uptime = uptimeOf(seconds);
  return { ...uptime, seconds, text: uptimeText(uptime) };
}
