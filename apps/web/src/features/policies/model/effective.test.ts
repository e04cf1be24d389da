import { expect, it } from "vitest";
import { policies } from "../../../testing/policies.ts";
import { alertWords, effective } from "./effective.ts";

const said = (urgent: string, other: string, pageAfterMinutes: number | null = null) =>
  alertWords({ urgent, other, pageAfterMinutes }, policies(), "monitor");

it("finds the policy that pages: its own, else the team’s", () => {
  const ids = ["page", "pol_nights", "pol_gone", "tell"].map((choice) => effective(choice, policies())?.id ?? null);
  expect(ids).toEqual(["pol_weekdays", "pol_nights", "pol_weekdays", null]);
});

it("says what pages by what, and what is only told", () => {
  expect(said("page", "tell")).toEqual([
    "Urgent failures page by “Weekdays first”, the team’s policy. Other findings are only told.",
  ]);
  expect(said("pol_nights", "page", 30)).toEqual([
    "Urgent failures page by “Nights”. Other findings page by “Weekdays first”, the team’s policy.",
  ]);
  expect(said("tell", "tell", 90)).toEqual([
    "All failures are only told.",
    "What was only told pages after 90 minutes open.",
  ]);
  expect(alertWords({ urgent: "page", other: "tell", pageAfterMinutes: 5 }, [], "heartbeat")).toEqual([
    "All failures page by the team’s policy.",
  ]);
});
