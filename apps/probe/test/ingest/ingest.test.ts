import { exports } from "cloudflare:workers";
import type { PingAnswer, PingMessage } from "@nightbell/shared/heartbeat/ping";
import { describe, expect, it } from "vitest";
import worker from "../../src/ingest.ts";

/** The ping host in front of a fake Team: spec "heartbeats" §1. */

const ingest = (exports as unknown as { default: Fetcher }).default;
const HOST = "https://ping.example";
/** The fake Team answers by the last digit. */
const id = (last: string): string => `01234567-89ab-4cde-8f01-23456789abc${last}`;

const told = async (response: Response): Promise<Record<string, unknown>> =>
  JSON.parse(await response.text()) as Record<string, unknown>;

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
      v: 1,
      name: "0123456789ab",
      pingId: id("0"),
      action: "fail",
      exitCode: 7,
      runId: "123e4567-e89b-12d3-a456-426614174000",
      method: "POST",
      scheme: "https",
      remote: "192.0.2.7",
      agent: "a".repeat(200),
      body: "dump failed",
      bodyBytes: 11,
    });
    expect(message["delivery"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(message["receivedAt"])).toBeGreaterThanOrEqual(before);
  });

  it.each(["GET", "POST", "PUT"])("by %s without a body has none", async (method) => {
    expect(await told(await ingest.fetch(`${HOST}/ping/${id("0")}`, { method }))).toMatchObject({
      method,
      action: "success",
      body: null,
      bodyBytes: 0,
    });
  });

  it("by HEAD is answered without a body", async () => {
    const response = await ingest.fetch(`${HOST}/${id("0")}`, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });

  it("keeps 10,000 bytes of its body, and says how long it was", async () => {
    expect(
      await told(await ingest.fetch(`${HOST}/${id("0")}`, { method: "POST", body: "x".repeat(50_000) })),
    ).toMatchObject({ kept: 10_000, bodyBytes: 50_000 });
    const huge = "x".repeat(3_000_000);
    expect(await told(await ingest.fetch(`${HOST}/${id("0")}`, { method: "POST", body: huge }))).toMatchObject({
      kept: 10_000,
      bodyBytes: 3_000_000,
    });
  });

  it("carries no secret of its body", async () => {
    expect(
      await told(await ingest.fetch(`${HOST}/${id("0")}`, { method: "POST", body: "token=abc done" })),
    ).toMatchObject({ body: "token=*** done", bodyBytes: 14 });
  });

  it("keeps its body's bytes as they are", async () => {
    const body = new Uint8Array([0x1f, 0x8b, 0, 255]);
    const headers = { "content-encoding": "gzip", "content-type": "application/octet-stream" };
    expect(await told(await ingest.fetch(`${HOST}/${id("0")}`, { method: "POST", body, headers }))).toMatchObject({
      kept: 4,
      bodyBytes: 4,
    });
  });
});

describe("the answer", () => {
  it("carries the documented headers, whatever it is", async () => {
    for (const path of [`/${id("0")}`, `/${id("4")}`, "/nothing", `/${id("0")}/256`]) {
      const { headers } = await ingest.fetch(HOST + path);
      expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("ping-body-limit")).toBe("10000");
      expect(headers.get("cache-control")).toBe("max-age=0, no-cache, no-store, must-revalidate, private");
    }
  });

  it.each([
    ["the Team's 404", `/${id("4")}`, 404, "not found"],
    ["the URL's 404", "/nothing", 404, "not found"],
    ["a slug, as no key is known", "/0a1b2c3d4e5f6a7b8c9d0e/backup?create=1", 404, "not found"],
    ["a bad exit code", `/${id("0")}/256`, 400, "invalid url format"],
    ["a bad run id", `/${id("0")}?rid=junk`, 400, "invalid uuid format"],
  ])("is %s", async (_what, path, status, text) => {
    const response = await ingest.fetch(HOST + path);
    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  it("to OPTIONS and to other verbs names what is allowed, and records nothing", async () => {
    const options = await ingest.fetch(`${HOST}/${id("0")}`, { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "OPTIONS, GET, HEAD, POST, PUT"]);
    const deleted = await ingest.fetch(`${HOST}/${id("0")}`, { method: "DELETE" });
    expect([deleted.status, deleted.headers.get("allow")]).toEqual([405, "OPTIONS, GET, HEAD, POST, PUT"]);
  });

  it("to a flood says when to come back, in whole seconds", async () => {
    const response = await ingest.fetch(`${HOST}/${id("9")}`);
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
  });

  it("is 503 and never 200 when the Team fails or stays silent", async () => {
    for (const last of ["5", "6"]) {
      const started = Date.now();
      const response = await ingest.fetch(`${HOST}/${id(last)}`);
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
      expect(Date.now() - started).toBeLessThan(4_000);
    }
  });
});

describe("a call that never arrived", () => {
  const failure = (marks: object): Error => Object.assign(new Error("no route to the object"), marks);
  const env = (failures: Error[], calls: string[]): IngestEnv => {
    const ping = async ({ delivery }: PingMessage): Promise<PingAnswer> => {
      calls.push(delivery);
      const [error] = failures.splice(0, 1);
      if (error) throw error;
      return { status: 200, text: "OK" };
    };
    return { TEAM: { getByName: () => ({ ping }) } } as unknown as IngestEnv;
  };
  const ask = (failures: Error[], calls: string[]) =>
    worker.fetch(new Request(`${HOST}/${id("0")}`) as Parameters<typeof worker.fetch>[0], env(failures, calls));

  it("is repeated once, as the same delivery", async () => {
    const calls: string[] = [];
    expect((await ask([failure({ retryable: true })], calls)).status).toBe(200);
    expect(calls).toHaveLength(2);
    expect(calls[0]).toBe(calls[1]);
    expect((await ask([failure({ retryable: true }), failure({ retryable: true })], [])).status).toBe(503);
  });

  it("is not repeated for other errors, or when the object is overloaded", async () => {
    for (const error of [failure({}), failure({ retryable: true, overloaded: true })]) {
      const calls: string[] = [];
      expect((await ask([error], calls)).status).toBe(503);
      expect(calls).toHaveLength(1);
    }
  });
});
