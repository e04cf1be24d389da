import { exports } from "cloudflare:workers";
import { runLine, type CheckRequest, type CheckResult, type RunLine } from "@nightbell/shared/check/protocol";
import { describe, expect, inject, it } from "vitest";

/** The probe as the Team object sees it: `POST /run` against targets that misbehave. Cases: spec "checks" §7. */

const ports = inject("ports");
const at = (server: string, path = "/"): string => `http://127.0.0.1:${ports[server] ?? 0}${path}`;
const page = (path: string): string => at("pages", path);
const probe = (exports as unknown as { default: Fetcher }).default;

type Options = Partial<CheckRequest["target"]> & { timeoutMs?: number; monitor?: string };

function check(url: string, { timeoutMs = 1_000, monitor = "mon_1", ...target }: Options = {}): CheckRequest {
  return {
    monitor,
    revision: 3,
    tick: 1_800_000_000_000,
    attempt: 1,
    timeoutMs,
    target: { url, method: "GET", expectedStatus: "200-299", keywordsPresent: [], keywordsAbsent: [], ...target },
  };
}

const call = (checks: CheckRequest[], more: object = {}) => ({
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
    const order = (await textOf(response)).match(/slow|fast/g);
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
    ["a check without a target", 400, call([{ monitor: "m" } as unknown as CheckRequest])],
    ["16 checks", 413, call(Array.from({ length: 16 }, () => check(page("/ok"))))],
    ["more than 1 MB", 413, `${JSON.stringify(call([]))}${" ".repeat(1_000_000)}`],
  ])("with %s is refused with %i", async (_what, status, body) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
  });

  it("is POST /run and nothing else", async () => {
    expect((await probe.fetch("https://probe/")).status).toBe(404);
    expect((await probe.fetch("https://probe/run")).status).toBe(405);
  });
});

describe("a healthy target", () => {
  it.each<[string, string, Options]>([
    ["with its keywords", "/ok", { keywordsPresent: ["all is well"], keywordsAbsent: ["ERROR"] }],
    ["with a keyword across two chunks", "/split", { keywordsPresent: ["keyword"] }],
    ["in Latin-1", "/latin1", { keywordsPresent: ["grüße"] }],
    ["with an expected 404", "/nowhere", { expectedStatus: "200-299,404" }],
    ["with an expected redirect", "/loop", { expectedStatus: "302" }],
    ["with a 302 that leads nowhere", "/bare-302", { expectedStatus: "302" }],
    ["after five redirects", "/hop?n=5", { keywordsPresent: ["arrived"] }],
    ["asked by HEAD", "/ok", { method: "HEAD" }],
    ["on localhost, which no resolver knows", "/to?url=http://localhost:PORT/ok", {}],
  ])("%s passes", async (_what, path, options) => {
    const url = page(path.replace("PORT", String(ports["pages"])));
    expect(await run(url, options)).toMatchObject({ ok: true });
  });

  it("is told who asks, and gets no referrer or cookie", async () => {
    expect(
      await run(page("/echo"), {
        keywordsPresent: ["Nightbell/1 (+https://nightbell.example/bot)", '"nightbell-check":"1"', '"method":"POST"'],
        keywordsAbsent: ["referer"],
        method: "POST",
      }),
    ).toMatchObject({ ok: true });
  });
});

describe("a target that fails", () => {
  it.each<[string, string, string, Options]>([
    ["http_status", "503", page("/status?code=503"), {}],
    ["http_status", "302 without a location", page("/bare-302"), {}],
    ["platform_52x", "522", page("/status?code=522"), {}],
    ["keyword_missing", "a missing keyword", page("/ok"), { keywordsPresent: ["all is well", "grue"] }],
    ["keyword_missing", "a keyword beyond the limit", page("/endless"), { keywordsPresent: ["grue"] }],
    ["keyword_present", "a forbidden keyword", page("/ok"), { keywordsAbsent: ["well"] }],
    ["timeout_ttfb", "37: no answer", at("hang"), {}],
    ["timeout_ttfb", "38: headers byte by byte", at("slowHeaders"), {}],
    ["timeout_body", "a page that never ends", at("slowBody"), { keywordsPresent: ["x"] }],
    ["body_incomplete", "41: too few bytes", at("tooLong"), { keywordsPresent: ["x"] }],
    ["decode_error", "false gzip", page("/not-gzip"), {}],
    ["connection_reset", "a reset", at("reset"), {}],
    ["connection_reset", "an empty reply", at("empty"), {}],
    ["connect_refused", "a closed port", at("closed"), {}],
    ["transport_unknown", "plain HTTP where TLS should be", page("/ok").replace("http:", "https:"), {}],
    ["target_not_public", "a private address", "http://10.0.0.1/", {}],
    ["target_not_public", "19: a public and a private address", "http://inside.example/", {}],
    ["dns_nxdomain", "a name that does not exist", "http://gone.example/", {}],
    ["dns_no_address", "a name without an address", "http://empty.example/", {}],
    ["redirect_private", "22: a redirect inside", page("/to?url=http://169.254.169.254/"), {}],
    [
      "redirect_private",
      "23: a redirect inside, written short",
      page(`/to?url=${encodeURIComponent("//10.0.0.1/")}`),
      {},
    ],
    ["redirect_scheme", "a redirect to ftp", page("/to?url=ftp://a.example/"), {}],
    ["redirect_loop", "24: a circle", page("/loop"), {}],
    ["too_many_redirects", "six redirects", page("/hop?n=6"), {}],
  ])("is %s: %s", async (cause, _what, url, options) => {
    const result = await run(url, options);
    expect(result).toMatchObject({ ok: false, cause });
    expect(result.detail?.length).toBeGreaterThan(5);
  });

  it("39, 40: never costs more than 256 kB, however it is packed", async () => {
    expect(await run(page("/endless"))).toMatchObject({ ok: true, truncated: true, bytes: 262_144 });
    expect(await run(page("/bomb"), { timeoutMs: 5_000 })).toMatchObject({ ok: true, truncated: true, bytes: 262_144 });
  });

  it("42: by too short a length does not harm the next check", async () => {
    expect(await run(at("tooShort"), { keywordsPresent: ["hello"], keywordsAbsent: ["more"] })).toMatchObject({
      ok: true,
      bytes: 5,
    });
    expect(await run(at("tooShort"))).toMatchObject({ ok: true, bytes: 5 });
  });

  it("by one reset is asked again at once", async () => {
    expect(await run(at("resetOnce"))).toMatchObject({ ok: true, retriedCause: "connection_reset" });
  });

  it("leaves evidence without secrets", async () => {
    const { evidence = "" } = await run(page("/status?code=500"));
    expect(evidence).toContain("HTTP 500 Internal Server Error");
    expect(evidence).toContain("x-kept: yes");
    expect(evidence).toContain("eaten by a grue");
    expect(evidence).toContain("set-cookie: ***");
    expect(evidence).not.toContain("secret");
  });

  it("leaves the start of a page that hangs", async () => {
    expect(await run(page("/hang-page"))).toMatchObject({
      cause: "http_status",
      evidence: expect.stringContaining("the start of it"),
    });
  });

  it("does not leave the page of another origin", async () => {
    const elsewhere = encodeURIComponent(page("/status?code=500").replace("127.0.0.1", "localhost"));
    const { evidence = "" } = await run(page(`/to?url=${elsewhere}`));
    expect(evidence).toContain("302 http://127.0.0.1");
    expect(evidence).not.toContain("grue");
  });
});
