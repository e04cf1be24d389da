import { coveragePercent, scan, type Finding } from "../oncall/gaps.ts";
import type { Rota } from "../oncall/rota.ts";
import { layerShiftsOf, shiftsOf } from "../oncall/shifts.ts";
import type { TeamConfig } from "../team/config.ts";
import type { TeamState } from "../team/state.ts";
import { DAY, type Instant } from "../time.ts";
import { iso } from "./clock.ts";
import { liveRotas, membersOf, peopleForScan, readerZone } from "./on-call-people.ts";
import { shiftView } from "./on-call-view.ts";
import type { CalendarView, CoverageFinding } from "./on-call-views.ts";

/** Every rota over a stretch of time, and what the next 400 days hold. */
export function calendarViewOf(
  state: TeamState,
  reader: string,
  { from, until }: { from: Instant; until: Instant },
  now: Instant,
): CalendarView {
  const { findings, percents } = scanOf(state, readerZone(state, reader), now);
  const members = new Set(membersOf(state).map(({ id }) => id));
  return {
    now: iso(now),
    from: iso(from),
    until: iso(until),
    rotas: liveRotas(state).map((rota) => ({
      id: rota.id,
      name: rota.name,
      zone: rota.zone,
      final: shiftsOf(rota, from, until).map(shiftView),
      layers: lanesOf(rota, members, from, until),
      coveragePercent: percents.get(rota.id) ?? 100,
      findings: findings.filter((one) => one.rota === rota.id).map(findingView),
    })),
  };
}

/** What each layer says by itself; people who left are not in it. */
const lanesOf = (rota: Rota, members: ReadonlySet<string>, from: Instant, until: Instant) =>
  rota.layers.map(({ id, name }, i) => ({
    id,
    name,
    shifts: layerShiftsOf(rota, i, from, until).map((shift) =>
      shiftView({ ...shift, users: shift.users.filter((user) => members.has(user)) }),
    ),
  }));

const findingView = ({ from, until, ...finding }: Finding): CoverageFinding => ({
  ...finding,
  from: iso(from),
  until: iso(until),
});

type Scan = { findings: Finding[]; percents: ReadonlyMap<string, number> };

/** A scan looks at 400 days of every rota, and what it finds holds for a day. */
const scans = new WeakMap<TeamConfig, Map<string, Scan>>();
const MOST_SCANS = 20;

/** What is wrong with the next 400 days, in sentences of a zone, and how much of them is covered, by rota. */
export function scanOf(state: TeamState, zone: string, now: Instant): Scan {
  const { config } = state;
  if (config === null) return { findings: [], percents: new Map() };
  const people = peopleForScan(state);
  const key = JSON.stringify([Math.floor(now / DAY), zone, people]);
  const kept = scans.get(config) ?? new Map<string, Scan>();
  const known = kept.get(key) ?? newScan(state, zone, now);
  if (kept.size >= MOST_SCANS) kept.clear();
  scans.set(config, kept.set(key, known));
  return { ...known, findings: known.findings.filter(({ until }) => until > now) };
}

const newScan = (state: TeamState, zone: string, now: Instant): Scan => {
  const rotas = liveRotas(state);
  return {
    findings: scan(rotas, peopleForScan(state), now, zone),
    percents: new Map(rotas.map((rota) => [rota.id, coveragePercent(rota, now)])),
  };
};
