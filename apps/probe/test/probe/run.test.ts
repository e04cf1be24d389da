import { exports } from "cloudflare:workers";
import { runLine, type checkRequest, type CheckResult, type RunLine } from "@nightbell/shared/check/protocol";
import { describe, expect, inject, it } from "vitest";
import type * as z from "zod";

/** The probe as the Team object sees it: `POST /run` against targets that misbehave. Cases: spec "checks" §7. */

const ports = inject("ports");
const at = (server: string, path = "/"): string => `http://127.0.0.1:${ports[server] ?? 0}${path}`;
const page = (path: string): string => at("pages", path);
const probe = (exports as unknown as { default: Fetcher }).default;

type Sent = z.input<typeof checkRequest>;
type Options = Partial<Omit<Sent, "check">> & { check?: object };

/** An HTTP check as the Team sends it, at a tick at which a passing one does not look closer. */
const check = (url: string, { check: more = {}, ...rest }: Options = {}): Sent => ({
  monitor: "mon_1",
  revision: 3,
  tick: 1_800_000_000_000,
  attempt: 1,
  timeoutMs: 1_000,
  check: { type: "http", url, ...more } as Sent["check"],
  ...rest,
});

const call = (checks: unknown[], more: object = {}) => ({
  v: 1,
  callId: "c1",
  region: "weur",
  purpose: "routine",
  deadlineMs: 25_000,
  checks,
  ...more,
});
const post = (body: unknown): Promise<Response> =>
  probe.fetch("https://probe/run", { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });

/** Not `text()`, which warns about a media type it does not know. */
const textOf = async (response: Response): Promise<string> => new TextDecoder().decode(await response.arrayBuffer());

async function lines(body: unknown): Promise<RunLine[]> {
  const response = await post(body);
  expect(response.status).toBe(200);
  return (await textOf(response))
    .trimEnd()
    .split("\n")
    .map((line) => runLine.parse(JSON.parse(line)));
}

async function run(url: string, options?: Options): Promise<CheckResult> {
  const result = (await lines(call([check(url, options)]))).find(({ line }) => line === "result");
  if (result?.line !== "result") throw new Error("the check gave no result");
  return result;
}

describe("a call", () => {
  it("answers hello, results, controls and end, each a line", async () => {
    const answer = await lines(call([check(page("/ok")), check(page("/status?code=503"), { monitor: "mon_2" })]));
    expect(answer[0]).toMatchObject({ line: "hello", region: "weur", colo: "local-weur" });
    expect(answer.at(-1)).toEqual({ line: "end" });
    expect(answer).toContainEqual({ line: "controls", reachable: 2, of: 3 });
    expect(answer).toContainEqual(
      expect.objectContaining({ line: "result", monitor: "mon_1", ok: true, status: 200, revision: 3, attempt: 1 }),
    );
    expect(answer).toContainEqual(
      expect.objectContaining({ line: "result", monitor: "mon_2", ok: false, cause: "http_status", status: 503 }),
    );
  });

  it("gives a result as soon as it is known, while others hang", async () => {
    const response = await post(
      call([check(at("hang"), { monitor: "slow" }), check(page("/ok"), { monitor: "fast" })]),
    );
    const order = [...(await textOf(response)).matchAll(/"monitor":"(\w+)"/g)].map(([, monitor]) => monitor);
    expect(order).toEqual(["fast", "slow"]);
  });

  it("leaves out what cannot finish before the deadline", async () => {
    const answer = await lines(call([check(page("/ok"), { timeoutMs: 5_000 })], { deadlineMs: 4_000 }));
    expect(answer).toContainEqual({ line: "not_run", monitor: "mon_1" });
    expect(answer.some(({ line }) => line === "result")).toBe(false);
  });

  it("may be for the controls only", async () => {
    const answer = await lines(call([], { purpose: "control" }));
    expect(answer.map(({ line }) => line)).toEqual(["hello", "controls", "end"]);
  });

  it.each([
    ["an unknown version", 400, call([], { v: 2 })],
    ["no JSON", 400, "{"],
    ["another region", 400, call([], { region: "apac" })],
    ["a check without a monitor", 400, call([{ check: {} }])],
    ["16 checks", 413, call(Array.from({ length: 16 }, () => check(page("/ok"))))],
    ["more than 1 MB", 413, `${JSON.stringify(call([]))}${" ".repeat(1_000_000)}`],
  ])("with %s is refused with %i", async (_what, status, body) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
  });

  it("leaves out a check that this release does not understand, and makes the others", async () => {
    const strange = { ...check(page("/ok")), monitor: "mon_2", check: { type: "telepathy" } };
    const answer = await lines(call([strange, check(page("/ok"))]));
    expect(answer).toContainEqual({ line: "not_run", monitor: "mon_2" });
    expect(answer).toContainEqual(expect.objectContaining({ line: "result", monitor: "mon_1", ok: true }));
  });

  it("may carry fields that this release does not know", async () => {
    const answer = await lines(call([{ ...check(page("/ok")), mood: "good" }], { weather: "fine" }));
    expect(answer).toContainEqual(expect.objectContaining({ line: "result", ok: true }));
  });

  it("is POST /run or POST /page and nothing else", async () => {
    expect((await probe.fetch("https://probe/")).status).toBe(404);
    expect((await probe.fetch("https://probe/page")).status).toBe(405);
    expect((await probe.fetch("https://probe/run")).status).toBe(405);
  });
});

describe("a result", () => {
  it("tells who asked, measures, and counts redirects", async () => {
    const keywordsPresent = [
      "Nightbell/1 (+https://nightbell.example/bot)",
      '"nightbell-check":"1"',
      '"method":"POST"',
    ];
    const asked = { method: "POST", keywordsPresent, keywordsAbsent: ["referer", "cookie"] };
    const result = await run(page("/echo"), { check: asked });
    expect(result).toMatchObject({ ok: true, slow: false, status: 200, redirects: 0 });
    expect(result.phases).toMatchObject({
      dns: null,
      connect: null,
      tls: null,
      ttfb: expect.any(Number),
      download: expect.any(Number),
    });
    expect(result.totalMs).toBe((result.phases?.ttfb ?? 0) + (result.phases?.download ?? 0));
  });

  it("is slow, or has failed softly, by the time it took", async () => {
    const hops = page("/hop?n=5");
    expect(await run(hops, { degradedAfterMs: 60_000, failAfterMs: 60_000 })).toMatchObject({ ok: true, slow: false });
    const late = at("slowBody");
    expect(await run(late, { failAfterMs: 1 })).toMatchObject({ ok: false, cause: "timeout_body", slow: false });
    expect(await run(page("/delayed"), { degradedAfterMs: 10 })).toMatchObject({ ok: true, slow: true });
    expect(await run(page("/delayed"), { failAfterMs: 10 })).toMatchObject({
      ok: false,
      cause: "too_slow",
      slow: false,
    });
  });

  it("has phases from connections of its own when somebody tries a check", async () => {
    const answer = await lines(call([check(page("/ok"))], { purpose: "try" }));
    const result = answer.find((line) => line.line === "result");
    expect(result).toMatchObject({
      ok: true,
      phases: { dns: expect.any(Number), connect: expect.any(Number), tls: null },
    });
  });

  it("reaches localhost, which no resolver knows, where loopback is allowed", async () => {
    expect(await run(page("/ok").replace("127.0.0.1", "localhost"))).toMatchObject({ ok: true });
  });
});

describe("evidence", () => {
  it("holds the answer's status, headers and page", async () => {
    const { evidence = "" } = await run(page("/status?code=500"));
    expect(evidence).toContain("HTTP 500 Internal Server Error");
    expect(evidence).toContain("x-kept: yes");
    expect(evidence).toContain("eaten by a grue");
    expect(evidence).toContain("set-cookie: ***");
    expect(evidence).not.toContain("secret");
  });

  it("holds the start of a page that hangs", async () => {
    expect(await run(page("/hang-page"))).toMatchObject({
      cause: "http_status",
      evidence: expect.stringContaining("the start of it"),
    });
  });

  it("does not hold the page of another origin", async () => {
    const elsewhere = encodeURIComponent(page("/status?code=500").replace("127.0.0.1", "localhost"));
    const { evidence = "" } = await run(page(`/to?url=${elsewhere}`));
    expect(evidence).toContain("302 http://127.0.0.1");
    expect(evidence).not.toContain("grue");
  });

  it("holds the diagnosis where there was no answer", async () => {
    expect((await run(at("closed"))).evidence).toContain("Diagnosis: the connection");
  });

  it("holds no secret, however the server gives it back", async () => {
    const secrets = { token: "s3cr\u00e9t/one two", user: "amelie" };
    const { evidence = "", detail = "" } = await run(page("/echo-failing?key={{token}}"), {
      secrets,
      check: {
        auth: { kind: "basic", user: "{{user}}", password: "{{token}}" },
        headers: [
          { name: "x-api-key", value: "{{user}}" },
          { name: "x-note", value: "by {{user}}" },
        ],
        headerAssertions: [],
      },
    });
    expect(evidence).toContain("x-api-key: ***");
    expect(evidence).toContain('"authorization":"Basic ***"');
    for (const text of ["amelie", "s3cr", "YW1lbGll"]) expect(evidence + detail).not.toContain(text);
  });
});

describe("POST /page", () => {
  const ask = (body: unknown): Promise<Response> =>
    probe.fetch("https://probe/page", { method: "POST", body: JSON.stringify(body) });

  it("gives a page, decoded, with its title and where it was", async () => {
    const response = await ask({ url: page(`/to?url=${encodeURIComponent("/page")}`) });
    expect(await response.json()).toEqual({
      status: 200,
      contentType: "text/html; charset=utf-8",
      title: "A small shop",
      text: expect.stringContaining("Gr\u00fc\u00dfe"),
      finalUrl: page("/page"),
    });
  });

  it.each([
    ["a private address", "http://10.0.0.1/", 422],
    ["a redirect inside", "/to?url=http://169.254.169.254/", 422],
    ["no URL", 7, 400],
  ])("refuses %s with a sentence", async (_what, url, status) => {
    const response = await ask({ url: typeof url === "string" && url.startsWith("/") ? page(url) : url });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringMatching(/.{10}/), field: "url" } });
  });
});
