import { readCrontab } from "@nightbell/shared/heartbeat/crontab/read-crontab";
import { expect, it } from "vitest";
import { NOW } from "../../../testing/now.ts";
import { choiceFaults, choicesOf, chosenOf, inputsOf, refusalOf, slugsOf } from "./crontab.ts";

const TEXT = ["# nightly", "0 3 * * * /opt/backup.sh", "@hourly /opt/rotate.sh", "@reboot /opt/agent"].join("\n");
const { lines } = readCrontab(TEXT, {
  pingBase: "https://p.example",
  pingKey: "0000abcdefzzzzzzzzzzzz",
  zone: "Europe/Vienna",
  system: false,
});

it("proposes every job, with its next runs and its place in the text", () => {
  const choices = choicesOf(lines, {}, NOW);
  expect(choices.map(({ line, slug, chosen }) => [line, slug, chosen])).toEqual([
    [1, "backup", true],
    [2, "rotate", true],
  ]);
  expect(choices[0]?.next[0]).toBe(Date.parse("2026-11-25T02:00:00Z"));
});

it("sends the ticked jobs as they were renamed", () => {
  const chosen = chosenOf(choicesOf(lines, { 1: { name: "  ", slug: "db" }, 2: { chosen: false } }, NOW));
  expect(inputsOf(chosen)).toEqual([
    {
      name: "db",
      slug: "db",
      schedule: { kind: "cron", expression: "0 3 * * *", zone: "Europe/Vienna" },
      graceSeconds: 3_600,
      failureTolerance: 0,
    },
  ]);
  expect([...slugsOf(chosen)]).toEqual([[1, "db"]]);
});

it("refuses slugs that cannot be, or that are used already, on ticked lines only", () => {
  const faults = (edits: Parameters<typeof choicesOf>[1], taken: string[] = []) =>
    choiceFaults(choicesOf(lines, edits, NOW), taken);
  expect(faults({})).toEqual({});
  expect(faults({ 1: { slug: "Not A Slug" } })[1]).toContain("lower-case");
  expect(faults({ 2: { slug: "backup" } })).toEqual({ 2: "another heartbeat has this slug" });
  expect(faults({}, ["rotate"])).toEqual({ 2: "another heartbeat has this slug" });
  expect(faults({ 2: { slug: "backup", chosen: false } })).toEqual({});
});

it("puts a refusal at the line it is about", () => {
  const chosen = chosenOf(choicesOf(lines, { 1: { chosen: false } }, NOW));
  expect(refusalOf("heartbeats.0.schedule", "too often", chosen)).toEqual({ 2: "too often" });
});
