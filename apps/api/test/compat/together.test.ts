import { beforeAll, describe, expect, it } from "vitest";
import { signUp } from "../api/client.ts";
import { pathOf, ping, Program, type Person } from "./program.ts";

/** Programs that write at the same time, and what the two APIs make of each other's words; each of these was a bug. */

let ana: Person;
let eve: Person;
beforeAll(async () => {
  ana = await signUp("Ana");
  eve = await signUp("Eve");
});

describe("writes at the same time", () => {
  it("partial changes of one check all last", async () => {
    const program = await Program.of(ana, 3);
    const check = await program.create({ name: "together" });
    const words = ["start_kw", "success_kw", "failure_kw"];
    for (const round of ["a", "b"]) {
      const answers = await Promise.all(
        words.map((word) => program.ask(pathOf(check), { body: { [word]: `${word} ${round}` } })),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const { body } = await program.ask(pathOf(check));
      expect(words.map((word) => body[word])).toEqual(words.map((word) => `${word} ${round}`));
    }
  });

  it("upserts that mean the same check make one", async () => {
    const program = await Program.of(ana, 3);
    const body = { name: "upserted", unique: ["name"] };
    const answers = await Promise.all(Array.from({ length: 6 }, () => program.ask("/checks/", { body })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map((answer) => answer.body["uuid"])).size).toBe(1);
  });
});

describe("what clients say", () => {
  it("a body of null pauses and resumes: older ones send it where there is nothing to say", async () => {
    const program = await Program.of(ana, 1);
    const check = await program.create({ name: "null" });
    expect((await program.ask(`${pathOf(check)}/pause`, { body: "null" })).status).toBe(200);
    expect((await program.ask(`${pathOf(check)}/resume`, { body: "null" })).status).toBe(200);
    expect((await program.ask(pathOf(check), { body: "null" })).status).toBe(400);
  });

  it("version 1 says that a run is going on while paused", async () => {
    const program = await Program.of(ana, 1);
    const check = await program.create({ name: "paused run" });
    await program.ask(`${pathOf(check)}/pause`, { body: {} });
    await ping(check, { action: "start" });
    expect((await program.ask(pathOf(check))).body).toMatchObject({ status: "started", started: true });
  });

  it.each(["BST", "AST", "EUROPE/RIGA", "SystemV/PST8"])("%s is no zone", async (tz) => {
    const program = await Program.of(ana, 3);
    const { status, body } = await program.ask("/checks/", { body: { schedule: "0 12 * * *", tz } });
    expect([status, body["error"]]).toEqual([400, "json validation error: tz is not a valid timezone"]);
  });
});

it("a heartbeat takes no channel of another team", async () => {
  const { members } = (await (await eve.browser.send(`${eve.base}/members`)).json()) as { members: { id: string }[] };
  const made = await eve.browser.send(`${eve.base}/channels`, { body: { name: "Eve's", userId: members[0]?.id } });
  const foreign = ((await made.json()) as { id: string }).id;
  const body = { name: "x", schedule: { kind: "period", seconds: 60 }, graceSeconds: 60, channels: [foreign] };
  const refused = await ana.browser.send(`${ana.base}/heartbeats`, { body });
  expect([made.status, refused.status]).toEqual([201, 422]);
});
