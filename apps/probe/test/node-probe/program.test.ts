import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer as createHttpServer, type IncomingHttpHeaders } from "node:http";
import { createServer } from "node:net";
import { spawnSync } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { checkRequest, type CheckRequest, type RunLine, type RunRequest } from "@nightbell/shared/check/protocol";
import { newProbeKey } from "@nightbell/shared/probe/key";
import { sealSecret } from "@nightbell/shared/probe/seal";
import { FakeApi } from "./fake-api.ts";
import { portOf } from "./http.ts";
import { start, startFor } from "./program.ts";

/** The program itself, as its own process, against servers on this machine. */

const KEY = newProbeKey("0123456789ab", new Uint8Array(32).fill(3));
const REGION = `prb_${"0".repeat(25)}1` as const;
const LOOPBACK = "127.0.0.0/8\n::1/128\n";

const check = (monitor: string, spec: object, more: Partial<CheckRequest> = {}): CheckRequest =>
  checkRequest.parse({ monitor, revision: 1, tick: 1_000, attempt: 0, timeoutMs: 5_000, check: spec, ...more });

const call = (callId: string, checks: CheckRequest[]): RunRequest => ({
  v: 1,
  callId,
  region: REGION,
  purpose: "routine",
  deadlineMs: 25_000,
  checks,
});

const resultOf = (lines: readonly RunLine[], monitor: string) =>
  lines.find((line) => (line.line === "result" || line.line === "not_run") && line.monitor === monitor);

/** A web server that remembers what it was asked. */
async function webServer(): Promise<{ url: string; seen: IncomingHttpHeaders[] }> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createHttpServer((request, response) => {
    seen.push(request.headers);
    response.end("<p>Willkommen</p>");
  });
  const url = `http://127.0.0.1:${await portOf(server)}/`;
  onTestFinished(() => void server.close());
  return { url, seen };
}

async function tcpServer(): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("+OK ready\r\n");
    socket.once("data", (data) => socket.end(`you said ${data.toString()}`));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function udpServer(): Promise<number> {
  const server = createSocket("udp4");
  server.on("message", (data, { port, address }) => server.send(`${data.toString()} pong`, port, address));
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return server.address().port;
}

test("polls, runs checks of four kinds with a sealed secret, brings the lines, and ends when told to", async () => {
  const api = await new FakeApi(KEY).start();
  const web = await webServer();
  api.controls = [`${web.url}control`, `${web.url}other`];
  const program = startFor(api, KEY, LOOPBACK);
  await api.until(() => api.polls.length === 1);
  const publicKey = api.polls[0]?.publicKey ?? "";
  const token = await sealSecret(
    crypto.subtle,
    publicKey,
    { monitor: "mon_http", name: "token" },
    Buffer.from("s3cret-täken"),
  );
  api.give(
    call("call_1", [
      check(
        "mon_http",
        {
          type: "http",
          url: web.url,
          auth: { kind: "bearer", token: "{{token}}" },
          keywordsPresent: ["Willkommen"],
        },
        { secrets: { token } },
      ),
      check("mon_tcp", {
        type: "tcp",
        host: "127.0.0.1",
        port: await tcpServer(),
        steps: [
          { act: "expect", format: "text", value: "ready" },
          { act: "send", format: "text", value: "hello" },
          { act: "expect", format: "regex", value: "you said h[aeiou]llo" },
        ],
      }),
      check("mon_udp", {
        type: "udp",
        host: "127.0.0.1",
        port: await udpServer(),
        send: { format: "text", value: "ping" },
        expect: { format: "text", value: "ping pong" },
      }),
      check("mon_keyword", { type: "http", url: web.url, keywordsPresent: ["Lebewohl"] }),
    ]),
  );
  const lines = await api.whole("call_1");
  program.stop();
  const { code, out, err } = await program.ended;

  expect(lines[0]).toMatchObject({ line: "hello", region: REGION, colo: `node:${REGION}`, placement: null });
  expect(lines.at(-1)).toEqual({ line: "end" });
  expect(lines.find(({ line }) => line === "controls")).toEqual({ line: "controls", reachable: 2, of: 2 });
  for (const monitor of ["mon_http", "mon_tcp", "mon_udp"])
    expect(resultOf(lines, monitor)).toMatchObject({ line: "result", revision: 1, tick: 1_000, ok: true });
  expect(resultOf(lines, "mon_keyword")).toMatchObject({ ok: false, cause: "keyword_missing" });
  const asked = web.seen.find(({ authorization }) => authorization !== undefined);
  expect(Buffer.from(asked?.authorization ?? "", "latin1").toString()).toContain("s3cret-t");
  expect(asked).toMatchObject({ "nightbell-check": "1", "user-agent": `Nightbell/1 (+${api.url}/bot)` });
  expect(JSON.stringify(lines)).not.toContain("s3cret");
  expect([code, err]).toEqual([0, ""]);
  expect(out).not.toMatch(new RegExp(`s3cret|${KEY}|${web.url}`));
  const logged = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged.map(({ event }) => event)).toEqual(["started", "call", "stopped"]);
  expect(logged[1]).toMatchObject({ callId: "call_1", passed: 3, failed: 1, notRun: 0, controls: "2/2" });
});

const canPing = spawnSync("ping", ["-n", "-c", "1", "127.0.0.1"]).status === 0;
if (!canPing) console.warn("\nSKIPPED: ping is NOT tested for real: it is missing here, or may not ping.");

test.skipIf(!canPing)("pings", async () => {
  const api = await new FakeApi(KEY).start();
  startFor(api, KEY, LOOPBACK);
  api.give(call("call_1", [check("mon_icmp", { type: "icmp", host: "127.0.0.1" })]));
  expect(resultOf(await api.whole("call_1"), "mon_icmp")).toMatchObject({ line: "result", ok: true });
});

test("where there is no ping, a check by it is neither up nor down, and both it and the log say what to install", async () => {
  const api = await new FakeApi(KEY).start();
  const program = startFor(api, KEY, LOOPBACK, ["--ping", "/nowhere/ping"]);
  api.give(call("call_1", [check("mon_icmp", { type: "icmp", host: "127.0.0.1" })]));
  expect(resultOf(await api.whole("call_1"), "mon_icmp")).toMatchObject({
    ok: false,
    unknown: true,
    detail: expect.stringContaining("install it"),
  });
  program.stop();
  expect((await program.ended).out).toMatch(/"cannot ping","reason":"[^"]*there is no \/nowhere\/ping on this host/);
});

test("only the ranges in its file are reached; others are refused, and nothing is sent", async () => {
  const api = await new FakeApi(KEY).start();
  const canary = await webServer();
  api.controls = [canary.url];
  startFor(api, KEY, "10.0.0.0/8\n");
  const { port } = new URL(canary.url);
  api.give(
    call("call_1", [
      check("mon_http", { type: "http", url: canary.url }),
      check("mon_name", { type: "http", url: `http://localhost:${port}/` }),
      check("mon_tcp", { type: "tcp", host: "127.0.0.1", port: Number(port) }),
    ]),
  );
  const lines = await api.whole("call_1");
  for (const monitor of ["mon_http", "mon_name", "mon_tcp"])
    expect(resultOf(lines, monitor)).toMatchObject({ ok: false, cause: "target_not_public" });
  expect(lines.find(({ line }) => line === "controls")).toMatchObject({ reachable: 0, of: 1 });
  expect(canary.seen).toEqual([]);
});

test("a secret that was sealed for another probe runs nothing, and the other checks go on", async () => {
  const api = await new FakeApi(KEY).start();
  const web = await webServer();
  startFor(api, KEY, LOOPBACK, ["--control", web.url]);
  await api.until(() => api.polls.length === 1);
  const publicKey = api.polls[0]?.publicKey ?? "";
  const elsewhere = await sealSecret(crypto.subtle, publicKey, { monitor: "mon_2", name: "token" }, Buffer.from("x"));
  const auth = { kind: "bearer", token: "{{token}}" };
  api.give(
    call("call_1", [
      check("mon_1", { type: "http", url: web.url, auth }, { secrets: { token: elsewhere } }),
      check("mon_2", { type: "http", url: web.url, auth }, { secrets: { token: "in the clear" } }),
      check("mon_3", { type: "http", url: web.url }),
    ]),
  );
  const lines = await api.whole("call_1");
  expect(resultOf(lines, "mon_1")).toEqual({ line: "not_run", monitor: "mon_1" });
  expect(resultOf(lines, "mon_2")).toEqual({ line: "not_run", monitor: "mon_2" });
  expect(resultOf(lines, "mon_3")).toMatchObject({ ok: true });
  expect(lines.find(({ line }) => line === "controls")).toEqual({ line: "controls", reachable: 1, of: 1 });
  expect(web.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
});

test("a check of a newer time does not run, and the others do", async () => {
  const api = await new FakeApi(KEY).start();
  const web = await webServer();
  startFor(api, KEY, LOOPBACK);
  const newer = { ...check("mon_1", { type: "http", url: web.url }), check: { type: "quantum", host: "127.0.0.1" } };
  const older = check("mon_2", { type: "http", url: web.url });
  api.give({ ...call("call_1", []), checks: [newer as unknown as CheckRequest, older] });
  const lines = await api.whole("call_1");
  expect(resultOf(lines, "mon_1")).toEqual({ line: "not_run", monitor: "mon_1" });
  expect(resultOf(lines, "mon_2")).toMatchObject({ ok: true });
});

test("told to stop, it finishes the call in hand", async () => {
  const api = await new FakeApi(KEY).start();
  const answer = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const server = createHttpServer((_request, response) => {
    asked.resolve();
    void answer.promise.then(() => response.end("late"));
  });
  const url = `http://127.0.0.1:${await portOf(server)}/`;
  onTestFinished(() => void server.close());
  const program = startFor(api, KEY, LOOPBACK);
  api.give(call("call_1", [check("mon_1", { type: "http", url })]));
  await asked.promise;
  const polls = api.polls.length;
  program.stop();
  answer.resolve();
  const { code } = await program.ended;
  expect(code).toBe(0);
  expect(resultOf(api.linesOf("call_1"), "mon_1")).toMatchObject({ ok: true });
  expect(api.linesOf("call_1").at(-1)).toEqual({ line: "end" });
  expect(api.polls.length - polls).toBeLessThanOrEqual(1);
});

test("a key that Nightbell does not know ends it with 3 and a sentence", async () => {
  const api = await new FakeApi(KEY).start();
  const wrong = newProbeKey("0123456789ab", new Uint8Array(32).fill(4));
  const { code, out, err } = await startFor(api, wrong, "").ended;
  expect(code).toBe(3);
  expect(err).toMatch(/does not know this probe's key.*Make a new key/);
  expect(out + err).not.toContain(wrong);
});

test("wrong settings end it with 2 and a sentence, help with 0", async () => {
  expect(await start(["--url", "https://nightbell.example"]).ended).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringMatching(/^Give this probe's key.*\n$/),
  });
  expect(await start(["--help"]).ended).toMatchObject({
    code: 0,
    out: expect.stringContaining("--allow FILE"),
    err: "",
  });
  expect(await start(["--version"]).ended).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^node-[0-9a-f]{12}\n$/),
  });
});
