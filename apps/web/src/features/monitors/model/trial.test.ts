import type { CheckResult } from "@nightbell/shared/check/protocol";
import { expect, it } from "vitest";
import {
  begunTrial,
  endedTrial,
  failures,
  heard,
  heardLine,
  outcomeOf,
  type Trial,
  trialFacts,
  trialSentence,
  trialSummary,
} from "./trial.ts";

const result = (over: Partial<CheckResult> = {}): CheckResult => ({
  line: "result",
  monitor: "trial",
  revision: 0,
  tick: 0,
  attempt: 1,
  ok: true,
  slow: false,
  unknown: false,
  totalMs: 1_430,
  ...over,
});
const after = (...lines: object[]): Trial =>
  lines.map((line) => heard.parse({ region: "weur", line })).reduce(heardLine, begunTrial(["weur", "enam"]));
const first = (trial: Trial) => {
  const [one] = trial.regions;
  if (one === undefined) throw new Error("no region");
  return one;
};
const FAILED = result({ ok: false, cause: "keyword_missing" });

it.each([
  ["asking", [{ line: "hello", region: "weur", colo: "FRA", placement: null, build: "1" }]],
  ["pass", [result()]],
  ["slow", [result({ slow: true })]],
  ["fail", [FAILED, { line: "controls", reachable: 3, of: 3 }]],
  ["fail", [FAILED]],
  ["blind", [{ line: "controls", reachable: 1, of: 3 }, FAILED]],
  ["pass", [{ line: "controls", reachable: 0, of: 3 }, result()]],
  ["unknown", [result({ ok: false, unknown: true })]],
  ["unheard", [{ line: "unheard" }]],
  ["unheard", [{ line: "not_run", monitor: "trial" }]],
  ["unheard", [{ line: "end" }]],
  ["pass", [result(), { line: "end" }]],
])("is %s after %j", (outcome, lines) => expect(outcomeOf(first(after(...lines)))).toBe(outcome));

it("leaves other regions alone, and ends for all", () => {
  const trial = after(result());
  expect(trial.regions.map(outcomeOf)).toEqual(["pass", "asking"]);
  expect(trialSummary(trial)).toBe("1 of 2 regions have answered.");
  expect(endedTrial(trial).regions.map(outcomeOf)).toEqual(["pass", "unheard"]);
  expect(trialSummary(endedTrial(trial))).toBe("It passes from 1 of 2 regions.");
  const failed = endedTrial(after(FAILED));
  expect([failures(failed), trialSummary(failed)]).toEqual([1, "It fails from 1 of 2 regions."]);
});

it("says a failure in the probe's words, or else in the cause's", () => {
  expect(trialSentence(first(after({ ...FAILED, detail: "“ok” is not on the page" })))).toBe(
    "“ok” is not on the page, after 1.4 s",
  );
  expect(trialSentence(first(after(FAILED)))).toBe("a keyword is missing, after 1.4 s");
  expect(trialSentence(first(after(result({ ok: false, cause: "http_status", status: 503 }))))).toBe(
    "status 503, after 1.4 s",
  );
});

it("tells value and registration", () => {
  const facts = trialFacts(result({ value: "42", registration: { expiresAt: 5, statuses: [] } }), (at) => `day ${at}`);
  expect(facts).toEqual(["answered 42", "registered until day 5"]);
});
