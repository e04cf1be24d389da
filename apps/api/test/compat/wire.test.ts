import { beforeAll, describe, expect, it } from "vitest";
import { ownerQuery, setDatabase, signUp } from "../api/client.ts";
import { pathOf, Program, request, type Json, type Person, type Version } from "./program.ts";

let ana: Person;
let eve: Person;
beforeAll(async () => {
  ana = await signUp("Ana");
  eve = await signUp("Eve");
});

const NOWHERE = "/checks/00000000-0000-4000-8000-000000000000";

describe.each([1, 2, 3] as Version[])("version %i", (version) => {
  let writer: Program;
  let reader: Program;
  let check: Json;
  let uniqueKey: string;

  beforeAll(async () => {
    writer = await Program.of(ana, version);
    reader = await Program.of(ana, version, "read");
    check = await writer.create({ name: `Wire ${version}` });
    const { checks } = (await reader.ask("/checks/")).body as { checks: Json[] };
    uniqueKey = String(checks.find(({ name }) => name === check["name"])?.["unique_key"]);
  });

  const fill = (path: string) => path.replace("<uuid>", String(check["uuid"])).replace("<key>", uniqueKey);

  describe("keys", () => {
    it.each([
      ["no key", {}, "missing api key"],
      ["a short one", { "x-api-key": "nbw_short" }, "missing api key"],
      ["a long one", { "x-api-key": "x".repeat(33) }, "missing api key"],
      ["an unknown one", { "x-api-key": "x".repeat(32) }, "wrong api key"],
    ])("%s", async (_, headers: Record<string, string>, error) => {
      for (const path of ["/checks/", "/checks", "/channels/", "/badges/", NOWHERE, `${NOWHERE}/pings/`]) {
        const response = await request(`/api/v${version}${path}`, { headers });
        expect([path, response.status, await response.json()]).toEqual([path, 401, { error }]);
      }
    });

    it("may travel in the body of a POST, and the header counts first", async () => {
      const send = async (body: unknown, headers: Record<string, string> = {}) =>
        await request(`/api/v${version}${pathOf(check)}/pause`, { body, headers });
      expect((await send({ api_key: writer.key })).status).toBe(200);
      expect(await (await send({ api_key: "x".repeat(32) })).json()).toEqual({ error: "wrong api key" });
      expect(await (await send({ api_key: 5 })).json()).toEqual({ error: "missing api key" });
      expect((await send({ api_key: writer.key }, { "x-api-key": "short" })).status).toBe(401);
    });

    it.each([
      ["GET", "/checks/", 200],
      ["GET", "/checks/<uuid>", 200],
      ["GET", "/checks/<key>", 200],
      ["GET", "/checks/<uuid>/flips/", 200],
      ["GET", "/checks/<key>/flips/", 200],
      ["GET", "/badges/", 200],
      ["POST", "/checks/", 401],
      ["POST", "/checks/<uuid>", 401],
      ["DELETE", "/checks/<uuid>", 401],
      ["POST", "/checks/<uuid>/pause", 401],
      ["POST", "/checks/<uuid>/resume", 401],
      ["GET", "/checks/<uuid>/pings/", 401],
      ["GET", "/checks/<uuid>/pings/1/body", 401],
      ["GET", "/channels/", 401],
    ])("one that only reads: %s %s gives %i", async (method, path, status) => {
      const answer = await reader.ask(fill(path), { method });
      expect(answer.status).toBe(status);
      if (status === 401) expect(answer.body).toEqual({ error: "wrong api key" });
    });

    it("one that only reads never sees an address that pings", async () => {
      const { body } = await reader.ask(fill("/checks/<uuid>"));
      expect(body["unique_key"]).toBe(uniqueKey);
      expect(uniqueKey).toMatch(/^[0-9a-f]{40}$/);
      expect(JSON.stringify(body)).not.toContain(String(check["uuid"]));
      for (const field of ["uuid", "ping_url", "update_url", "pause_url", "resume_url", "channels"])
        expect(body).not.toHaveProperty(field);
      expect(JSON.stringify((await reader.ask("/checks/")).body)).not.toContain(String(check["uuid"]));
    });

    it("a revoked one is out at the next request", async () => {
      const gone = await Program.of(ana, version);
      expect((await gone.send("/checks/")).status).toBe(200);
      const { keys } = (await (await ana.browser.send(`${ana.base}/api-keys`)).json()) as { keys: { id: string }[] };
      await ana.browser.send(`${ana.base}/api-keys/${keys.at(-1)?.id}`, { method: "DELETE" });
      expect((await gone.ask("/checks/")).body).toEqual({ error: "wrong api key" });
    });
  });

  describe("addresses", () => {
    const VERBS: [string, string][] = [
      ["/checks/", "GET, POST, OPTIONS"],
      ["/checks", "GET, POST, OPTIONS"],
      ["/checks/<uuid>", "GET, POST, DELETE, OPTIONS"],
      ["/checks/<key>", "GET, OPTIONS"],
      ["/checks/<uuid>/pause", "POST, OPTIONS"],
      ["/checks/<uuid>/resume", "POST, OPTIONS"],
      ["/checks/<uuid>/pings/", "GET, OPTIONS"],
      ["/checks/<uuid>/pings", "GET, OPTIONS"],
      ["/checks/<uuid>/pings/1/body", "GET, OPTIONS"],
      ["/checks/<uuid>/flips/", "GET, OPTIONS"],
      ["/checks/<uuid>/flips", "GET, OPTIONS"],
      ["/checks/<key>/flips/", "GET, OPTIONS"],
      ["/channels/", "GET, OPTIONS"],
      ["/channels", "GET, OPTIONS"],
      ["/badges/", "GET, OPTIONS"],
      ["/badges", "GET, OPTIONS"],
      ["/status/", "GET, OPTIONS"],
      ["/status", "GET, OPTIONS"],
    ];
    const cors = (response: Response) => [
      response.headers.get("access-control-allow-origin"),
      response.headers.get("access-control-allow-headers"),
      response.headers.get("access-control-allow-methods"),
      response.headers.get("access-control-max-age"),
    ];

    it.each(VERBS)("%s allows %s", async (path, allowed) => {
      const address = `/api/v${version}${fill(path)}`;
      const options = await request(address, { method: "OPTIONS" });
      expect([options.status, await options.text(), cors(options)]).toEqual([
        204,
        "",
        ["*", "X-Api-Key", allowed, "600"],
      ]);
      for (const method of ["PUT", "PATCH", "HEAD", "DELETE", "POST", "GET"].filter((one) => !allowed.includes(one))) {
        const wrong = await request(address, { method });
        expect([method, wrong.status, await wrong.text(), cors(wrong)]).toEqual([
          method,
          405,
          "",
          ["*", "X-Api-Key", allowed, "600"],
        ]);
      }
      const bare = await request(address, { method: allowed.split(", ")[0] ?? "" });
      expect(cors(bare)).toEqual(["*", "X-Api-Key", allowed, "600"]);
    });

    it.each([
      "/checks/<uuid>/",
      "/checks/<key>/",
      "/checks/<uuid>/pause/",
      "/checks/<uuid>/resume/",
      "/checks/<uuid>/pings/1/body/",
      "/checks/<uuid>/pings/x/body",
      "/checks/<uuid>/nothing",
      "/checks/<key>/pause",
      "/checks/<key>/pings/",
      "/checks/not-a-check",
      "/nothing/",
      "/",
    ])("%s leads nowhere", async (path) => {
      const response = await writer.send(fill(path));
      expect([response.status, await response.json()]).toEqual([404, { error: "not found" }]);
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
    });

    it("upper-case ids are other ids", async () => {
      expect((await writer.send(fill("/checks/<uuid>").toUpperCase().replace("/CHECKS", "/checks"))).status).toBe(404);
    });

    it("says that it is there, to anybody", async () => {
      const response = await request(`/api/v${version}/status/`);
      expect([response.status, await response.text()]).toEqual([200, "OK"]);
    });
  });

  describe("another team's check", () => {
    it.each([
      ["GET", "/checks/<uuid>"],
      ["GET", "/checks/<key>"],
      ["POST", "/checks/<uuid>"],
      ["DELETE", "/checks/<uuid>"],
      ["POST", "/checks/<uuid>/pause"],
      ["POST", "/checks/<uuid>/resume"],
      ["GET", "/checks/<uuid>/pings/"],
      ["GET", "/checks/<uuid>/pings/1/body"],
      ["GET", "/checks/<uuid>/flips/"],
      ["GET", "/checks/<key>/flips/"],
    ])("%s %s is one that does not exist", async (method, path) => {
      const stranger = await Program.of(eve, version);
      const body = method === "POST" ? { name: "Mine now" } : undefined;
      const foreign = await stranger.ask(fill(path), { method, body });
      expect(foreign).toEqual({ status: 404, body: { error: "not found" } });
      const random = fill(path.replace("<uuid>", NOWHERE.slice("/checks/".length)).replace("<key>", "0".repeat(40)));
      expect(await writer.ask(random, { method, body })).toEqual(foreign);
    });

    it("is in none of its lists, nor does a match reach it", async () => {
      const stranger = await Program.of(eve, version);
      expect((await stranger.ask("/checks/")).body).toEqual({ checks: [] });
      const made = await stranger.ask("/checks/", { body: { name: check["name"], unique: ["name"] } });
      expect(made.status).toBe(201);
      await stranger.ask(pathOf(made.body), { method: "DELETE" });
      expect((await writer.ask(fill("/checks/<uuid>"))).body["name"]).toBe(check["name"]);
    });
  });

  it("answers in its own form while the record is down", async () => {
    await setDatabase(false);
    for (const path of ["/checks/", "/channels/"]) {
      const answer = await writer.ask(path);
      expect([answer.status, typeof answer.body["error"]]).toEqual([503, "string"]);
    }
    expect((await request(`/api/v${version}/status/`)).status).toBe(500);
  });

  it("takes no body over 64 kB", async () => {
    const answer = await writer.ask("/checks/", { body: { desc: "x".repeat(70_000) } });
    expect([answer.status, typeof answer.body["error"]]).toEqual([413, "string"]);
  });
});

describe("the limits", () => {
  it("100 requests a minute by a key, then 429 and when to go on", async () => {
    const busy = await Program.of(eve, 3);
    const statuses = new Set<number>();
    for (let i = 0; i < 100; i++) statuses.add((await busy.send("/channels/")).status);
    const over = await busy.send("/channels/");
    statuses.add(over.status);
    // The window may have turned meanwhile; one more round of it has no room for that.
    for (let i = 0; i < 100 && !statuses.has(429); i++) statuses.add((await busy.send("/channels/")).status);
    expect([...statuses]).toEqual([200, 429]);
    const refused = await busy.send("/channels/");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(typeof ((await refused.json()) as Json)["error"]).toBe("string");
    expect((await (await Program.of(eve, 3)).send("/channels/")).status).toBe(200);
  });

  it("the plan's: 403 here, 422 in our own API, and what is there can be changed", async () => {
    const full = await signUp("Full");
    const program = await Program.of(full, 3);
    const check = await program.create({ name: "the first", unique: ["name"] });
    await ownerQuery(
      `insert into heartbeat (id, team_id, ping_id, slug, name, schedule, grace_seconds, created_at)
       select 'hb_full' || n, $1, 'full' || n, '', '', '{"kind":"period","seconds":60}', 60, now() from generate_series(1, 198) n`,
      [full.team],
    );
    expect((await program.ask("/checks/", { body: {} })).status).toBe(201);
    const over = await program.ask("/checks/", { body: {} });
    expect([over.status, typeof over.body["error"]]).toEqual([403, "string"]);
    expect((await program.ask("/checks/", { body: { name: "the first", unique: ["name"] } })).status).toBe(200);
    expect((await program.ask(pathOf(check), { body: { tags: "x" } })).status).toBe(200);
    const own = await full.browser.send(`${full.base}/heartbeats`, {
      body: { name: "One more", schedule: { kind: "period", seconds: 60 }, graceSeconds: 60 },
    });
    expect(own.status).toBe(422);
    expect(await own.json()).toMatchObject({ error: { code: "plan_limit", limit: 200, used: 200, plan: "Team" } });
    expect(await ownerQuery("select count(*)::int as n from heartbeat where team_id = $1", [full.team])).toEqual([
      { n: 200 },
    ]);
  });
});
