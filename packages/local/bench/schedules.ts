import {
  slowestSchedules,
  someExpressions,
  type ScheduleCost,
} from "@nightbell/shared/heartbeat/schedule-fuzz.testing";
import { percentile, round, table } from "./table.ts";

const COUNT = 100_000;
/** So many of the slowest are timed again. Each is read anew; only the clock of the zone is known by then. */
const AGAIN = 500;
const TIMES = 5;

const timed = (expressions: string[]): ScheduleCost[] => slowestSchedules(expressions, () => performance.now());

/** What reading a schedule and asking for its slots costs, over many random expressions. Prints. */
export function benchSchedules(say: (line: string) => void): void {
  const seed = Date.now() % 1_000_000;
  say(`${COUNT.toLocaleString("en")} expressions, half of them junk, seed ${seed} …`);
  const costs = timed(someExpressions(COUNT, seed));
  const again = bestOf(costs.slice(0, AGAIN).map(({ expression }) => expression));
  const rows = [
    row("all", costs),
    row(
      "valid ones",
      costs.filter(({ valid }) => valid),
    ),
    row(`the slowest, best of ${TIMES}`, again),
  ];
  say(`\n${table(["", "count", "p50 ms", "p99 ms", "p99.9 ms", "max ms"], rows)}`);
  const slowest = again.slice(0, 3).map(({ expression, cost }) => `${JSON.stringify(expression)} ${round(cost)} ms`);
  say(`\nThe slowest: ${slowest.join("; ")}`);
}

/** The least that each took: what the machine did beside it counts no more. Dearest first. */
function bestOf(expressions: string[]): ScheduleCost[] {
  const best = new Map<string, ScheduleCost>();
  for (let i = 0; i < TIMES; i++) {
    for (const found of timed(expressions)) {
      if (found.cost < (best.get(found.expression)?.cost ?? Infinity)) best.set(found.expression, found);
    }
  }
  return [...best.values()].sort((a, b) => b.cost - a.cost);
}

function row(name: string, costs: ScheduleCost[]): string[] {
  const sorted = costs.map(({ cost }) => cost).toReversed();
  const numbers = [0.5, 0.99, 0.999, 1].map((share) => round(percentile(sorted, share)));
  return [name, sorted.length.toLocaleString("en"), ...numbers];
}
