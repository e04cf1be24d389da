import { setTimeout as sleep } from "node:timers/promises";
import { SECOND } from "@nightbell/shared/time";
import { largestIsolate } from "../checks/memory.ts";
import { usageOf } from "../checks/usage.ts";
import { percentile } from "../table.ts";
import type { PagingOrder } from "../workers/paging-order.ts";
import type { Workerd } from "../workerd.ts";
import { askDoor } from "../door.ts";
import type { Carrier } from "./carrier.ts";
import { pagedTeam, pingOf, type BenchTeam } from "./teams.ts";

/** From a heartbeat's deadline to the carrier's request, in ms, and what it took. */
export type Lateness = {
  pages: number;
  /** Requests that came once more: the answer to the first took too long. */
  repeated: number;
  p50: number;
  p99: number;
  max: number;
  /** CPU of the whole process per page, ms. */
  cpu: number;
  /** What the largest isolate held at the end, MB. */
  isolateMb: number;
  /** The most memory that the process ever had, MB. */
  peakMb: number;
};

export type Stack = { workerd: Workerd; carrier: Carrier };

const ask = ({ workerd }: Stack, asked: PagingOrder): Promise<unknown> => askDoor(workerd, asked);

/** So long before its deadline a heartbeat is left alone. */
const LEAD_MS = 300;
const PATIENCE_MS = 120 * SECOND;
/** Teams are made and asked so many at a time. */
const BATCH = 50;

async function measured(stack: Stack, late: number[], repeated: number, before: number): Promise<Lateness> {
  const { pid, inspector } = stack.workerd;
  const { cpuMs, peakMb } = usageOf(pid);
  const sorted = late.toSorted((a, b) => a - b);
  return {
    pages: late.length,
    repeated,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? Number.NaN,
    cpu: (cpuMs - before) / late.length,
    isolateMb: await largestIsolate(inspector ?? 0),
    peakMb,
  };
}

/** One deadline after the other, in one team; each page is over before the next. */
export async function oneTeam(stack: Stack, deadlines: number): Promise<Lateness> {
  const team = pagedTeam(0, deadlines);
  const { route, caller, config } = team;
  await ask(stack, { create: [{ route, config }] });
  const before = usageOf(stack.workerd.pid).cpuMs;
  const late: number[] = [];
  let repeated = 0;
  for (const heartbeat of config.heartbeats) {
    await ask(stack, { ping: [{ route, message: pingOf(heartbeat) }] });
    const deadline = Date.now() + LEAD_MS;
    await ask(stack, { aim: [{ route, heartbeat: heartbeat.id, deadline }] });
    const asked = await stack.carrier.requests(1, PATIENCE_MS);
    late.push((asked.first.get(team.number) ?? Number.NaN) - deadline);
    repeated += asked.repeated;
    await ask(stack, { pause: { route, caller, heartbeat: heartbeat.id } });
  }
  return measured(stack, late, repeated, before);
}

async function inBatches(teams: readonly BenchTeam[], work: (some: BenchTeam[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < teams.length; i += BATCH) await work(teams.slice(i, i + BATCH));
}

/** Many teams, each with a heartbeat whose deadline is in one and the same second, spread over it. */
export async function manyTeams(stack: Stack, count: number, leadMs: number): Promise<Lateness> {
  const teams = Array.from({ length: count }, (_, n) => pagedTeam(n + 1, 1));
  await inBatches(teams, (some) => ask(stack, { create: some.map(({ route, config }) => ({ route, config })) }));
  await inBatches(teams, (some) =>
    ask(stack, {
      ping: some.flatMap(({ route, config }) => config.heartbeats.map((own) => ({ route, message: pingOf(own) }))),
    }),
  );
  const second = Date.now() + leadMs;
  const deadlines = new Map(teams.map(({ number }, n) => [number, second + Math.floor((n * SECOND) / count)]));
  await inBatches(teams, (some) =>
    ask(stack, {
      aim: some.flatMap(({ route, config, number }) =>
        config.heartbeats.map(({ id }) => ({ route, heartbeat: id, deadline: deadlines.get(number) ?? second })),
      ),
    }),
  );
  if (Date.now() > second - SECOND) throw new Error("the teams were not ready in time: give them longer");
  await sleep(second - Date.now() - LEAD_MS);
  const before = usageOf(stack.workerd.pid).cpuMs;
  const { first, repeated } = await stack.carrier.requests(count, PATIENCE_MS);
  const late = [...first].map(([number, at]) => at - (deadlines.get(number) ?? Number.NaN));
  return measured(stack, late, repeated, before);
}
