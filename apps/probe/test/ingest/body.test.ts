import type { PingMessage } from "@nightbell/shared/heartbeat/ping";
import { describe, expect, it } from "vitest";
import { ask, HOST, id, ingest, teamOf, told } from "./told.ts";

/** A ping's body and its metrics: spec "heartbeats" §1, §6.1 and §6.4. */

const post = (body: BodyInit, headers: HeadersInit = {}, query = "") =>
  ingest.fetch(`${HOST}/${id("0")}${query}`, { method: "POST", body, headers });

describe("a body", () => {
  it("is kept up to 10,000 bytes, with its whole size", async () => {
    expect(await told(await post("x".repeat(50_000)))).toMatchObject({ kept: 10_000, bodyBytes: 50_000 });
    expect(await told(await post("x".repeat(3_000_000)))).toMatchObject({ kept: 10_000, bodyBytes: 3_000_000 });
  });

  it("is kept with its bytes as they are, whatever its type and encoding", async () => {
    const body = new Uint8Array([0x1f, 0x8b, 0, 255]);
    const headers = { "content-encoding": "gzip", "content-type": "application/octet-stream" };
    expect(await told(await post(body, headers))).toMatchObject({ kept: 4, bodyBytes: 4 });
    const form = new FormData();
    form.set("log", "done");
    expect(await told(await post(form))).toMatchObject({ body: expect.stringMatching(/^--/) });
  });

  it("is read when it comes in pieces of no announced size", async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const sent = (async () => {
      for (const piece of ["::night", "bell rows=1", "2\n", "done"])
        await writer.write(new TextEncoder().encode(piece));
      await writer.close();
    })();
    expect(await told(await post(readable))).toMatchObject({ bodyBytes: 24, metrics: { rows: 12 } });
    await sent;
  });

  it("that breaks off is no error", async () => {
    const pieces = ["::nightbell a=1\n", "::nightbell b=12"];
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.error(new Error("connection lost"));
        else controller.enqueue(new TextEncoder().encode(piece));
      },
    });
    const messages: PingMessage[] = [];
    const team = teamOf(async (message) => {
      messages.push(message);
      return { status: 200, text: "OK" };
    });
    const response = await ask(new Request(`${HOST}/${id("0")}`, { method: "POST", body: stream }), team);
    expect(response.status).toBe(200);
    expect(messages[0]).toMatchObject({ action: "success", bodyBytes: 32, metrics: { a: 1 }, metricsDropped: 1 });
  });

  it("loses its secrets, and the keyword filter still sees them", async () => {
    expect(await told(await post("token=abc done"))).toMatchObject({
      body: "token=*** done",
      unmasked: "token=abc done",
      bodyBytes: 14,
    });
    expect(await told(await post(`${"x".repeat(9_990)} token=abcdefgh`))).toMatchObject({
      kept: 10_000,
      unmaskedBytes: 10_000,
    });
    expect(await told(await post(`${"x".repeat(10_001)} token=abc`))).toMatchObject({ unmasked: null });
  });
});

describe("metrics", () => {
  it("come from the query, from lines and from JSON; the later wins", async () => {
    const json = { "content-type": "Application/JSON; charset=utf-8" };
    const body = '{"rows": 1, "size_bytes": 2, "ok": true,\n"n": 3}\n';
    const response = await post(body, json, "?m.rows=7&m.rate=1e%2B06");
    expect(response.headers.get("nightbell-metrics")).toBe("accepted=4");
    expect(await told(response)).toMatchObject({ metrics: { rows: 7, size_bytes: 2, n: 3, rate: 1e6 } });

    const lines = await post('{"a": 1}\r::nightbell a=2 b=2\n', json, "?m.b=3");
    expect(await told(lines)).toMatchObject({ metrics: { a: 2, b: 3 } });
  });

  it("that are bad are dropped and counted, and change nothing else", async () => {
    const response = await post("::nightbell a=1 b=x duration=4", {}, "?m.c=&m.9=1&m.d=1e+3");
    expect(response.headers.get("nightbell-metrics")).toBe("accepted=2, dropped=4");
    expect(await told(response)).toMatchObject({ metrics: { a: 1, d: 1_000 }, metricsDropped: 4 });
  });

  it("are no more than 20", async () => {
    const query = Array.from({ length: 30 }, (_, i) => `m.q${i}=1`).join("&");
    const response = await post("::nightbell line=1", {}, `?${query}`);
    expect(response.headers.get("nightbell-metrics")).toBe("accepted=20, dropped=11");
  });

  it("are found anywhere in the first MiB, and not beyond", async () => {
    const filler = `${"x".repeat(99)}\n`.repeat(10_000);
    expect(await told(await post(`${filler}::nightbell rows=5\n`))).toMatchObject({ metrics: { rows: 5 } });
    expect(await told(await post(`${filler}${filler}::nightbell rows=5\n`))).toMatchObject({ metrics: {} });
    const upTo = "\n".repeat(1_024 * 1_024 - 17);
    expect(await told(await post(`${upTo}::nightbell rows=51\n`))).toMatchObject({ metrics: {}, metricsDropped: 1 });
  });

  it("of JSON are read up to 64 kB, and only where the type says so", async () => {
    const json = { "content-type": "application/json" };
    const sized = (length: number): string => `{"n": 1, "text": "${"x".repeat(length - 20)}"}`;
    expect(await told(await post(sized(65_536), json))).toMatchObject({ bodyBytes: 65_536, metrics: { n: 1 } });
    expect(await told(await post(sized(65_537), json))).toMatchObject({ metrics: {} });
    expect(await told(await post('{"n": 1}'))).toMatchObject({ metrics: {} });
    expect(await told(await post("{broken", json))).toMatchObject({ metrics: {}, metricsDropped: 0 });
  });

  it("have a header only where a client sent some and they were recorded", async () => {
    expect((await post("done")).headers.has("nightbell-metrics")).toBe(false);
    for (const last of ["4", "9", "5"])
      expect((await ingest.fetch(`${HOST}/${id(last)}?m.a=1`)).headers.has("nightbell-metrics")).toBe(false);
  });
});
