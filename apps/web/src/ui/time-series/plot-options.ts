import { SECOND } from "@nightbell/shared/time";
import uPlot from "uplot";
import { axisWords } from "./axis.ts";
import type { Band, Chart } from "./chart.ts";

export type Frame = {
  width: number;
  height: number;
  zone: string;
  format: (value: number) => string;
  /** A colour by the name of its token. */
  colour: (name: string) => string;
  font: string;
  /** Told which point the pointer is at; null when it is away. */
  onLook: (index: number | null) => void;
};

/** A chart as the library takes it: seconds, then a column per line. */
export const dataOf = ({ at, lines }: Chart): uPlot.AlignedData => [
  at.map((instant) => instant / SECOND),
  ...lines.map(({ values }) => values),
];

/** How a chart is drawn: from zero up, times in the person's zone, nothing to drag. */
export function optionsOf(chart: Chart, frame: Frame): uPlot.Options {
  const { width, height, zone, format, colour, font, onLook } = frame;
  const axis = {
    stroke: colour("ink-soft"),
    font,
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * SECOND), zone),
    cursor: { drag: { x: false, y: false }, y: false },
    legend: { show: false },
    scales: { y: { range: (_, __, most) => [0, Math.max(1, (most ?? 0) * 1.1)] } },
    axes: [
      { ...axis, values: (_, values, __, ___, step) => axisWords(values, step, zone) },
      { ...axis, size: 64, values: (_, values) => values.map(format) },
    ],
    series: [
      {},
      ...chart.lines.map(({ name, dashed }) => ({
        label: name,
        stroke: dashed ? colour("ink-soft") : colour("accent"),
        width: dashed ? 1.5 : 2,
        ...(dashed ? { dash: [5, 4] } : {}),
        points: { size: 4 },
      })),
    ],
    hooks: {
      drawClear: [(plot) => chart.bands.forEach((band) => shade(plot, band, colour("down-soft")))],
      setCursor: [({ cursor }) => onLook(cursor.idx ?? null)],
    },
  };
}

function shade(plot: uPlot, { from, until }: Band, colour: string): void {
  const left = plot.valToPos(from / SECOND, "x", true);
  const right = plot.valToPos(until / SECOND, "x", true);
  plot.ctx.save();
  plot.ctx.fillStyle = colour;
  plot.ctx.fillRect(left, plot.bbox.top, Math.max(2, right - left), plot.bbox.height);
  plot.ctx.restore();
}
