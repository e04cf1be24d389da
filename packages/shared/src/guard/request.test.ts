import { describe, expect, it } from "vitest";
import { rid, guardNamed } from "./guard-world.testing.ts";
import { findGuard } from "./find-guard.ts";
import { readGuardQuery } from "./request.ts";
import { GUARD_DEFAULTS, guardInput, guardSettings } from "./settings.ts";

const read = (query: string, method = "GET"): unknown => {
  const pairs = query.split("&").filter((part) => part !== "");
  return readGuardQuery(
    method,
    pairs.map((part): [string, string] => [part.split("=")[0] ?? "", part.split("=")[1] ?? ""]),
  );
};
const plain = { rid: null, ttlSeconds: null, require: [], facts: {}, dry: false };

describe("the query of a guard", () => {
  it("may be empty, or say all", () => {
    expect(read("")).toEqual({ ok: true, request: plain, format: "json" });
    expect(read(`rid=${rid(1)}&ttl=60&require=a,b&require=c&m.deleted=5&m.total=1e3&dry=1&format=text`)).toEqual({
      ok: true,
      request: {
        rid: rid(1),
        ttlSeconds: 60,
        require: ["a", "b", "c"],
        facts: { deleted: 5, total: 1_000 },
        dry: true,
      },
      format: "text",
    });
  });

  it("never leases on HEAD, and takes only the literal 1 for dry", () => {
    expect(read("", "HEAD")).toMatchObject({ request: { dry: true } });
    expect(read("dry=0")).toMatchObject({ request: { dry: false } });
    expect(read("", "POST")).toMatchObject({ request: { dry: false } });
  });

  it.each(["rid=", "rid=junk", `rid={${rid(1)}}`, "ttl=", "ttl=59", "ttl=86401", "ttl=60.5", "ttl=-60", "ttl=1h"])(
    "refuses %s",
    (query) => expect(read(query)).toMatchObject({ ok: false, status: 400 }),
  );

  it("refuses more than it can look at, instead of leaving some out", () => {
    const many = Array.from({ length: 21 }, (_, n) => `n${n}`);
    expect(read(`require=${many.join(",")}`)).toMatchObject({ ok: false });
    expect(read(many.map((name) => `m.${name}=1`).join("&"))).toMatchObject({ ok: false });
    expect(read(`require=${"x".repeat(101)}`)).toMatchObject({ ok: false });
  });

  it("keeps an empty name among others, which nothing has, and drops facts that are no numbers", () => {
    expect(read("require=")).toMatchObject({ request: { require: [] } });
    expect(read("require=a,")).toMatchObject({ request: { require: ["a", ""] } });
    expect(read("m.deleted=5&m.deleted=many&m.__proto__=1&m.total=Infinity")).toMatchObject({ request: { facts: {} } });
    expect(read(`rid=${rid(1)}&rid=${"ABCDEF00"}${rid(2).slice(8)}`)).toMatchObject({
      request: { rid: `abcdef00${rid(2).slice(8)}` },
    });
  });
});

describe("the settings of a guard", () => {
  it("have no defaults in a patch", () => {
    expect(guardInput.partial().parse({ name: " prune " })).toEqual({ name: "prune" });
    expect(guardSettings.parse({ ...guardNamed("prune"), ...GUARD_DEFAULTS })).toEqual(guardNamed("prune"));
  });

  it.each([
    { ttlSeconds: 59 },
    { ttlSeconds: 86_401 },
    { slug: "No" },
    { requires: Array.from({ length: 21 }, (_, n) => ({ kind: "monitor", id: `${n}`, maxAgeSeconds: null })) },
    { requires: [1, 2].map(() => ({ kind: "monitor", id: "a", maxAgeSeconds: null })) },
    { rules: [{ kind: "ratio", numerator: "a", denominator: "b", maxPercent: 101 }] },
    { rules: [{ kind: "share_of_median", heartbeat: "hb_1", metric: "1st", percent: 70 }] },
    { unknown: true },
  ])("are refused: %j", (change) => {
    expect(guardInput.safeParse({ name: "prune", ...change }).success).toBe(false);
  });
});

describe("finding a guard", () => {
  const one = guardNamed("prune");
  const two = { ...guardNamed("prune"), id: "grd_2", guardId: "a0b1c2d3-e4f5-4a6b-8c7d-00000000000e" };

  it("goes by its public id, or by its slug with a key of the team", () => {
    expect(findGuard([one, two], [], { kind: "id", guardId: two.guardId })).toEqual({ kind: "found", guard: two });
    expect(findGuard([one], ["k"], { kind: "slug", key: "k", slug: "prune" })).toEqual({ kind: "found", guard: one });
    expect(findGuard([one], ["k"], { kind: "slug", key: "x", slug: "prune" })).toMatchObject({ status: 404 });
    expect(findGuard([one], ["k"], { kind: "slug", key: "k", slug: "other" })).toMatchObject({ status: 404 });
    expect(findGuard([one, two], ["k"], { kind: "slug", key: "k", slug: "prune" })).toMatchObject({ status: 409 });
    expect(findGuard([one], [], { kind: "id", guardId: one.id })).toMatchObject({ status: 404 });
  });
});
