import { expect, it } from "vitest";
import { coverage, covered } from "../../../testing/policies.ts";
import { groupsOf, openWords, verdictMark } from "./words.ts";

const { items } = coverage();
const only = (...severities: string[]) => items.filter(({ severity }) => severities.includes(severity));

it("says the verdict in a word and a shape, by the worst that is open", () => {
  expect(verdictMark(coverage())).toMatchObject({ word: "Not covered", shape: "square" });
  expect(verdictMark({ covered: true, items: only("major", "minor") })).toMatchObject({ word: "Holes", shape: "half" });
  expect(verdictMark({ covered: true, items: only("minor") })).toMatchObject({ word: "Covered", shape: "disc" });
  expect(verdictMark(covered())).toMatchObject({ word: "Covered", shape: "disc" });
});

it("groups by weight, worst first, whatever the order it comes in", () => {
  expect(groupsOf(items.toReversed()).map(({ severity }) => severity)).toEqual(["critical", "major", "minor"]);
  expect(groupsOf(only("minor")).map(({ title }) => title)).toEqual(["Small things"]);
});

it("counts what is to mend", () => {
  expect(openWords(items)).toBe("3 things to mend, 1 of them first.");
  expect(openWords(only("major"))).toBe("One thing to mend.");
  expect(openWords([])).toBe("Nothing to mend.");
});
