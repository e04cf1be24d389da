import { expect, test } from "vitest";
import { rotaVersion } from "./rota.ts";

const parses = (anchor: string): boolean => rotaVersion.safeParse({ anchor, unit: "day", slots: [["ana"]] }).success;

test("an anchor is a minute of a day that the calendar has", () => {
  expect(["2026-03-02T09:00", "2024-02-29T23:59"].filter(parses)).toHaveLength(2);
  const wrong = ["2026-02-29T09:00", "2026-13-01T09:00", "2026-00-10T09:00", "2026-03-02T24:00", "2026-03-02T09:00Z"];
  expect(wrong.filter(parses)).toEqual([]);
});
