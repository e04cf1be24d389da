import { scan, type Person } from "@nightbell/shared/oncall/gaps";
import { nextHandOver, onCallAt } from "@nightbell/shared/oncall/resolve";
import { rota, type Rota } from "@nightbell/shared/oncall/rota";
import { DAY } from "@nightbell/shared/time";
import { percentile } from "../table.ts";

/** What the resolver of on-call costs, in ms. */
export type RotaCost = { name: string; count: number; p50: number; p99: number; max: number };

const LOOK_UPS = 20_000;
const SCANS = 100;
const PEOPLE = ["ana", "bo", "cem", "di", "eva"];
/** Rotations that began long ago cost no more than young ones. */
const BEGAN = "2016-01-04T09:00";

/** Five people by the week, their nights by the day in two zones, and a change a week for a year. */
function busyRota(from: number): Rota {
  const turns = (unit: string, slots: string[]) => [{ anchor: BEGAN, unit, slots: slots.map((user) => [user]) }];
  const night = { days: [1, 2, 3, 4, 5, 6, 7], start: "20:00", end: "08:00" };
  return rota.parse({
    id: "sch_bench",
    name: "Bench",
    zone: "Europe/Vienna",
    layers: [
      { id: "lay_1", name: "Weeks", versions: turns("week", PEOPLE) },
      { id: "lay_2", name: "Nights", versions: turns("day", PEOPLE.toReversed()), windows: [night] },
      { id: "lay_3", name: "West", zone: "America/New_York", versions: turns("day", ["di", "eva"]), windows: [night] },
    ],
    overrides: Array.from({ length: 52 }, (_, week) => ({
      id: `ovr_${week}`,
      kind: "cover",
      for: PEOPLE[week % PEOPLE.length],
      by: PEOPLE[(week + 1) % PEOPLE.length],
      from: from + week * 7 * DAY,
      until: from + week * 7 * DAY + DAY,
      createdAt: from,
      actor: "ana",
    })),
  });
}

const person = (id: string): Person => ({
  id,
  name: id,
  zone: "Europe/Vienna",
  quiet: { from: "22:00", to: "07:00" },
  reachable: true,
  proven: true,
});

function costOf(name: string, count: number, work: (n: number) => unknown): RotaCost {
  for (let n = 0; n < count / 10; n++) work(n);
  const costs = Array.from({ length: count }, (_, n) => {
    const began = performance.now();
    work(n);
    return performance.now() - began;
  }).sort((a, b) => a - b);
  return { name, count, p50: percentile(costs, 0.5), p99: percentile(costs, 0.99), max: costs.at(-1) ?? Number.NaN };
}

/** Measures look-ups at instants of the next 400 days, and the scan of all of them. Nothing is remembered from one to the next. */
export function rotaCosts(): RotaCost[] {
  const from = Date.now();
  const busy = busyRota(from);
  const people = PEOPLE.map(person);
  const at = (n: number): number => from + ((n * 7_919) % LOOK_UPS) * ((400 * DAY) / LOOK_UPS);
  return [
    costOf("onCallAt", LOOK_UPS, (n) => onCallAt({ ...busy }, at(n))),
    costOf("nextHandOver", LOOK_UPS, (n) => nextHandOver({ ...busy }, at(n))),
    costOf("scan of 400 days", SCANS, () => scan([{ ...busy }], people, from, "Europe/Vienna")),
  ];
}
