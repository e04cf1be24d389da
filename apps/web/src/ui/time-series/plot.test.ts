import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { took } from "../../lib/time/format.ts";
import type { Chart } from "./chart.ts";

/** The library itself, on a canvas that only notes what is drawn on it: the test document has none. */

const HOUR = 3_600_000;
const FROM = Date.parse("2026-11-23T20:00Z");
const chart: Chart = {
  at: Array.from({ length: 12 }, (_, i) => FROM + i * HOUR),
  lines: [
    { name: "p50", values: [200, 210, null, 190, 200, 205, 210, 190, 200, 200, 210, 200], dashed: false },
    { name: "p95", values: [400, 410, null, 390, 400, 405, 410, 390, 400, 900, 410, 400], dashed: true },
  ],
  bands: [{ from: FROM + 8 * HOUR, until: FROM + 10 * HOUR, word: "down" }],
};

type Noted = { name: string; args: unknown[]; fill: unknown };
let noted: Noted[];

const context = (): object => {
  const own: Record<string, unknown> = {};
  return new Proxy(own, {
    get: (_, name) => {
      const known = own[String(name)];
      if (known !== undefined) return known;
      if (name === "measureText") return () => ({ width: 40 });
      return (...args: unknown[]) => void noted.push({ name: String(name), args, fill: own.fillStyle });
    },
    set: (_, name, value) => {
      own[String(name)] = value;
      return true;
    },
  });
};

beforeEach(() => {
  noted = [];
  vi.stubGlobal(
    "Path2D",
    class {
      moveTo(): void {}
      lineTo(): void {}
      rect(): void {}
      arc(): void {}
      closePath(): void {}
    },
  );
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(context as never);
});
afterEach(() => vi.restoreAllMocks());

async function drawn(): Promise<void> {
  const { default: UPlot } = await import("uplot");
  const { dataOf, optionsOf } = await import("./plot-options.ts");
  const frame = {
    width: 640,
    height: 220,
    zone: "Europe/Vienna",
    format: took,
    font: "12px x",
    onLook: () => undefined,
  };
  const plot = new UPlot(optionsOf(chart, { ...frame, colour: (name) => `<${name}>` }), dataOf(chart), document.body);
  // It draws once the present turn is over.
  await Promise.resolve();
  await Promise.resolve();
  plot.destroy();
}

const texts = (): unknown[] => noted.filter(({ name }) => name === "fillText").map(({ args }) => args[0]);

it("writes times in the reader’s zone, and values from zero up in words", async () => {
  await drawn();
  expect(texts()).toContain("00:00");
  expect(texts()).toContain("24 Nov");
  expect(texts()).toContain("0 ms");
  expect(texts()).toContain("400 ms");
});

it("shades incidents where they are", async () => {
  await drawn();
  const bands = noted.filter(({ name, fill }) => name === "fillRect" && fill === "<down-soft>");
  expect(bands).toHaveLength(1);
  const [left, , width] = (bands[0]?.args ?? []) as number[];
  expect(left).toBeGreaterThan(300);
  expect(width).toBeGreaterThan(60);
});

it("draws a line of its own for each series", async () => {
  await drawn();
  expect(noted.filter(({ name, args }) => name === "stroke" && args.length > 0).length).toBeGreaterThanOrEqual(2);
  expect(noted.some(({ name, args }) => name === "setLineDash" && JSON.stringify(args) === "[[5,4]]")).toBe(true);
});
