import { expect, it } from "vitest";
import { guard, guardHold } from "../../../testing/guards.ts";
import { faultsOf, fieldOf, formOf, inputOf, newForm, newRequire, newRule, ofKind } from "./form.ts";
import { factsText, reasonsText, ruleSentence, shellLines } from "./words.ts";

it("gives back what it was given", () => {
  const { input } = guard();
  expect(inputOf(formOf({ input }))).toEqual(input);
  const facts = { ...input, rules: [{ kind: "fact" as const, metric: "deleted", op: "<" as const, value: 9 }] };
  expect(inputOf(formOf({ input: facts }))).toEqual(facts);
});

it("leaves the slug to the server, and an empty age to the default", () => {
  const input = inputOf({ ...newForm, name: " Prune ", requires: [newRequire("monitor:mon_1")] });
  expect(input).toMatchObject({ name: "Prune", requires: [{ kind: "monitor", id: "mon_1", maxAgeSeconds: null }] });
  expect(input).not.toHaveProperty("slug");
});

it("finds faults at their fields, as the server does", () => {
  const rule = { ...newRule("hb_1"), metric: "1x", value: "" };
  const twice = [newRequire("heartbeat:hb_1"), newRequire("heartbeat:hb_1")];
  const faults = faultsOf({ ...newForm, name: "", slug: "Not", ttl: { count: 10, unit: "seconds" }, rules: [rule] });
  expect(Object.keys(faults).toSorted()).toEqual(["name", "rules.0.metric", "rules.0.value", "slug", "ttl"]);
  expect(faults["rules.0.value"]).toBe("enter a number");
  expect(faultsOf({ ...newForm, name: "x", requires: twice })).toEqual({
    name: "name each heartbeat and monitor once",
  });
  expect(fieldOf("requires.0.maxAgeSeconds")).toBe("requires.0.maxAge");
});

it("starts a rule of another kind with a limit that holds something", () => {
  const share = { ...newRule("hb_1"), metric: "deleted", whole: "total" };
  expect(inputOf({ ...newForm, rules: [ofKind(share, "ratio")] }).rules).toEqual([
    { kind: "ratio", numerator: "deleted", denominator: "total", maxPercent: 5 },
  ]);
});

it("asks as the documentation says", () => {
  expect(shellLines("https://ping.example/guard/1").split("\n")[1]).toBe(
    '[ "$(curl -fsS -m 10 --retry 3 "https://ping.example/guard/1?rid=$RID&format=text")" = go ] && /opt/prune.sh',
  );
});

it("names the numbers that a job must send", () => {
  expect(factsText(guard().input.rules)).toBe("&m.deleted=…&m.total=…");
  expect(factsText([])).toBe("");
});

it("tells rules and reasons in words", () => {
  const [share, ratio] = guard().input.rules;
  const said = [share, ratio].flatMap((rule) => (rule ? [ruleSentence(rule, () => "nightly backup")] : []));
  expect(said).toEqual([
    "dump_bytes of nightly backup is at least 70 % of usual.",
    "deleted is at most 5 % of total, as the job sends them.",
  ]);
  expect(reasonsText(guardHold({ reasonCount: 3 }))).toBe("nightly-backup is late since 02:36; and 2 more");
});
