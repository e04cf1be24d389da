import { expect, test } from "vitest";
import { nextHandOver } from "./resolve.ts";
import type { Rota } from "./rota.ts";
import { rotaOf } from "./vectors.testing.ts";

const at = (text: string): number => Date.parse(text);
const weekly = (slots: string[][]): Rota =>
  rotaOf({ tz: "UTC", layers: [{ anchor: "2026-01-05T09:00", unit: "week", every: 1, slots }] });

test("the next hand-over is the same in whatever order it is asked for", () => {
  const rota = weekly([["ana"], ["bo"]]);
  const asked = [
    "2026-02-10T00:00Z",
    "2026-01-07T00:00Z",
    "2026-01-12T09:00Z",
    "2026-01-12T08:59Z",
    "2026-01-01T00:00Z",
  ];
  expect(asked.map((after) => nextHandOver(rota, at(after)))).toEqual(
    ["2026-02-16T09:00Z", "2026-01-12T09:00Z", "2026-01-19T09:00Z", "2026-01-12T09:00Z", "2026-01-05T09:00Z"].map(at),
  );
});

test("a turn of the same people is none, and beyond 400 days nobody looks", () => {
  expect(nextHandOver(weekly([["ana"], ["ana"], ["bo"]]), at("2026-01-06T00:00Z"))).toBe(at("2026-01-19T09:00Z"));
  expect(nextHandOver(weekly([["ana"]]), at("2026-01-06T00:00Z"))).toBeNull();
  const yearly = (slots: string[][]): Rota =>
    rotaOf({ tz: "UTC", layers: [{ anchor: "2026-01-01T00:00", unit: "day", every: 366, slots }] });
  expect(nextHandOver(yearly([["ana"], ["bo"]]), at("2026-01-01T00:00Z"))).toBe(at("2027-01-02T00:00Z"));
  expect(nextHandOver(yearly([["ana"], ["ana"], ["bo"]]), at("2026-01-01T00:00Z"))).toBeNull();
});
