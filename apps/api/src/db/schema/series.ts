import { doublePrecision, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { SampleResult } from "@nightbell/shared/stats/sample";
import type { StateSeconds } from "@nightbell/shared/stats/series-state";
import { instant, teamId, tenantPolicies } from "./columns.ts";
import { team } from "./team.ts";

/** What checks came to, by hour and by day: spec "checks" §8. Histograms are packed bytes in base 64. */

export type StoredCounts = Record<SampleResult, number> & { histogram: string };

/** (team, monitor, start) makes a repeat harmless. A monitor that is deleted leaves its rows behind until they are too old. */
const rollupTable = <const Name extends string>(name: Name) =>
  pgTable(
    name,
    {
      teamId: teamId().references(() => team.id),
      monitorId: text("monitor_id").notNull(),
      start: instant("start").notNull(),
      seconds: jsonb("seconds").$type<StateSeconds>().notNull(),
      regions: jsonb("regions").$type<Record<string, StoredCounts>>().notNull(),
      /** Of all regions together: what lists read without looking into `regions`. */
      sumMs: doublePrecision("sum_ms").notNull(),
      minMs: doublePrecision("min_ms"),
      maxMs: doublePrecision("max_ms"),
      histogram: text("histogram").notNull(),
    },
    (table) => [
      primaryKey({ name: `${name}_pk`, columns: [table.teamId, table.monitorId, table.start] }),
      // Lists and retention go by time, over all monitors of a team.
      index(`${name}_start`).on(table.teamId, table.start),
      ...tenantPolicies(name),
    ],
  );

export const checkHour = rollupTable("check_hour");
export const checkDay = rollupTable("check_day");
