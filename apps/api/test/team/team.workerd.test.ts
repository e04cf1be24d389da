import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { handed, holdAnswers, memberOf, releaseAnswers, World } from "./world.ts";

/** The shell of a team, in workerd: nothing is lost or doubled by evictions, lost alarms, or rules that throw. */

beforeEach(async () => void (await handed()));
afterEach(async () => void (await releaseAnswers()));

const FIRST_STEP = ["sms ana", "voice ana", "voice ana"];
const TEAM_ROUND = ["sms ana", "sms bo", "voice ana", "voice bo", "voice ana", "voice bo"];

test("a missed ping rings the person on call, then everyone, and again", async () => {
  const world = await new World().open();
  expect(await world.ping()).toBe(200);
  expect(await world.rings(119)).toEqual([]);
  expect(await world.rings(2)).toEqual(["sms ana"]);
  expect(await world.rings(240)).toEqual(["voice ana", "voice ana", "sms ana", "sms bo"]);
  expect(await world.rings(298)).toEqual(TEAM_ROUND.slice(2));
  expect(await world.rings(121)).toEqual(TEAM_ROUND.slice(0, 2).concat(TEAM_ROUND.slice(2)));
});

test("an ack stops everything, and the next ping resolves", async () => {
  const world = await new World().open();
  await world.ping("fail");
  expect(await world.rings(1)).toEqual(["sms ana"]);
  const overview = await world.team.overview(world.caller);
  const incident = overview.ok ? overview.value.incidents[0]?.id : undefined;
  expect(await world.team.act(world.caller, incident ?? "", { kind: "ack" })).toMatchObject({ ok: true });
  expect(await world.rings(600)).toEqual([]);
  expect(await world.ping()).toBe(200);
  await world.advance(1);
  expect(await world.team.incident(world.caller, incident ?? "")).toMatchObject({
    ok: true,
    value: { state: "resolved" },
  });
});

test("killed again and again in mid-ladder, it rings the same", async () => {
  const world = await new World().open();
  await world.ping("fail");
  const rung: string[] = [];
  for (let second = 0; second < 420; second += 35) {
    rung.push(...(await world.rings(35)));
    await abortAllDurableObjects();
  }
  expect(rung).toEqual([...FIRST_STEP, ...TEAM_ROUND]);
});

test("killed between the carrier's answer and our note of it, a page is sent once more, not lost", async () => {
  const world = await new World().open();
  await holdAnswers();
  await world.ping("fail");
  await expect.poll(() => handed()).toMatchObject([{ what: expect.stringContaining("sms") }]);
  await abortAllDurableObjects();
  await releaseAnswers();
  expect(await world.rings(40)).toEqual(["sms ana"]);
});

test("a lost alarm is repaired by the sweeper, and said", async () => {
  const world = await new World().open();
  await world.ping();
  await world.team.setClock(world.caller, 1);
  await runInDurableObject(world.stub, async (_team, state) => await state.storage.deleteAlarm());
  await world.team.pulse();
  const alarm = await runInDurableObject(world.stub, async (_team, state) => ({
    at: await state.storage.getAlarm(),
    repaired: state.storage.sql.exec("SELECT count(*) AS n FROM event WHERE kind = 'alarm.repaired'").one()["n"],
  }));
  expect(alarm.at).toEqual(expect.any(Number));
  expect(alarm.repaired).toBe(1);
});

test("the alarm alone rings: deadline, call and team round come without anybody asking", async () => {
  const world = await new World().open();
  await world.ping();
  await world.team.setClock(world.caller, 600);
  const rung: string[] = [];
  const ring = async () => (rung.push(...(await handed()).map(({ what }) => world.named(what))), rung);
  await expect.poll(ring, { timeout: 10_000 }).toEqual(expect.arrayContaining(["sms ana", "voice ana", "sms bo"]));
  expect(rung[0]).toBe("sms ana");
  // It would ring on into the next test.
  await world.advance(0);
});

test("two wake-ups at one due time are one send", async () => {
  const world = await new World().open();
  await world.ping("fail");
  expect(await world.rings(0)).toEqual(["sms ana"]);
  await runDurableObjectAlarm(world.stub);
  await runDurableObjectAlarm(world.stub);
  expect(await world.rings(0)).toEqual([]);
});

test("a page needs its object and the carrier only: no database, no probes, no number's object", async () => {
  const world = new World();
  world.config = { ...world.config, members: [memberOf("ana", "+49991234567"), memberOf("bo")] };
  await world.open();
  await world.ping("fail");
  expect(await world.rings(1)).toEqual(["sms ana"]);
});

test("a heartbeat whose rule throws is reported, and delays no other", async () => {
  const world = new World();
  const broken = {
    ...world.newHeartbeat("hb_2", "broken"),
    schedule: { kind: "cron", expression: "not a schedule", zone: "UTC" } as const,
  };
  world.config = { ...world.config, heartbeats: [broken, world.heartbeat] };
  await world.open();
  await world.ping();
  expect(await world.rings(121)).toEqual(["sms ana"]);
  const failed = await runInDurableObject(world.stub, (_team, state) =>
    state.storage.sql.exec("SELECT subject FROM event WHERE kind = 'item.failed'").toArray(),
  );
  expect(failed).toEqual([{ subject: "hb_2" }]);
});

test("a dashboard that is being closed stops no page: its owner was removed", async () => {
  const world = await new World().open();
  const request = new Request("https://team/live", {
    headers: { upgrade: "websocket", "x-nightbell-team": world.caller.team, "x-nightbell-user": "bo" },
  });
  const socket = (await world.stub.fetch(request)).webSocket;
  socket?.accept();
  world.config = { ...world.config, version: 2, members: world.config.members.slice(0, 1) };
  await world.team.configure(world.config);
  expect(await world.ping("fail")).toBe(200);
  expect(await world.rings(1)).toEqual(["sms ana"]);
});

test("an unknown route writes nothing, and gets 404", async () => {
  const world = new World();
  expect(await world.ping()).toBe(404);
  const tables = await runInDurableObject(world.stub, (_team, state) =>
    state.storage.sql.exec("SELECT name FROM sqlite_master").toArray(),
  );
  expect(tables).toEqual([]);
});

test("nobody of another team sees or does anything", async () => {
  const world = await new World().open();
  await world.ping("fail");
  const stranger = { team: world.caller.team, user: "eve" };
  const neighbour = { team: "team_other", user: "ana" };
  for (const caller of [stranger, neighbour]) {
    expect(await world.team.overview(caller)).toMatchObject({ ok: false, code: "not_found" });
    expect(await world.team.act(caller, "inc_000001", { kind: "ack" })).toMatchObject({ ok: false, code: "not_found" });
  }
});
