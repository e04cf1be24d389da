import type { SampleResult } from "@nightbell/shared/stats/sample";
import type { SeriesRpc } from "@nightbell/shared/stats/series-query";
import type { Caller, TeamRpc } from "@nightbell/shared/team/rpc";
import { MINUTE } from "@nightbell/shared/time";

/** What a team's checks came to, by its own count: asked for within [from, until), epoch ms. */
export type CountsOrder = { route: string; caller: Caller; from: number; until: number };
export type Counts = {
  results: Record<SampleResult, number>;
  /** How many monitors show each status. */
  statuses: Record<string, number>;
  /** Ids of those that are down. */
  down: string[];
};

/** @throws Error when the team refuses the caller */
export async function countsOf(
  team: Pick<TeamRpc, "overview"> & SeriesRpc,
  { caller, from, until }: CountsOrder,
): Promise<Counts> {
  const series = await team.series(caller, { monitor: null, from, until, step: MINUTE });
  const overview = await team.overview(caller);
  if (!series.ok || !overview.ok) throw new Error("the team does not know its owner");
  const counts: Counts = { results: { pass: 0, slow: 0, fail: 0, void: 0, missed: 0 }, statuses: {}, down: [] };
  for (const { regions } of series.value.rollups)
    for (const region of Object.values(regions))
      for (const result of ["pass", "slow", "fail", "void", "missed"] as const)
        counts.results[result] += region[result];
  for (const { id, status } of overview.value.monitors) {
    counts.statuses[status] = (counts.statuses[status] ?? 0) + 1;
    if (status === "down") counts.down.push(id);
  }
  return counts;
}
