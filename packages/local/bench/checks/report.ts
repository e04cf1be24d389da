import { SECOND } from "@nightbell/shared/time";
import { round, table } from "../table.ts";
import type { BareFetches } from "./bare.ts";
import type { Steady, Trouble } from "./checks.ts";
import type { Restarted, Watched } from "./trial.ts";

/** Targets of spec "checks" §2 and §9. */
const CPU_MS = 0.5;
const LATENESS_MS = 1_000;
const BLIND_MS = 5_000;
const ISOLATE_MB = 128;

const count = (value: number): string => value.toLocaleString("en");
const times = (part: number, whole: number): string => `${round(part / whole)} ×`;
const whole = (value: number): string => value.toFixed(0);

/** A row for each size, and what the bare loop takes. */
export function steadyTable(all: Steady[], flood: BareFetches): string {
  const head = ["monitors at 20 s", "checks/s", "late p50", "p99", "max ms", "missed", "void", "first round s"];
  const late = table(
    head,
    all.map(({ monitors, firstRound, watched: { perSecond, lateness, counts } }) => [
      count(monitors),
      round(perSecond),
      ...[lateness.p50, lateness.p99, lateness.max].map(whole),
      `${lateness.missed} of ${count(lateness.ticks)}`,
      count(counts.results.void),
      round(firstRound / SECOND),
    ]),
  );
  const cpu = table(
    ["CPU ms a check", "bare fetch", "probe", "of bare", "Team", "of bare"],
    all.map(({ monitors, watched: { cpu: of }, bare }) => [
      count(monitors),
      round(bare.cpu),
      round(of.probe),
      times(of.probe, bare.cpu),
      round(of.team),
      times(of.team, bare.cpu),
    ]),
  );
  const memory = table(
    ["memory MB", "a probe's isolate", "the Team's", "probes' process", "Team's process", "bare process"],
    all.map(({ monitors, watched: { isolateMb, peakMb }, bare }) => [
      count(monitors),
      ...[isolateMb.probe, isolateMb.team, peakMb.probe, peakMb.team, bare.peakMb].map(whole),
    ]),
  );
  return `${late}\n\n${cpu}\n\n${memory}\n\nThe bare loop as fast as it can: ${whole(flood.perSecond)} fetches a second, ${round(flood.cpu)} ms of CPU each.`;
}

export const restartLines = (monitors: number, { listening, all }: Restarted): string =>
  `After a crash of the Team's process, ${count(monitors)} monitors: it listened after ${round(listening / SECOND)} s, and all had been asked after ${round(all / SECOND)} s.`;

export function troubleLines(monitors: number, { watched, hanging, foundDown, falselyDown }: Trouble): string {
  const { lateness, cpu, isolateMb, peakMb, counts } = watched;
  const rows = [
    ["lateness p50, p99, max ms of the others", [lateness.p50, lateness.p99, lateness.max].map(whole).join(", ")],
    ["ticks of the others missed", `${lateness.missed} of ${count(lateness.ticks)}`],
    ["ticks of all missed, by the Team's count", count(counts.results.missed)],
    ["checks that came to nothing (void)", count(counts.results.void)],
    ["hanging ones found down, others falsely", `${foundDown} of ${hanging}, ${falselyDown}`],
    ["CPU ms a check: probe, Team", `${round(cpu.probe)}, ${round(cpu.team)}`],
    ["largest isolate MB: probe, Team", `${whole(isolateMb.probe)}, ${whole(isolateMb.team)}`],
    ["process MB: probes, Team", `${whole(peakMb.probe)}, ${whole(peakMb.team)}`],
  ];
  return table([`${count(monitors)} monitors, 5 % of targets hang and one never ends`, ""], rows);
}

/** Each target of the spec, and whether it was met. */
export function targetLines(all: Steady[], restarted: Restarted | null, trouble: Trouble | null): string {
  const runs: [name: string, watched: Watched][] = [
    ...all.map(({ monitors, watched }): [string, Watched] => [count(monitors), watched]),
    ...(trouble ? [["bad targets", trouble.watched] satisfies [string, Watched]] : []),
  ];
  const judge = (
    target: string,
    of: (watched: Watched) => number,
    limit: number,
    shown: (value: number) => string,
  ): string[] => {
    const over = runs.filter(([, watched]) => !(of(watched) <= limit));
    const values = runs.map(([name, watched]) => `${name}: ${shown(of(watched))}`).join(", ");
    return [over.length === 0 ? "met" : `MISSED (${over.map(([name]) => name).join(", ")})`, target, values];
  };
  const rows = [
    judge(
      "CPU of a check ≤ 0.5 ms",
      ({ cpu }) => cpu.probe,
      CPU_MS,
      (ms) => `${round(ms)} ms`,
    ),
    judge(
      "lateness p99 < 1 s",
      ({ lateness }) => lateness.p99,
      LATENESS_MS,
      (ms) => `${whole(ms)} ms`,
    ),
    judge("no tick missed", ({ lateness }) => lateness.missed, 0, count),
    judge(
      "isolate < 128 MB",
      ({ isolateMb }) => Math.max(isolateMb.probe, isolateMb.team),
      ISOLATE_MB,
      (mb) => `${whole(mb)} MB`,
    ),
    ...(restarted
      ? [
          [
            restarted.all < BLIND_MS ? "met" : "MISSED",
            "blind after a restart < 5 s",
            `${round(restarted.all / SECOND)} s`,
          ],
        ]
      : []),
    ...(trouble ? outageRows(trouble) : []),
  ];
  return rows.map(([verdict = "", target = "", values = ""]) => `${verdict}: ${target} (${values})`).join("\n");
}

const outageRows = ({ hanging, foundDown, falselyDown }: Trouble): string[][] => [
  [falselyDown === 0 ? "met" : "MISSED", "no false DOWN", String(falselyDown)],
  [foundDown === hanging ? "met" : "MISSED", "an outage is found within 85 s", `${foundDown} of ${hanging}`],
];
