import { newPingKey } from "@nightbell/shared/ids";
import { describe, expect, it } from "vitest";
import { ask, HOST, id, ingest, teamOf, told } from "./told.ts";

/** The ping host in front of a fake Team: spec "heartbeats" §1. */

const KEY = newPingKey("0123456789ab", new Uint8Array(12));
/** Its first ten digits are more than any route. */
const NO_KEY = "z".repeat(22);
/** What any key may be made of; no team has one with a capital. */
const ODD_KEY = "A-_".repeat(7) + "0";

describe("a ping", () => {
  it("reaches the object that its id's route names, with all it carries", async () => {
    const before = Date.now();
    const response = await ingest.fetch(`${HOST}/${id("0")}/7?rid=123E4567-e89b-12d3-a456-426614174000`, {
      method: "POST",
      body: "dump failed",
      headers: { "user-agent": "a".repeat(300), "cf-connecting-ip": "192.0.2.7", "x-forwarded-for": "198.51.100.1" },
    });
    expect(response.status).toBe(200);
    const message = await told(response);
    expect(message).toMatchObject({
      v: 2,
      name: "0123456789ab",
      target: { kind: "id", pingId: id("0") },
      action: "fail",
      exitCode: 7,
      runId: "123e4567-e89b-12d3-a456-426614174000",
      method: "POST",
      scheme: "https",
      remote: "192.0.2.7",
      agent: "a".repeat(200),
      body: "dump failed",
      unmasked: null,
      bodyBytes: 11,
      metrics: {},
      metricsDropped: 0,
      host: null,
      note: null,
      runSeconds: null,
      clientAt: null,
      late: false,
      mail: null,
    });
    expect(message["delivery"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(message["receivedAt"])).toBeGreaterThanOrEqual(before);
  });

  it("by slug reaches the object that its key's route names", async () => {
    expect(await told(await ingest.fetch(`${HOST}/${KEY}/backup-db/start`))).toMatchObject({
      name: "0123456789ab",
      target: { kind: "slug", key: KEY, slug: "backup-db", create: false },
      action: "start",
    });
    const created = await ingest.fetch(`${HOST}/ping/${KEY}/job-1/3?create=1`, { method: "POST" });
    expect(created.status).toBe(201);
    expect(await told(created)).toMatchObject({ target: { slug: "job-1", create: true }, action: "fail", exitCode: 3 });
  });

  it.each(["GET", "POST", "PUT"])("by %s without a body has none", async (method) => {
    expect(await told(await ingest.fetch(`${HOST}/ping/${id("0")}`, { method }))).toMatchObject({
      method,
      action: "success",
      body: null,
      unmasked: null,
      bodyBytes: 0,
    });
  });

  it("by HEAD is answered without a body", async () => {
    for (const [last, status] of [
      ["0", 200],
      ["1", 201],
      ["4", 404],
      ["9", 429],
    ] as const) {
      const response = await ingest.fetch(`${HOST}/${id(last)}`, { method: "HEAD" });
      expect(response.status).toBe(status);
      expect(await response.text()).toBe("");
    }
  });

  it("by http is as good as by https", async () => {
    expect(await told(await ingest.fetch(`http://ping.example/${id("0")}`))).toMatchObject({ scheme: "http" });
  });

  it("carries what else its query says", async () => {
    const query = "host=web 1&note=nightly/%C3%BC&secs=1.5&ts=1760000000.25&late=1&unknown=1";
    expect(await told(await ingest.fetch(`${HOST}/${id("0")}?${query}`))).toMatchObject({
      host: "web-1",
      note: "nightly--",
      runSeconds: 1.5,
      clientAt: 1_760_000_000_250,
      late: true,
    });
    expect(await told(await ingest.fetch(`${HOST}/${id("0")}?host=&secs=-1&ts=soon&late=yes`))).toMatchObject({
      host: null,
      runSeconds: null,
      clientAt: null,
      late: false,
    });
  });
});

describe("the answer", () => {
  it("carries the documented headers, whatever it is", async () => {
    const paths = [`/${id("0")}`, `/${id("4")}`, `/${id("5")}`, `/${id("9")}`, "/nothing", `/${id("0")}/256`];
    for (const path of paths) {
      const { headers } = await ingest.fetch(HOST + path);
      expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("ping-body-limit")).toBe("10000");
      expect(headers.get("cache-control")).toBe("max-age=0, no-cache, no-store, must-revalidate, private");
    }
  });

  it.each([
    ["the Team's 404", `/${id("4")}`, 404, "not found"],
    ["the Team's 409", `/${KEY}/job7`, 409, "ambiguous slug"],
    ["the Team's 410", `/${id("8")}`, 410, "This team was deleted."],
    ["the URL's 404", "/nothing", 404, "not found"],
    ["404 to what Ansible asks for", "/checks", 404, "not found"],
    ["404 to what Ansible asks for below /ping", "/ping/checks", 404, "not found"],
    ["404 for a key that no team can have", `/${NO_KEY}/backup?create=1`, 404, "not found"],
    ["404 for a key with a capital", `/${ODD_KEY}/backup?create=1`, 404, "not found"],
    ["400 for the slug before all else", `/${NO_KEY}/Backup/256?rid=junk`, 400, "invalid url format"],
    ["400 for the exit code before the key", `/${NO_KEY}/backup/256?rid=junk`, 400, "invalid url format"],
    ["400 for the run id before the key", `/${NO_KEY}/backup?create=1&rid=junk`, 400, "invalid uuid format"],
    ["400 for the exit code before the id", `/${id("4")}/256`, 400, "invalid url format"],
    ["400 for the run id before the id", `/${id("4")}?rid=junk`, 400, "invalid uuid format"],
    ["400 for the run id before anything is made", `/${KEY}/job1?create=1&rid=junk`, 400, "invalid uuid format"],
  ])("is %s", async (_what, path, status, text) => {
    const response = await ingest.fetch(HOST + path, { redirect: "manual" });
    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  it("to OPTIONS and to other verbs names what is allowed, and records nothing", async () => {
    for (const path of [`/${id("5")}`, "/nothing"]) {
      const options = await ingest.fetch(HOST + path, { method: "OPTIONS" });
      expect([options.status, options.headers.get("allow")]).toEqual([204, "OPTIONS, GET, HEAD, POST, PUT"]);
      const deleted = await ingest.fetch(HOST + path, { method: "DELETE" });
      expect([deleted.status, deleted.headers.get("allow")]).toEqual([405, "OPTIONS, GET, HEAD, POST, PUT"]);
    }
  });

  it("to a flood says when to come back, in whole seconds", async () => {
    const response = await ingest.fetch(`${HOST}/${id("9")}`);
    expect([response.status, await response.text(), response.headers.get("retry-after")]).toEqual([
      429,
      "rate limited",
      "7",
    ]);
    const never = teamOf(async () => ({ status: 429, text: "rate limited" }));
    expect((await ask(new Request(`${HOST}/${id("0")}`), never)).headers.get("retry-after")).toBe("1");
  });

  it("is 503 and never 200 when the Team fails or stays silent", async () => {
    for (const last of ["5", "6"]) {
      const response = await ingest.fetch(`${HOST}/${id(last)}`);
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    }
  });
});

describe("look-ups that find nothing", () => {
  const from = (ip: string, path: string) => ingest.fetch(HOST + path, { headers: { "cf-connecting-ip": ip } });
  /** The minute of the count may end while the test asks: the second then has it full. */
  const floodOf = async (ip: string, path: string): Promise<Response> => {
    for (let i = 0; i < 60; i++) expect((await from(ip, path)).status).toBeOneOf([404, 429]);
    for (let i = 0; i < 60; i++) {
      const response = await from(ip, path);
      if (response.status === 429) return response;
    }
    return from(ip, path);
  };

  it.each([
    ["an unknown id", "192.0.2.1", `/${id("4")}`],
    ["a key that no team can have", "2001:db8::1", `/${NO_KEY}/backup`],
  ])("are limited by address: %s", async (_what, ip, path) => {
    const response = await floodOf(ip, path);
    expect([response.status, await response.text()]).toEqual([429, "rate limited"]);
    expect(response.headers.get("retry-after")).toBe("60");
    expect((await from("192.0.2.99", path)).status).toBe(404);
  });

  const counting = (calls: string[], success: boolean): Partial<IngestEnv> => ({
    FAILED_LOOKUPS: {
      limit: async ({ key }) => {
        calls.push(key);
        return { success };
      },
    },
  });
  const asked = (path: string, ip: string, settings: Partial<IngestEnv>) =>
    ask(new Request(HOST + path, { headers: ip === "" ? {} : { "cf-connecting-ip": ip } }), settings);

  it("count by address, and nothing else counts", async () => {
    const calls: string[] = [];
    for (const path of [`/${id("0")}`, `/${id("9")}`, `/${id("8")}`, "/nothing", `/${id("4")}/256`])
      await asked(path, "192.0.2.2", counting(calls, false));
    expect(calls).toEqual([]);
    await asked(`/${id("4")}`, "192.0.2.2", counting(calls, true));
    expect(calls).toEqual(["192.0.2.2"]);
  });

  it("are not counted where all come from the same machine", async () => {
    for (const ip of ["", "127.0.0.1", "::1", "::ffff:127.0.0.1"])
      expect((await asked(`/${id("4")}`, ip, counting([], false))).status).toBe(404);
  });

  it("are answered when they cannot be counted", async () => {
    const broken = { FAILED_LOOKUPS: { limit: () => Promise.reject(new Error("no count")) } };
    expect((await asked(`/${id("4")}`, "192.0.2.3", broken)).status).toBe(404);
  });
});

describe("a call that never arrived", () => {
  const failure = (marks: object): Error => Object.assign(new Error("no route to the object"), marks);
  const failing = (failures: Error[], calls: string[]): Partial<IngestEnv> =>
    teamOf(async ({ delivery }) => {
      calls.push(delivery);
      const [error] = failures.splice(0, 1);
      if (error) throw error;
      return { status: 200, text: "OK" };
    });
  const ping = (failures: Error[], calls: string[]) => ask(new Request(`${HOST}/${id("0")}`), failing(failures, calls));

  it("is repeated once, as the same delivery", async () => {
    const calls: string[] = [];
    expect((await ping([failure({ retryable: true })], calls)).status).toBe(200);
    expect(calls).toHaveLength(2);
    expect(calls[0]).toBe(calls[1]);
    expect((await ping([failure({ retryable: true }), failure({ retryable: true })], [])).status).toBe(503);
  });

  it("is not repeated for other errors, or when the object is overloaded", async () => {
    for (const error of [failure({}), failure({ retryable: true, overloaded: true })]) {
      const calls: string[] = [];
      expect((await ping([error], calls)).status).toBe(503);
      expect(calls).toHaveLength(1);
    }
  });
});
