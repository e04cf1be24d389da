import { cpuTimeOf } from "../cpu-time.ts";
import { percentile } from "../table.ts";
import type { Clients } from "./clients.ts";
import type { Flood, Outcome, Timed } from "./load.ts";

/** What is asked: one of the Workers under test. */
export type Target = {
  name: string;
  pid: number;
  port: number;
};

/** What several samples of the same thing come to. Rates are per second, times in ms. */
export type Cell = {
  answered: number;
  /** Of the median sample, as the next is: what else the machine did for a moment does not count. */
  rate: number;
  /** Time of the whole workerd process per answered request; null where it cannot be told. */
  cpu: number | null;
  p50: number;
  p99: number;
  max: number;
  failures: Record<string, number>;
};

type Sample = { outcome: Outcome; cpuMs: number | null };

export type Order = { paths: string[]; kept: boolean; load: Flood | Timed };

/** Lets the clients ask one target. */
export async function sample(clients: Clients, target: Target, order: Order): Promise<Sample> {
  const before = cpuTimeOf(target.pid);
  const outcome = await clients.run({ port: target.port, ...order });
  const after = cpuTimeOf(target.pid);
  return { outcome, cpuMs: before === null || after === null ? null : after - before };
}

const median = (values: number[]): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/** Sums samples up. */
export function cellOf(samples: Sample[]): Cell {
  const latencies = samples.flatMap(({ outcome }) => outcome.latencies).sort((a, b) => a - b);
  const cpus = samples.flatMap(({ outcome, cpuMs }) => (cpuMs === null ? [] : [cpuMs / outcome.latencies.length]));
  const failures: Record<string, number> = {};
  for (const { outcome } of samples)
    for (const [status, count] of Object.entries(outcome.failures)) failures[status] = (failures[status] ?? 0) + count;
  return {
    answered: latencies.length,
    rate: median(samples.map(({ outcome }) => (outcome.latencies.length / outcome.ms) * 1_000)),
    cpu: cpus.length === 0 ? null : median(cpus),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    max: latencies.at(-1) ?? Number.NaN,
    failures,
  };
}

/**
 * Measures the targets by turns, so that what else the machine does meets them alike.
 * @param orders one for each target
 */
export async function compare<Name extends string>(
  clients: Clients,
  targets: Record<Name, { target: Target; order: Order }>,
  rounds: number,
): Promise<Record<Name, Cell>> {
  const names = Object.keys(targets) as Name[];
  const samples = new Map<Name, Sample[]>();
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { target, order } = targets[name];
      samples.set(name, [...(samples.get(name) ?? []), await sample(clients, target, order)]);
    }
  }
  return Object.fromEntries(names.map((name) => [name, cellOf(samples.get(name) ?? [])])) as Record<Name, Cell>;
}
