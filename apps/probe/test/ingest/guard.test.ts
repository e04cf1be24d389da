import { newPingKey } from "@nightbell/shared/ids";
import { describe, expect, it } from "vitest";
import { HOST, id, ingest, told } from "./told.ts";

/** Guards on the ping host, in front of a fake Team: spec "heartbeats" §7. */

const KEY = newPingKey("0123456789ab", new Uint8Array(12));
const RID = "123e4567-e89b-12d3-a456-426614174000";
const get = (path: string, method = "GET"): Promise<Response> =>
  ingest.fetch(`${HOST}${path}`, { method, redirect: "manual" });

describe("a question", () => {
  it.each(["GET", "POST"])("by %s reaches the object that its id's route names, with all it says", async (method) => {
    const query = `rid=${RID.toUpperCase()}&ttl=600&require=db,web&m.deleted=4&m.total=100`;
    const response = await get(`/guard/${id("0")}?${query}`, method);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const message = await told(response);
    expect(message).toMatchObject({
      name: "0123456789ab",
      kind: "ask",
      target: { kind: "id", guardId: id("0") },
      request: { rid: RID, ttlSeconds: 600, require: ["db", "web"], facts: { deleted: 4, total: 100 }, dry: false },
    });
    expect(message["newRid"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("by name reaches the object that its key's route names, also under /ping", async () => {
    for (const path of [`/guard/${KEY}/prune`, `/ping/guard/${KEY}/prune?dry=1`])
      expect(await told(await get(path))).toMatchObject({
        name: "0123456789ab",
        target: { kind: "slug", key: KEY, slug: "prune" },
        request: { dry: path.endsWith("dry=1") },
      });
  });

  it("in one line is answered in one line", async () => {
    for (const [last, status, text] of [
      ["0", 200, "go"],
      ["7", 409, "hold: backup is down"],
      ["8", 423, "hold: prune is held by run 1"],
    ] as const) {
      const response = await get(`/guard/${id(last)}?format=text`);
      expect([response.status, await response.text()]).toEqual([status, text]);
      expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("by HEAD is dry, and has no body", async () => {
    const response = await get(`/guard/${id("0")}`, "HEAD");
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect((await get(`/guard/${id("7")}`, "HEAD")).status).toBe(409);
  });
});

describe("what ends a lease", () => {
  it("is a POST with the run's id", async () => {
    const released = await get(`/guard/${id("0")}/release?rid=${RID}`, "POST");
    expect(await told(released)).toMatchObject({ kind: "release", target: { guardId: id("0") }, rid: RID });
    const byName = await get(`/guard/${KEY}/prune/release?rid=${RID}`, "POST");
    expect(await told(byName)).toMatchObject({ kind: "release", target: { slug: "prune" } });
    const asked = await get(`/guard/${id("0")}/release?rid=${RID}`);
    expect([asked.status, asked.headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
    expect((await get(`/guard/${id("0")}/release`, "POST")).status).toBe(400);
  });

  it("can be asked for", async () => {
    expect(await told(await get(`/guard/${id("0")}/lease/lease_3`))).toMatchObject({ kind: "lease", lease: "lease_3" });
    expect((await get(`/guard/${id("7")}/lease/lease_3`)).status).toBe(409);
    expect((await get(`/guard/${id("0")}/lease/lease_3`, "POST")).status).toBe(405);
  });
});

describe("whatever is no decision", () => {
  it.each([
    [`/guard/${id("4")}`, 404, "not found"],
    [`/guard/${id("0")}/`, 404, "not found"],
    [`/guard/${id("0")}/start`, 404, "not found"],
    [`/guard/${id("0")}/lease`, 404, "not found"],
    [`/guard/`, 404, "not found"],
    [`/guard/${KEY}`, 404, "not found"],
    [`/guard/${"z".repeat(22)}/prune`, 404, "not found"],
    [`/guard/${KEY}/Prune`, 400, "invalid url format"],
    [`/guard/${id("0")}?rid=junk`, 400, "invalid uuid format"],
    [`/guard/${id("0")}?ttl=59`, 400, "invalid ttl: whole seconds from 60 to 86400"],
    [`/guard/${id("9")}`, 429, "rate limited"],
    [`/guard/${id("5")}`, 503, "try again"],
    [`/guard/${id("6")}`, 503, "try again"],
  ])("%s is %i, and never a go", async (path, status, text) => {
    const response = await get(path);
    expect([response.status, await response.text()]).toEqual([status, text]);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("waits before it may be asked again", async () => {
    expect((await get(`/guard/${id("9")}`)).headers.get("retry-after")).toBe("7");
    expect((await get(`/guard/${id("5")}`)).headers.get("retry-after")).toBe("5");
  });

  it.each(["PUT", "DELETE", "PATCH"])("%s is refused", async (method) => {
    const response = await get(`/guard/${id("0")}`, method);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "OPTIONS, GET, HEAD, POST"]);
  });

  it("OPTIONS asks nobody", async () => {
    const response = await get(`/guard/${id("5")}`, "OPTIONS");
    expect([response.status, response.headers.get("allow")]).toEqual([204, "OPTIONS, GET, HEAD, POST"]);
  });

  it("guessing is refused after a while", async () => {
    const answers: number[] = [];
    // The window may begin anew in the middle of it.
    for (let n = 0; n < 130; n++) {
      const response = await ingest.fetch(`${HOST}/guard/${id("4")}`, {
        headers: { "cf-connecting-ip": "192.0.2.99" },
      });
      answers.push(response.status);
    }
    expect(new Set(answers)).toEqual(new Set([404, 429]));
  });
});
