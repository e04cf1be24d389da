import { expect, it } from "vitest";
import { members } from "../../../testing/people.ts";
import { grantable, mayAct, mayManage, reachSentence, teamSentence } from "./members.ts";

it("says who can be woken", () => {
  const [ana, ben] = members();
  expect(teamSentence(members())).toBe("2 people, 1 of them can be woken by phone.");
  expect(ana && reachSentence(ana)).toBe("reached by push, SMS, calls");
  expect(ben && reachSentence(ben)).toContain("nothing wakes them");
  expect(reachSentence({ reachable: [] })).toBe("cannot be reached at all");
});

it("follows the roles matrix", () => {
  expect(
    ["owner", "admin", "responder", "viewer"].map((role) => [mayAct(role as "owner"), mayManage(role as "owner")]),
  ).toEqual([
    [true, true],
    [true, true],
    [true, false],
    [false, false],
  ]);
  expect(grantable("admin")).not.toContain("owner");
  expect(grantable("owner")).toContain("owner");
});
