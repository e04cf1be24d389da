import { describe, expect, test } from "vitest";
import vectors from "../../test-fixtures/schedules.json" with { type: "json" };
import { onCallAt } from "./resolve.ts";
import { shiftsOf } from "./shifts.ts";
import { rotaOf, type VectorSchedule } from "./vectors.testing.ts";

/** The vectors of spec "oncall" §10. */

type Checks = [string, string[]][];
type Listing = [from: string, to: string, shifts: [string, string, string[]][]];
type Vector = {
  id: string;
  why: string;
  sch: VectorSchedule;
  at?: Checks;
  list?: Listing;
  list2?: Listing;
  compare?: VectorSchedule;
  compareAt?: Checks;
};

function expectAt(schedule: VectorSchedule, checks: Checks): void {
  const rota = rotaOf(schedule);
  const found = checks.map(([at]) => [at, onCallAt(rota, Date.parse(at))]);
  expect(found).toEqual(checks.map(([at, users]) => [at, users.toSorted()]));
}

function expectList(schedule: VectorSchedule, [from, to, shifts]: Listing): void {
  const found = shiftsOf(rotaOf(schedule), Date.parse(from), Date.parse(to));
  const expected = shifts.map(([start, end, users]) => ({
    from: Date.parse(start),
    until: Date.parse(end),
    users: users.toSorted(),
  }));
  expect(found).toEqual(expected);
}

describe("schedules.json", () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the file's format is the spec's, and a wrong one fails below
  const all = vectors as unknown as Vector[];

  test("there are 29", () => {
    expect(all).toHaveLength(29);
  });

  test.each(all)("$id $why", ({ sch, at, list, list2, compare, compareAt }) => {
    expect.hasAssertions();
    if (at) expectAt(sch, at);
    if (list) expectList(sch, list);
    if (list2) expectList(sch, list2);
    if (compare && compareAt) expectAt(compare, compareAt);
  });
});
