import { beforeAll, describe, expect, it } from "vitest";
import { signUp } from "../api/client.ts";
import { pathOf, Program, type Json, type Version } from "./program.ts";

/** Each body and the error that it gets, in every version, by creating and by updating. */
const REFUSED: [unknown, string][] = [
  ["{not json", "could not parse request body"],
  [[], "json validation error: value is not an object"],
  ['"text"', "json validation error: value is not an object"],
  ["null", "json validation error: value is not an object"],
  ...["name", "slug", "tags", "desc", "channels", "schedule", "tz"].flatMap((field): [unknown, string][] => [
    [{ [field]: 5 }, `json validation error: ${field} is not a string`],
    [{ [field]: null }, `json validation error: ${field} is not a string`],
  ]),
  ...["start_kw", "success_kw", "failure_kw", "subject", "subject_fail"].flatMap((field): [unknown, string][] => [
    [{ [field]: true }, `json validation error: ${field} is not a string`],
    [{ [field]: "x".repeat(201) }, `json validation error: ${field} is too long`],
  ]),
  ...["timeout", "grace"].flatMap((field): [unknown, string][] => [
    [{ [field]: "60" }, `json validation error: ${field} is not a number`],
    [{ [field]: 60.5 }, `json validation error: ${field} is not a number`],
    [{ [field]: true }, `json validation error: ${field} is not a number`],
    [{ [field]: null }, `json validation error: ${field} is not a number`],
    [{ [field]: 59 }, `json validation error: ${field} is too small`],
    [{ [field]: 31_536_001 }, `json validation error: ${field} is too large`],
  ]),
  ...["manual_resume", "filter_subject", "filter_body", "filter_http_body", "filter_default_fail"].flatMap(
    (field): [unknown, string][] => [
      [{ [field]: 1 }, `json validation error: ${field} is not a boolean`],
      [{ [field]: null }, `json validation error: ${field} is not a boolean`],
    ],
  ),
  [{ name: "x".repeat(101) }, "json validation error: name is too long"],
  [{ tags: "x".repeat(501) }, "json validation error: tags is too long"],
  [{ slug: "x".repeat(101) }, "json validation error: slug is too long"],
  [{ slug: "Upper" }, "json validation error: slug does not match pattern"],
  [{ slug: "sp ace" }, "json validation error: slug does not match pattern"],
  [{ schedule: "* ".repeat(51) }, "json validation error: schedule is too long"],
  [{ schedule: "surprise!" }, "json validation error: schedule is not a valid cron or OnCalendar expression"],
  [{ schedule: "0 0 31 2 *" }, "json validation error: schedule is not a valid cron or OnCalendar expression"],
  [{ schedule: "" }, "json validation error: schedule is not a valid cron or OnCalendar expression"],
  [{ tz: "Mars/Base" }, "json validation error: tz is not a valid timezone"],
  [{ tz: "+02:00" }, "json validation error: tz is not a valid timezone"],
  [{ methods: "PUT" }, "json validation error: methods has unexpected value"],
  [{ methods: null }, "json validation error: methods is not a string"],
  [{ unique: "name" }, "json validation error: unique is not an array"],
  [{ unique: null }, "json validation error: unique is not an array"],
  [{ unique: ["status"] }, "json validation error: an item in 'unique' has unexpected value"],
  [{ unique: [1] }, "json validation error: an item in 'unique' has unexpected value"],
  // The first error only.
  [{ name: 5, grace: 1 }, "json validation error: grace is too small"],
  [{ channels: "x" }, "invalid channel identifier: x"],
  [{ channels: "ana's mail" }, "invalid channel identifier: ana's mail"],
  [{ channels: "Twin" }, "non-unique channel identifier: Twin"],
  [{ channels: "Ana's mail," }, "empty channel identifier"],
  [{ channels: "," }, "empty channel identifier"],
];

describe.each([1, 2, 3] as Version[])("version %i", (version) => {
  let creator: Program;
  let updater: Program;
  let check: Json;
  beforeAll(async () => {
    const ana = await signUp("Ana");
    for (const name of ["Ana's mail", "Twin", "Twin"])
      await ana.browser.send(`${ana.base}/channels`, { body: { name, userId: ana.user } });
    creator = await Program.of(ana, version);
    updater = await Program.of(ana, version);
    check = await updater.create({ name: "Stays" });
  });

  it.each(REFUSED)("%j is refused: %s", async (body, error) => {
    expect(await creator.ask("/checks/", { body })).toEqual({ status: 400, body: { error } });
    expect(await updater.ask(pathOf(check), { body })).toEqual({ status: 400, body: { error } });
  });

  it("has changed nothing", async () => {
    expect((await updater.ask("/checks/")).body).toEqual({ checks: [check] });
  });

  it("judges what will be, not what was", async () => {
    const body = { schedule: "0 3 * * *", tz: "Europe/Riga", timeout: 60 };
    expect((await creator.ask("/checks/", { body })).body).toMatchObject({ schedule: "0 3 * * *", tz: "Europe/Riga" });
  });
});
