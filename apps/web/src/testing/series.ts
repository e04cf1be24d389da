import type { MonitorSeries, MonitorStrips, MonitorUptime } from "@nightbell/shared/views/series-views";
import { NOW } from "./now.ts";

const HOUR = 3_600_000;
const DAY = 86_400;
const FULL_HOUR = NOW - (NOW % HOUR);

const figures = (p50: number) => ({ p50, p95: p50 * 2, avg: p50 * 1.1, count: 60, fail: 0 });
const line = (p50: number, hours: number[]): MonitorSeries["all"] => ({
  total: { ...figures(p50), count: 60 * hours.length, fail: 3 },
  points: hours.map((hour) => ({
    at: new Date(FULL_HOUR - hour * HOUR).toISOString(),
    ...figures(p50 + ((hour * 37) % 40)),
  })),
});
/** Hours ago, oldest first; two hours were not seen. */
const HOURS = Array.from({ length: 24 }, (_, i) => 23 - i).filter((hour) => hour !== 9 && hour !== 10);

/** The last 24 hours by hour. */
export const series = (over: Partial<MonitorSeries> = {}): MonitorSeries => ({
  from: new Date(FULL_HOUR - 23 * HOUR).toISOString(),
  until: new Date(NOW).toISOString(),
  source: "hours",
  stepSeconds: 3_600,
  all: line(200, HOURS),
  regions: { weur: line(120, HOURS), enam: line(210, HOURS) },
  ...over,
});

/** Nothing was seen yet. */
export const noSeries = (): MonitorSeries =>
  series({ all: { total: { p50: null, p95: null, avg: null, count: 0, fail: 0 }, points: [] }, regions: {} });

type Day = MonitorUptime["days"][number];
type Window = MonitorUptime["windows"]["24h"];

const window = (percent: number, downSeconds: number, days: number, text: string): Window => ({
  percent,
  downSeconds,
  knownSeconds: days * DAY,
  seconds: { up: days * DAY - downSeconds, down: downSeconds },
  text,
});

const day = (ago: number): Day => {
  const known = {
    percent: 100,
    downSeconds: 0,
    knownSeconds: DAY,
    seconds: { up: DAY },
    text: "100 %",
    state: "up" as const,
  };
  const date = new Date(NOW - ago * DAY * 1000).toISOString().slice(0, 10);
  if (ago > 80)
    return { ...known, day: date, percent: null, knownSeconds: 0, seconds: {}, text: "not known yet", state: null };
  if (ago === 3)
    return {
      ...known,
      day: date,
      downSeconds: 780,
      seconds: { down: 780, maintenance: 3_600, up: DAY - 4_380 },
      state: "down",
    };
  return { ...known, day: date };
};

export const uptime = (): MonitorUptime => ({
  windows: {
    "24h": window(100, 0, 1, "100 %"),
    "7d": window(99.87, 780, 7, "99.87 % = 13 min"),
    "30d": window(99.97, 780, 30, "99.97 % = 13 min"),
    "90d": window(99.99, 780, 81, "99.99 % = 13 min"),
  },
  days: Array.from({ length: 90 }, (_, i) => day(89 - i)),
});

export const strips = (ids: string[] = ["mon_shop"]): MonitorStrips => ({
  from: new Date(FULL_HOUR - 23 * HOUR).toISOString(),
  strips: Object.fromEntries(
    ids.map((id) => [
      id,
      {
        hours: Array.from({ length: 24 }, (_, i) => (i === 0 ? null : i === 20 ? ("down" as const) : ("up" as const))),
        p50: 212,
        p95: 391,
        uptime: 99.1,
        downSeconds: 780,
      },
    ]),
  ),
});
