import type { MetricView } from "@nightbell/shared/views/views";

type Point = MetricView["points"][number];
/** A chart in the units of its drawing; y grows downwards. `guides` are the heights of the limits that fit in. */
export type Chart = {
  path: string;
  dots: { x: number; y: number; point: Point }[];
  guides: { y: number; value: number }[];
  low: number;
  high: number;
};
export type Size = { width: number; height: number; pad: number };

/** A limit may stretch the values' own range to this many times; beyond, the line would be flat and say nothing. */
const STRETCH = 3;

/**
 * The line of a metric over time.
 * @param points oldest first, at least one
 * @param limits values to draw as guides where they fit
 */
export function chartOf(points: readonly Point[], limits: readonly number[], { width, height, pad }: Size): Chart {
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least || Math.abs(most) || 1;
  const fitting = limits.filter((limit) => Math.max(most, limit) - Math.min(least, limit) <= span * STRETCH);
  const low = Math.min(least, ...fitting);
  const high = Math.max(most, ...fitting);
  const times = points.map(({ at }) => Date.parse(at));
  const from = times[0] ?? 0;
  const length = (times.at(-1) ?? 0) - from;
  const place = (share: number, size: number): number => round(pad + share * (size - 2 * pad));
  const x = (at: number): number => place(length === 0 ? 0.5 : (at - from) / length, width);
  const y = (value: number): number => place(high === low ? 0.5 : (high - value) / (high - low), height);
  const dots = points.map((point, index) => ({ x: x(times[index] ?? from), y: y(point.value), point }));
  return {
    path: dots.map((dot, index) => `${index === 0 ? "M" : "L"}${dot.x} ${dot.y}`).join(""),
    dots,
    guides: fitting.map((value) => ({ y: y(value), value })),
    low: least,
    high: most,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
