import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import type { PingMessage, PingTarget } from "@nightbell/shared/heartbeat/ping";
import { newPingKey } from "@nightbell/shared/ids";
import { beforeEach, describe, expect, test } from "vitest";
import { handed, World } from "./world.ts";

/** What the Team object makes of a ping: by id, by slug, made on the way, too many, delayed, repeated. No database at all. */

beforeEach(async () => void (await handed()));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const bySlug = (world: World, slug: string, create = false): PingTarget => ({
  kind: "slug",
  key: world.config.pingKeys[0] ?? "",
  slug,
  create,
});
const RUN = "aaaaaaaa-0000-4000-8000-000000000001";

async function detail(world: World, id = world.heartbeat.id) {
  const answer = await world.team.heartbeat(world.caller, id);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

async function listed(world: World) {
  const answer = await world.team.heartbeats(world.caller);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value.heartbeats.map(({ settings }) => settings);
}

describe("by slug", () => {
  test("with the team's key a name is enough; another key, another team's key and an unknown name are not found", async () => {
    const world = await new World().open();
    expect(await world.send(bySlug(world, "backup"))).toEqual({ status: 200, text: "OK" });
    expect((await detail(world)).pings).toBe(1);
    const other = newPingKey(world.route, crypto.getRandomValues(new Uint8Array(12)));
    for (const target of [bySlug(world, "nothing"), { ...bySlug(world, "backup"), key: other }])
      expect(await world.send(target)).toEqual({ status: 404, text: "not found" });
  });

  test("two heartbeats with one slug are ambiguous", async () => {
    const world = new World();
    world.config = { ...world.config, heartbeats: [world.heartbeat, world.newHeartbeat("hb_2", "backup")] };
    await world.open();
    expect(await world.send(bySlug(world, "backup"))).toEqual({ status: 409, text: "ambiguous slug" });
  });
});

describe("auto-create", () => {
  test("makes a daily heartbeat with one row more, answers 201 once, and survives being killed", async () => {
    const world = await new World().open();
    expect(await world.send(bySlug(world, "restore", true), { action: "fail" })).toEqual({
      status: 201,
      text: "Created",
    });
    await abortAllDurableObjects();
    expect(await world.send(bySlug(world, "restore", true))).toEqual({ status: 200, text: "OK" });
    const made = (await listed(world)).find(({ slug }) => slug === "restore");
    expect(made).toMatchObject({ name: "restore", schedule: { kind: "period", seconds: 86_400 }, graceSeconds: 3_600 });
    expect(await world.send({ kind: "id", pingId: made?.pingId ?? "" })).toEqual({ status: 200, text: "OK" });
  });

  test("stays when a configuration comes that does not know it yet", async () => {
    const world = await new World().open();
    await world.send(bySlug(world, "restore", true));
    await world.team.configure({ ...world.config, version: 2 });
    expect((await listed(world)).map(({ slug }) => slug)).toEqual(["backup", "restore"]);
  });

  test("goes up to twice the plan, then not found, and its people are told", async () => {
    const world = await new World().open();
    for (const slug of ["a", "b", "c"]) expect((await world.send(bySlug(world, slug, true))).status).toBe(201);
    expect(await world.send(bySlug(world, "d", true))).toEqual({ status: 404, text: "not found" });
    const overview = await world.team.overview(world.caller);
    const kinds = overview.ok ? overview.value.attention.map(({ kind }) => kind) : [];
    expect(kinds).toEqual(expect.arrayContaining(["over_plan", "heartbeat_refused"]));
  });
});

test("too many pings are refused with the time to wait, and not recorded; the first success and fail always are", async () => {
  const world = await new World().open();
  const target = { kind: "id", pingId: world.heartbeat.pingId } as const;
  for (let i = 0; i < 20; i++) expect((await world.send(target, { action: "log" })).status).toBe(200);
  expect(await world.send(target, { action: "log" })).toEqual({
    status: 429,
    text: "rate limited",
    retryAfterSeconds: expect.any(Number),
  });
  expect((await world.send(target)).status).toBe(200);
  expect((await world.send(target, { action: "fail" })).status).toBe(200);
  expect((await detail(world)).pings).toBe(22);
});

describe("what a ping says of itself", () => {
  const target = (world: World): PingTarget => ({ kind: "id", pingId: world.heartbeat.pingId });
  const send = (world: World, change: Partial<PingMessage>) => world.send(target(world), { runId: RUN, ...change });

  test("the same report twice is one ping", async () => {
    const world = await new World().open();
    const report = { action: "success", clientAt: 1_800_000_000_000 } as const;
    expect((await send(world, report)).status).toBe(200);
    expect((await send(world, report)).status).toBe(200);
    expect((await detail(world)).pings).toBe(1);
  });

  test("a start that arrives after its own end opens no run", async () => {
    const world = await new World().open();
    await send(world, { action: "success", clientAt: 1_800_000_060_000 });
    await send(world, { action: "start", clientAt: 1_800_000_000_000 });
    expect(await detail(world)).toMatchObject({ running: false, pings: 2 });
  });

  test("a delayed success ends a silence and says so; a delayed failure changes nothing", async () => {
    const world = await new World().open();
    await world.ping();
    await world.advance(121);
    expect((await detail(world)).status).toBe("down");
    await send(world, { action: "fail", late: true });
    expect((await detail(world)).status).toBe("down");
    await send(world, { action: "success", late: true, runId: null });
    const { status, recent } = await detail(world);
    expect({ status, late: recent[0]?.late }).toEqual({ status: "up", late: true });
    const incidents = await world.team.incidents(world.caller);
    const id = incidents.ok ? (incidents.value[0]?.id ?? "") : "";
    const story = await world.team.incident(world.caller, id);
    const texts = story.ok ? story.value.timeline.map(({ text }) => text) : [];
    expect(texts).toContainEqual(expect.stringContaining("its report was delayed"));
    await send(world, { action: "fail", late: true, runId: null });
    expect((await detail(world)).status).toBe("up");
  });

  test("the words in its body are judged as they came, and stored masked", async () => {
    const world = new World();
    const filter = { ...world.heartbeat.filter, httpBody: true, failure: "ERROR" };
    world.config = { ...world.config, heartbeats: [{ ...world.heartbeat, filter }] };
    await world.open();
    await send(world, {
      method: "POST",
      body: bytes("token=***"),
      unmasked: bytes("token=ERROR-hunter2"),
      bodyBytes: 13,
    });
    const { recent, status } = await detail(world);
    expect({ type: recent[0]?.type, status }).toEqual({ type: "fail", status: "down" });
    const kept = await world.team.pingBody(world.caller, world.heartbeat.id, recent[0]?.seq ?? 0);
    expect(kept.ok && new TextDecoder().decode(kept.value)).toBe("token=***");
    const raw = await runInDurableObject(world.stub, (_team, state) =>
      JSON.stringify(state.storage.sql.exec("SELECT data, hex(body) AS body FROM event").toArray()),
    );
    expect(raw).not.toContain("hunter2");
    expect(raw).not.toContain("68756E74657232");
  });

  test("one ping is one row, whatever it says", async () => {
    const world = await new World().open();
    await world.ping();
    const rows = () =>
      runInDurableObject(world.stub, (_team, state) =>
        Number(state.storage.sql.exec("SELECT count(*) AS n FROM event").one()["n"]),
      );
    const before = await rows();
    await send(world, { metrics: { rows: 12 }, host: "db1", note: "ok", body: bytes("done"), bodyBytes: 4 });
    expect(await rows()).toBe(before + 1);
    expect((await detail(world)).recent[0]).toMatchObject({ metrics: { rows: 12 }, host: "db1", note: "ok" });
  });
});

test("a viewer sees no address that holds a ping key", async () => {
  const world = new World();
  const [ana, bo] = world.config.members;
  if (!ana || !bo) throw new Error("two members are expected");
  world.config = { ...world.config, members: [ana, { ...bo, role: "viewer" }] };
  await world.open();
  expect((await detail(world)).slugUrl).toContain(world.config.pingKeys[0]);
  const seen = await world.team.heartbeat({ team: world.caller.team, user: "bo" }, world.heartbeat.id);
  expect(seen.ok && seen.value.slugUrl).toBeNull();
});

test("a channel of a heartbeat hears when it goes down and when it is back", async () => {
  const world = new World();
  const [ana, bo] = world.config.members;
  if (!ana || !bo) throw new Error("two members are expected");
  const mail = { id: "bo:email", kind: "email", address: "bo@example.com", verifiedAt: 1 } as const;
  world.config = {
    ...world.config,
    members: [ana, { ...bo, contacts: [mail, ...bo.contacts] }],
    channels: [{ id: "c1", kind: "email", name: "Bo's mail", user: "bo" }],
    heartbeats: [{ ...world.heartbeat, channels: ["c1", "gone"] }],
  };
  await world.open();
  await world.ping("fail");
  await world.advance(1);
  expect((await handed()).map(({ what }) => what)).toContainEqual(expect.stringContaining("bo@example.com"));
  await world.ping();
  await world.advance(1);
  expect((await handed()).map(({ what }) => what)).toContainEqual(expect.stringContaining("bo@example.com"));
});

test("a configuration that is larger than a row is taken, and survives being killed", async () => {
  const world = await new World().open();
  const desc = "ж".repeat(10_000);
  const many = Array.from({ length: 150 }, (_, i) => ({ ...world.newHeartbeat(`hb_${i}`, `job-${i}`), desc }));
  await world.team.configure({ ...world.config, heartbeats: many, version: 2 });
  await abortAllDurableObjects();
  expect((await listed(world)).length).toBe(150);
  expect((await world.send({ kind: "id", pingId: many[149]?.pingId ?? "" })).status).toBe(200);
});

test("a call whose answer was lost gets the same answer, also when there were too many pings", async () => {
  const world = await new World().open();
  const target = { kind: "id", pingId: world.heartbeat.pingId } as const;
  for (let i = 0; i < 20; i++) await world.send(target, { action: "log", delivery: `d${i}` });
  expect(await world.send(target, { action: "log", delivery: "d19" })).toEqual({ status: 200, text: "OK" });
  const create = { ...bySlug(world, "restore", true) };
  expect((await world.send(create, { delivery: "c1" })).status).toBe(201);
  expect((await world.send(create, { delivery: "c1" })).status).toBe(201);
});

test("what a ping counts as, and not what its address says, decides whether it is the first of its kind", async () => {
  const world = new World();
  const filter = { ...world.heartbeat.filter, httpBody: true, success: "ok", failure: "FAILED" };
  world.config = { ...world.config, heartbeats: [{ ...world.heartbeat, filter }] };
  await world.open();
  const target = { kind: "id", pingId: world.heartbeat.pingId } as const;
  for (let i = 0; i < 20; i++) await world.send(target, { method: "POST", body: bytes("ok"), bodyBytes: 2 });
  expect((await world.send(target, { method: "POST", body: bytes("FAILED"), bodyBytes: 6 })).status).toBe(200);
  expect((await detail(world)).status).toBe("down");
});
