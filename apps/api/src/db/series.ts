import { and, asc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { Histogram } from "@nightbell/shared/stats/histogram";
import { mergeCounts, type RegionCounts, type Rollup } from "@nightbell/shared/stats/rollup";
import type { StateSeconds } from "@nightbell/shared/stats/series-state";
import type { Instant } from "@nightbell/shared/time";
import type { Db } from "./client.ts";
import { checkDay, checkHour, type StoredCounts } from "./schema/series.ts";
import { teamBatch } from "./team-batch.ts";

/** Rollups of checks in the record. Every function throws AppError `unavailable` when the record cannot be reached. */

const TABLES = { hours: checkHour, days: checkDay };
export type RollupTable = keyof typeof TABLES;

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** Writes rollups of a team, whole: a row that is there already is replaced. */
export async function upsertRollups(
  db: Db,
  teamId: string,
  into: RollupTable,
  rollups: readonly Rollup[],
): Promise<void> {
  const table = TABLES[into];
  const rows = JSON.stringify(rollups.map(storedOf));
  await teamBatch(db, teamId, [
    db.execute(sql`
      insert into ${table} (team_id, monitor_id, start, seconds, regions, sum_ms, min_ms, max_ms, histogram)
      select ${teamId}, monitor, to_timestamp(start / 1000.0), seconds, regions, sum, min, max, histogram
      from jsonb_to_recordset(${rows}::jsonb) as r (monitor text, start double precision, seconds jsonb, regions jsonb,
        sum double precision, min double precision, max double precision, histogram text)
      on conflict (team_id, monitor_id, start) do update set seconds = excluded.seconds, regions = excluded.regions,
        sum_ms = excluded.sum_ms, min_ms = excluded.min_ms, max_ms = excluded.max_ms, histogram = excluded.histogram`),
  ]);
}

function storedOf({ monitor, start, seconds, regions }: Rollup) {
  const { histogram } = mergeCounts(Object.values(regions));
  const { sum, min, max } = Histogram.of(histogram);
  const stored = mapValues(regions, (counts): StoredCounts => ({ ...counts, histogram: base64(counts.histogram) }));
  return { monitor, start, seconds, regions: stored, sum, min, max, histogram: base64(histogram) };
}

/** The rollups of some monitors that began within [from, until), by monitor and start. */
export async function loadRollups(
  db: Db,
  teamId: string,
  table: RollupTable,
  { monitors, from, until }: { monitors: readonly string[]; from: Instant; until: Instant },
): Promise<Rollup[]> {
  const { monitorId, start, seconds, regions, ...columns } = TABLES[table];
  const [rows] = await teamBatch(db, teamId, [
    db
      .select({ monitorId, start, seconds, regions })
      .from(TABLES[table])
      .where(
        and(
          eq(columns.teamId, teamId),
          inArray(monitorId, [...monitors]),
          gte(start, new Date(from)),
          lt(start, new Date(until)),
        ),
      )
      .orderBy(asc(monitorId), asc(start)),
  ]);
  return rows.map((row) => ({
    monitor: row.monitorId,
    start: row.start.getTime(),
    seconds: row.seconds,
    regions: mapValues(row.regions, (counts): RegionCounts => ({ ...counts, histogram: bytesOf(counts.histogram) })),
  }));
}

/** The monitors that have hours within [from, until). */
export async function monitorsWithHours(db: Db, teamId: string, from: Instant, until: Instant): Promise<string[]> {
  const [rows] = await teamBatch(db, teamId, [
    db
      .selectDistinct({ monitor: checkHour.monitorId })
      .from(checkHour)
      .where(
        and(eq(checkHour.teamId, teamId), gte(checkHour.start, new Date(from)), lt(checkHour.start, new Date(until))),
      ),
  ]);
  return rows.map(({ monitor }) => monitor);
}

/** How long a monitor was in each state, by hour since `hoursFrom` and by day since `daysFrom`; oldest first. */
export async function loadSeconds(
  db: Db,
  teamId: string,
  monitor: string,
  { hoursFrom, daysFrom }: { hoursFrom: Instant; daysFrom: Instant },
): Promise<Record<RollupTable, { start: Instant; seconds: StateSeconds }[]>> {
  const select = (table: RollupTable, from: Instant) => {
    const { teamId: ofTeam, monitorId, start, seconds } = TABLES[table];
    return db
      .select({ start, seconds })
      .from(TABLES[table])
      .where(and(eq(ofTeam, teamId), eq(monitorId, monitor), gte(start, new Date(from))))
      .orderBy(asc(start));
  };
  const [hours, days] = await teamBatch(db, teamId, [select("hours", hoursFrom), select("days", daysFrom)]);
  const read = (rows: typeof hours) => rows.map(({ start, seconds }) => ({ start: start.getTime(), seconds }));
  return { hours: read(hours), days: read(days) };
}

/** One monitor's hours, as lists show them. */
export type StripRow = {
  monitor: string;
  hours: { start: Instant; seconds: StateSeconds; histogram: Uint8Array }[];
};

/** The hours since `from` of all monitors of a team, a row a monitor: one statement for a list of a thousand. */
export async function loadStrips(db: Db, teamId: string, from: Instant): Promise<StripRow[]> {
  type Row = { monitor: string; starts: string; seconds: StateSeconds[]; histograms: string };
  const [{ rows }] = await teamBatch(db, teamId, [
    db.execute<Row>(sql`
      select monitor_id as monitor, string_agg((extract(epoch from start) * 1000)::bigint::text, ',' order by start) as starts,
        jsonb_agg(seconds order by start) as seconds, string_agg(histogram, ',' order by start) as histograms
      from ${checkHour} where team_id = ${teamId} and start >= ${new Date(from).toISOString()}::timestamptz
      group by monitor_id`),
  ]);
  return rows.map(({ monitor, starts, seconds, histograms }) => {
    const packed = histograms.split(",");
    const hours = starts.split(",").map((start, index) => ({
      start: Number(start),
      seconds: seconds[index] ?? {},
      histogram: bytesOf(packed[index] ?? ""),
    }));
    return { monitor, hours };
  });
}

/** Deletes what began before these instants: the plan keeps it no longer. */
export async function deleteRollups(db: Db, teamId: string, before: Record<RollupTable, Instant>): Promise<void> {
  const remove = (table: RollupTable) =>
    db
      .delete(TABLES[table])
      .where(and(eq(TABLES[table].teamId, teamId), lt(TABLES[table].start, new Date(before[table]))));
  await teamBatch(db, teamId, [remove("hours"), remove("days")]);
}

const mapValues = <V, W>(record: Record<string, V>, change: (value: V) => W): Record<string, W> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
