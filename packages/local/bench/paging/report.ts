import { SECOND } from "@nightbell/shared/time";
import { round, table } from "../table.ts";
import type { Lateness } from "./lateness.ts";
import type { RotaCost } from "./rotas.ts";
import type { DaysRun } from "./days.ts";

/** Targets of spec "trust" §2 and F22: the deadline to the incident, and that to the first provider. */
const HEALTHY_P50_MS = 2_000;
const HEALTHY_P99_MS = 5_000;
const STORM_P99_MS = 60 * SECOND;
/** Of the gap scan, whose time is what a person waits for. */
const SCAN_MS = 50;
/** Spec "trust" §4: 10,000 days in five minutes on two cores. */
const DAYS_PER_SECOND = 10_000 / 300;

export type Latenesses = { one: Lateness; many: Lateness; teams: number };

const whole = (value: number): string => value.toFixed(0);

export function latenessTable({ one, many, teams }: Latenesses): string {
  const row = (name: string, { pages, repeated, p50, p99, max, cpu, isolateMb, peakMb }: Lateness): string[] => [
    name,
    String(pages),
    String(repeated),
    ...[p50, p99, max].map(whole),
    round(cpu),
    whole(isolateMb),
    whole(peakMb),
  ];
  return table(
    [
      "deadline → carrier's request",
      "pages",
      "repeated",
      "p50 ms",
      "p99 ms",
      "max ms",
      "CPU ms a page",
      "isolate MB",
      "process MB",
    ],
    [row("one team, one after the other", one), row(`${teams.toLocaleString("en")} teams in one second`, many)],
  );
}

export const rotaTable = (costs: RotaCost[]): string =>
  table(
    ["rota of 3 layers, 52 overrides", "count", "p50 ms", "p99 ms", "max ms"],
    costs.map(({ name, count, p50, p99, max }) => [
      name,
      count.toLocaleString("en"),
      ...[p50, p99, max].map((ms) => ms.toFixed(3)),
    ]),
  );

export const daysLine = ({ days, perSecond, failed }: DaysRun): string =>
  `Simulator, one process: ${round(perSecond)} virtual days a second (${days} days${failed > 0 ? `, ${failed} of them FAILED` : ""}).`;

/** Each target of the spec, and whether it was met. */
export function targetLines({ one, many }: Latenesses, costs: RotaCost[], { perSecond }: DaysRun): string {
  const scan = costs.at(-1)?.p50 ?? Number.NaN;
  const rows: [met: boolean, target: string, value: string][] = [
    [one.p50 <= HEALTHY_P50_MS, "one team: first provider p50 ≤ 2 s", `${whole(one.p50)} ms`],
    [one.p99 <= HEALTHY_P99_MS, "one team: first provider p99 ≤ 5 s", `${whole(one.p99)} ms`],
    [many.p99 <= STORM_P99_MS, "a storm: first page p99 ≤ 60 s", `${whole(many.p99)} ms`],
    [scan <= SCAN_MS, "gap scan of 400 days ≤ 50 ms", `${round(scan)} ms`],
    [
      2 * perSecond >= DAYS_PER_SECOND,
      "10,000 virtual days ≤ 5 min on 2 cores",
      `${round(10_000 / (2 * perSecond))} s by this rate`,
    ],
  ];
  return rows.map(([met, target, value]) => `${met ? "met" : "MISSED"}: ${target} (${value})`).join("\n");
}
