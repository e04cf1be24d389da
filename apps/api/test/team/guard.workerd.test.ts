import { abortAllDurableObjects } from "cloudflare:test";
import { GUARD_DEFAULTS, type GuardSettings } from "@nightbell/shared/guard/settings";
import type { GuardMessage, GuardRpcAnswer } from "@nightbell/shared/guard/message";
import { newPingId } from "@nightbell/shared/ids";
import { beforeEach, describe, expect, test } from "vitest";
import { handed, World } from "./world.ts";

/** What the Team object answers for a guard: spec "heartbeats" §7. No database at all. */

beforeEach(async () => void (await handed()));

const rid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
type Request = Extract<GuardMessage, { kind: "ask" }>["request"];

class GuardWorld extends World {
  readonly guard: GuardSettings = {
    ...GUARD_DEFAULTS,
    id: "grd_1",
    guardId: newPingId(this.route, crypto.getRandomValues(new Uint8Array(10))),
    name: "Prune backups",
    slug: "prune-backups",
    requires: [{ kind: "heartbeat", id: "hb_1", maxAgeSeconds: null }],
    createdAt: 0,
  };
  readonly target = { kind: "id", guardId: this.guard.guardId } as const;

  /** With a guard, and a heartbeat that has succeeded. */
  async ready(): Promise<this> {
    this.config = { ...this.config, guards: [this.guard] };
    await this.open();
    await this.ping();
    return this;
  }

  async ask(n: number | null, change: Partial<Request> = {}, target: GuardMessage["target"] = this.target) {
    const request = {
      rid: n === null ? null : rid(n),
      ttlSeconds: null,
      require: [],
      facts: {},
      dry: false,
      ...change,
    };
    return this.team.guard({ kind: "ask", target, request, newRid: rid(999) });
  }

  release = (n: number): Promise<GuardRpcAnswer> =>
    this.team.guard({ kind: "release", target: this.target, rid: rid(n) });

  lease = (lease: string): Promise<GuardRpcAnswer> => this.team.guard({ kind: "lease", target: this.target, lease });
}

describe("one of several", () => {
  test("two runs at once: exactly one hears go, the other who holds it and until when", async () => {
    const world = await new GuardWorld().ready();
    const answers = await Promise.all([world.ask(1), world.ask(2)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 423]);
    const [go, hold] = answers.toSorted((a, b) => a.status - b.status);
    expect(go).toMatchObject({ text: "go", body: { decision: "go", guard: "prune-backups", lease: { seq: 1 } } });
    expect(hold?.body).toMatchObject({ decision: "hold", reasons: [{ code: "lease_held" }], holder: rid(1) });
  });

  test("ten at once by name: one go, and one lease number", async () => {
    const world = await new GuardWorld().ready();
    const target = { kind: "slug", key: world.config.pingKeys[0] ?? "", slug: "prune-backups" } as const;
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => world.ask(n, {}, target)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("an unknown guard, another key and a shared slug are no go", async () => {
    const world = new GuardWorld();
    await world.ready();
    const key = world.config.pingKeys[0] ?? "";
    expect(await world.ask(1, {}, { kind: "id", guardId: rid(5) })).toEqual({
      status: 404,
      body: null,
      text: "not found",
    });
    expect((await world.ask(1, {}, { kind: "slug", key: "x".repeat(22), slug: "prune-backups" })).status).toBe(404);
    const twin = { ...world.guard, id: "grd_2", guardId: rid(6) };
    await world.team.configure({ ...world.config, version: 2, guards: [world.guard, twin] });
    const answer = await world.ask(1, {}, { kind: "slug", key, slug: "prune-backups" });
    expect(answer).toEqual({ status: 409, body: null, text: "ambiguous slug" });
  });
});

describe("a lease", () => {
  test("outlives the object that gave it, for the same run too, and its number only grows", async () => {
    const world = await new GuardWorld().ready();
    await world.ask(1);
    await abortAllDurableObjects();
    expect((await world.ask(2)).status).toBe(423);
    expect((await world.ask(1)).body).toMatchObject({ lease: { id: "lease_1", seq: 1 } });
    expect(await world.release(1)).toMatchObject({ status: 200, body: { released: "lease_1" } });
    expect(await world.release(1)).toMatchObject({ status: 200, body: { released: null } });
    expect((await world.ask(3)).body).toMatchObject({ lease: { seq: 2, rid: rid(3) } });
    await abortAllDurableObjects();
    await world.release(3);
    expect((await world.ask(4)).body).toMatchObject({ lease: { seq: 3 } });
  });

  test("is given back by a ping with its run id", async () => {
    const world = await new GuardWorld().ready();
    await world.ask(1);
    await world.send({ kind: "id", pingId: world.heartbeat.pingId }, { runId: rid(1) });
    expect((await world.ask(2)).status).toBe(200);
  });

  test("runs out, and is revoked by what breaks meanwhile", async () => {
    const world = await new GuardWorld().ready();
    await world.ask(1, { ttlSeconds: 60 });
    expect(await world.lease("lease_1")).toMatchObject({ status: 200, text: "go", body: { lease: { rid: rid(1) } } });
    await world.ping("fail");
    expect(await world.lease("lease_1")).toMatchObject({
      status: 409,
      text: expect.stringMatching(/^hold: backup is down/),
    });
    await world.advance(61);
    expect(await world.lease("lease_1")).toMatchObject({ status: 409, text: expect.stringContaining("ran out") });
    expect(await world.lease("lease_9")).toEqual({ status: 404, body: null, text: "not found" });
    const listed = await world.team.guards(world.caller);
    expect(listed.ok && listed.value.guards).toMatchObject([
      { lease: null, warnings: [expect.stringContaining("did not say")] },
    ]);
  });

  test("of a caller without a run id has one of its own; a dry question leases nothing", async () => {
    const world = await new GuardWorld().ready();
    expect((await world.ask(1, { dry: true })).body).toMatchObject({ decision: "go", lease: null });
    expect((await world.ask(null)).body).toMatchObject({ lease: { rid: rid(999) } });
  });
});

test("a hold says why, in one line", async () => {
  const world = await new GuardWorld().ready();
  await world.advance(125);
  const answer = await world.ask(1, { require: ["nothing"] });
  expect(answer).toMatchObject({ status: 409, body: { decision: "hold", retry_after: expect.any(Number) } });
  expect(answer.text).toMatch(/^hold: nothing is called "nothing": .*; backup is down since /);
  expect(answer.text).not.toContain("\n");
});

test("a flood of questions is refused, and not recorded", async () => {
  const world = await new GuardWorld().ready();
  for (let n = 0; n < 20; n++) expect((await world.ask(1)).status).toBe(200);
  expect(await world.ask(1)).toMatchObject({
    status: 429,
    text: "rate limited",
    retryAfterSeconds: expect.any(Number),
  });
});

test("the list shows addresses, but to viewers none that holds a key", async () => {
  const world = new GuardWorld();
  const [ana, bo] = world.config.members;
  if (!ana || !bo) throw new Error("two members are expected");
  world.config = { ...world.config, members: [ana, { ...bo, role: "viewer" }] };
  await world.ready();
  const listed = await world.team.guards(world.caller);
  expect(listed.ok && listed.value.guards[0]).toMatchObject({
    url: expect.stringContaining(`/guard/${world.guard.guardId}`),
    slugUrl: expect.stringContaining(`/guard/${world.config.pingKeys[0]}/prune-backups`),
    state: "free",
    sentence: "Free. Nobody has asked yet.",
  });
  const seen = await world.team.guards({ team: world.caller.team, user: "bo" });
  expect(seen.ok && seen.value.guards[0]?.slugUrl).toBeNull();
  expect((await world.team.guards({ team: "team_other", user: "ana" })).ok).toBe(false);
});
