import { gzipSync } from "node:zlib";
import { describe, expect, inject, test } from "vitest";
import { Person } from "../rig/person.ts";
import { Program, type LoggedPing } from "../rig/program.ts";
import { rawHttp } from "../rig/raw-http.ts";

/** What every client of ours relies on at the ping address: spec "heartbeats" §1, through the Workers as deployed. */

const rig = inject("rig");
const { host } = new URL(rig.app);

async function check(settings: object = {}) {
  const owner = await new Person(rig, "Wim").signUp();
  await owner.wait(0);
  const program = await Program.of(owner);
  const { uuid, ping_url: url } = await program.create({ name: "backup", ...settings });
  const path = new URL(url).pathname;
  return {
    owner,
    program,
    url,
    path,
    uuid,
    pings: (): Promise<LoggedPing[]> => program.pings(uuid),
    body: (n: number) => program.fetch("GET", `/checks/${uuid}/pings/${n}/body`),
  };
}

describe("old and strict clients", () => {
  test("HTTP/1.0, without keep-alive", async () => {
    const { path, pings } = await check();
    const answer = await rawHttp(rig.app, `GET ${path} HTTP/1.0\r\nHost: ${host}\r\n\r\n`);
    expect(answer).toMatchObject({ status: 200, body: "OK" });
    expect(await pings()).toMatchObject([{ type: "success", method: "GET", scheme: "http" }]);
  });

  test("HEAD gets the same headers and no body", async () => {
    const { path, pings } = await check();
    const answer = await rawHttp(rig.app, `HEAD ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatchObject({ status: 200, body: "" });
    expect(answer.headers.get("ping-body-limit")).toBe("10000");
    expect(await pings()).toMatchObject([{ method: "HEAD" }]);
  });

  test("a chunked POST of unknown length", async () => {
    const { path, pings, body } = await check();
    const chunk = `3e8\r\n${"x".repeat(1000)}\r\n`;
    const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect(await rawHttp(rig.app, `${head}${chunk.repeat(12)}0\r\n\r\n`)).toMatchObject({ status: 200 });
    expect(await pings()).toHaveLength(1);
    expect(await (await body(1)).text()).toBe("x".repeat(10_000));
  });

  test("Expect: 100-continue is answered before the body is sent", async () => {
    const { path, body } = await check();
    const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n`;
    expect(await rawHttp(rig.app, head, "hello")).toMatchObject({ status: 200, body: "OK" });
    expect(await (await body(1)).text()).toBe("hello");
  });

  test("a POST and a PUT without a body", async () => {
    const { url, path, pings } = await check();
    const bare = `POST ${path}/start HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect(await rawHttp(rig.app, bare)).toMatchObject({ status: 200 });
    expect((await fetch(url, { method: "PUT" })).status).toBe(200);
    expect(await pings()).toMatchObject([
      { type: "start", method: "POST" },
      { type: "success", method: "PUT" },
    ]);
  });
});

describe("verbs", () => {
  test("OPTIONS says what is allowed, with no look-up", async () => {
    const { url, pings } = await check();
    for (const address of [url, `${rig.app}/ping/nothing-like-it`]) {
      const answer = await fetch(address, { method: "OPTIONS" });
      expect(answer.status).toBe(204);
      expect(answer.headers.get("allow")).toBe("OPTIONS, GET, HEAD, POST, PUT");
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    }
    expect(await pings()).toEqual([]);
  });

  test.each(["DELETE", "PATCH", "PROPFIND"])("%s is refused and not recorded", async (method) => {
    const { url, pings } = await check();
    const answer = await fetch(url, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("OPTIONS, GET, HEAD, POST, PUT");
    expect(await pings()).toEqual([]);
  });
});

describe("answers", () => {
  test("plain text, for anyone, never cached, never redirected, no cookie", async () => {
    const { url } = await check();
    for (const form of ["", "/", "/start", "/log", "/0", "?rid=aaaaaaaa-0000-4000-8000-000000000001"]) {
      const answer = await fetch(url + form, { redirect: "manual" });
      expect([form, answer.status, await answer.text()]).toEqual([form, 200, "OK"]);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "content-type": "text/plain; charset=utf-8",
        "access-control-allow-origin": "*",
        "ping-body-limit": "10000",
        "cache-control": "max-age=0, no-cache, no-store, must-revalidate, private",
      });
      expect(answer.headers.has("set-cookie")).toBe(false);
    }
  });

  test.each([
    ["/START", 404],
    ["/start/", 404],
    ["/-1", 404],
    ["/256", 400],
    ["?rid=junk", 400],
    ["?rid=", 400],
    ["?rid={aaaaaaaa-0000-4000-8000-000000000001}", 400],
    ["//", 404],
  ])("%s is %i, and nothing is recorded", async (form, status) => {
    const { url, pings } = await check();
    expect((await fetch(url + form, { redirect: "manual" })).status).toBe(status);
    expect(await pings()).toEqual([]);
  });

  test("exit codes may have leading zeros", async () => {
    const { url, pings } = await check();
    for (const code of ["000", "007", "255"]) expect((await fetch(`${url}/${code}`)).status).toBe(200);
    expect((await pings()).map(({ type }) => type)).toEqual(["success", "fail", "fail"]);
  });
});

describe("bodies", () => {
  test("compressed, multipart and binary ones are kept as they came", async () => {
    const { url, body } = await check();
    const packed = gzipSync("all is well");
    const headers = { "content-encoding": "gzip", "content-type": "application/octet-stream" };
    expect((await fetch(url, { method: "POST", body: new Uint8Array(packed), headers })).status).toBe(200);
    expect(Buffer.from(await (await body(1)).arrayBuffer())).toEqual(packed);

    const form = new FormData();
    form.set("log", new Blob(["line"]), "job.log");
    expect((await fetch(url, { method: "POST", body: form })).status).toBe(200);
    expect(await (await body(2)).text()).toMatch(/^--[^]*filename="job.log"[^]*line/);
  });

  test("of any size are taken, and the first 10,000 bytes kept", async () => {
    const { url, body } = await check();
    const large = `first${"x".repeat(20 * 1024 * 1024)}`;
    expect((await fetch(url, { method: "POST", body: large })).status).toBe(200);
    expect(await (await body(1)).text()).toBe(large.slice(0, 10_000));
  });

  test("a secret in it is never stored, and a client cannot name its own address", async () => {
    const { url, pings, body } = await check();
    const headers = { "x-forwarded-for": "203.0.113.9", "user-agent": "u".repeat(300) };
    await fetch(url, { method: "POST", body: "DB_PASSWORD=hunter2 done", headers });
    expect(await (await body(1)).text()).toBe("DB_PASSWORD=*** done");
    const [ping] = await pings();
    expect(ping?.["remote_addr"]).not.toContain("203.0.113.9");
    expect(ping?.ua).toBe("u".repeat(200));
  });
});

test("a link that somebody shares is no sign of life", async () => {
  const { url, program, uuid, pings } = await check();
  const headers = { "user-agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)" };
  expect((await fetch(url, { headers })).status).toBe(200);
  expect(await program.check(uuid)).toMatchObject({ status: "new", n_pings: 1 });
  expect(await pings()).toMatchObject([{ type: "ign" }]);
});

describe("a flood", () => {
  test("is held back with 429 and Retry-After, but the first success and the first fail pass", async () => {
    const { owner, url, program, uuid } = await check();
    const logs = await Promise.all(Array.from({ length: 40 }, () => fetch(`${url}/log`, { method: "POST" })));
    expect(logs.filter(({ status }) => status === 200)).toHaveLength(20);
    const shed = logs.filter(({ status }) => status === 429);
    expect(shed).toHaveLength(20);
    for (const answer of shed) {
      expect(answer.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
      expect(await answer.text()).toBe("rate limited");
    }
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(`${url}/fail`)).status).toBe(200);
    expect((await fetch(`${url}/fail`)).status).toBe(429);
    expect(await program.check(uuid)).toMatchObject({ status: "down", n_pings: 22 });

    await owner.wait(15);
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(`${url}/fail`)).status).toBe(200);
  });

  test("of one heartbeat does not hold back another", async () => {
    const { url, program } = await check();
    const other = await program.create({ name: "other" });
    await Promise.all(Array.from({ length: 30 }, () => fetch(url)));
    expect((await fetch(`${other.ping_url}/log`)).status).toBe(200);
  });
});
