import { expect, it } from "vitest";
import { stretchesOf } from "./flips.ts";

const at = (hour: number): string => `2026-11-24T0${hour}:00:00.000Z`;

it("turns changes into stretches, each until the next change, with its reason", () => {
  const stretches = stretchesOf([
    { at: at(5), from: "down", to: "up", reason: "" },
    { at: at(4), from: "paused", to: "down", reason: "fail" },
    { at: at(3), from: "down", to: "paused", reason: "" },
    { at: at(2), from: "up", to: "down", reason: "timeout" },
    { at: at(1), from: "new", to: "up", reason: "" },
  ]);
  expect(stretches.map(({ mark, from, to, why }) => [mark.word, from, to, why])).toEqual([
    ["up", at(5), null, null],
    ["down", at(4), at(5), "a failure was reported"],
    ["paused", at(3), at(4), null],
    ["down", at(2), at(3), "no report came in time"],
    ["up", at(1), at(2), "the first ping came"],
  ]);
});
