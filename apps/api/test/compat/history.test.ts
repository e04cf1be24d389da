import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { routeOfPingId } from "@nightbell/shared/ids";
import { DAY } from "@nightbell/shared/time";
import { appendEvents } from "../../src/db/events.ts";
import { openDb } from "../../src/db/client.ts";
import { teamObject } from "../../src/context.ts";
import { testBindings } from "../api/bindings.ts";
import { ownerQuery, signUp } from "../api/client.ts";
import { pathOf, ping, Program, request, type Json, type Person, type Version } from "./program.ts";

const RUN = "00000000-0000-4000-8000-000000000001";
const text = (words: string) => new TextEncoder().encode(words);
const db = openDb(testBindings);

let ana: Person;
beforeAll(async () => void (ana = await signUp("Ana")));

/** Moves the team's clock on. */
const advance = async (person: Person, ms: number) =>
  expect((await person.browser.send(`${person.base}/clock/advance`, { body: { ms } })).status).toBe(200);

/** Tells the record all of the log, as the Team object does after a while. */
async function flush(person: Person, check: Json): Promise<void> {
  const route = routeOfPingId(String(check["uuid"]));
  const [row] = await ownerQuery("select id from heartbeat where ping_id = $1", [check["uuid"]]);
  const answer = await teamObject(env, route).unrecorded(
    { team: person.team, key: "key_test", write: false },
    String(row?.["id"]),
  );
  if (!answer.ok) throw new Error(answer.message);
  await appendEvents(db, person.team, answer.value);
}

describe.each([1, 2, 3] as Version[])("version %i", (version) => {
  let program: Program;
  let check: Json;
  beforeAll(async () => {
    program = await Program.of(ana, version);
    check = await program.create({ name: "History" });
    await ping(check, {
      action: "start",
      runId: RUN,
      scheme: "http",
      method: "POST",
      remote: "192.0.2.7",
      agent: "curl/8",
    });
    await ping(check, { runId: RUN, body: text("all fine"), bodyBytes: 8 });
    await flush(ana, check);
    await ping(check, { action: "log", body: new Uint8Array([0xff, 0x00, 0x41]), bodyBytes: 3 });
    await ping(check, { action: "fail", exitCode: 3 });
  });

  it("lists pings, newest first, told to the record or not", async () => {
    const { status, body } = await program.ask(`${pathOf(check)}/pings/`);
    const pings = body["pings"] as Json[];
    expect(status).toBe(200);
    expect(pings.map(({ n, type, rid }) => [n, type, rid])).toEqual([
      [4, "fail", null],
      [3, "log", null],
      [2, "success", RUN],
      [1, "start", RUN],
    ]);
    expect(pings[3]).toEqual({
      type: "start",
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/),
      n: 1,
      scheme: "http",
      remote_addr: "192.0.2.7",
      method: "POST",
      ua: "curl/8",
      rid: RUN,
      duration: null,
      body_url: null,
    });
    expect(pings[2]?.["body_url"]).toBe(`${String(check["update_url"])}/pings/2/body`);
    expect(pings[2]?.["duration"]).toEqual(expect.any(Number));
  });

  it("gives bodies byte by byte", async () => {
    const body = async (n: number) => await program.send(`${pathOf(check)}/pings/${n}/body`);
    const response = await body(2);
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      "text/plain",
      "all fine",
    ]);
    expect(new Uint8Array(await (await body(3)).arrayBuffer())).toEqual(new Uint8Array([0xff, 0x00, 0x41]));
    for (const n of [0, 1, 4, 5, 99_999_999_999]) {
      const missing = await body(n);
      expect([n, missing.status, await missing.json()]).toEqual([n, 404, { error: "not found" }]);
    }
  });

  it("lists flips, newest first", async () => {
    const { body } = await program.ask(`${pathOf(check)}/flips/`);
    const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
    expect(body).toEqual({
      flips: [
        { timestamp, up: 0 },
        { timestamp, up: 1 },
      ],
    });
  });

  it.each([
    ["seconds=x", 400],
    ["seconds=-1", 400],
    ["seconds=1.5", 400],
    ["seconds=31536001", 400],
    ["seconds=31536000", 200],
    ["start=10000000001", 400],
    ["start=10000000000", 200],
    ["end=10000000001", 400],
    ["end=-1", 400],
    ["start=x&end=5", 400],
    ["start=&end=&seconds=", 200],
  ])("flips?%s is %i", async (query, status) => {
    const response = await program.send(`${pathOf(check)}/flips/?${query}`);
    expect(response.status).toBe(status);
    if (status === 400) expect(await response.text()).toBe("");
  });

  it("shows flips of a window: from its start on, and before its end", async () => {
    const { flips } = (await program.ask(`${pathOf(check)}/flips/`)).body as { flips: { timestamp: string }[] };
    const up = Math.floor(Date.parse(flips[1]?.timestamp ?? "") / 1000);
    const count = async (query: string) =>
      ((await program.ask(`${pathOf(check)}/flips/?${query}`)).body["flips"] as Json[]).length;
    expect(await count("seconds=3600")).toBe(2);
    expect(await count(`start=${up}`)).toBe(2);
    expect(await count(`end=${up}`)).toBe(0);
    expect(await count(`start=${up + 3600}`)).toBe(0);
    expect(await count(`start=${up - 1}&end=${up + 3600}`)).toBe(2);
  });
});

describe("badges", () => {
  const json = async (url: unknown): Promise<Json> => await (await request(String(url))).json();

  it("show how the checks of a tag stand", async () => {
    const bea = await signUp("Bea");
    const program = await Program.of(bea, 3);
    const late = await program.create({ name: "late", tags: "db a/b", timeout: 60, grace: 3600 });
    await program.create({ name: "new", tags: "db" });
    const { badges } = (await program.ask("/badges/")).body as { badges: Record<string, Record<string, string>> };
    expect(Object.keys(badges).sort()).toEqual(["*", "a/b", "db"]);
    const { db: tag = {}, "*": all = {}, "a/b": odd = {} } = badges;
    expect(Object.keys(tag)).toEqual(["svg", "svg3", "json", "json3", "shields", "shields3"]);
    expect(tag["svg"]).toMatch(/^http:\/\/nightbell\.test\/badge\/[\w-]+\/[\w-]{8}-2\/db\.svg$/);
    expect(tag["svg3"]).toMatch(/\/[\w-]{8}\/db\.svg$/);
    expect(all["json"]).toMatch(/\/badge\/[\w-]+\/[\w-]{8}-2\.json$/);

    await ping(late);
    expect(await json(tag["json3"])).toEqual({ status: "up", total: 2, grace: 0, down: 0 });
    await advance(bea, 90_000);
    expect(await json(tag["json3"])).toEqual({ status: "late", total: 2, grace: 1, down: 0 });
    expect(await json(tag["json"])).toEqual({ status: "up", total: 2, grace: 1, down: 0 });
    expect(await json(odd["shields3"])).toEqual({
      schemaVersion: 1,
      label: "a/b",
      message: "late",
      color: "important",
    });
    await ping(late, { action: "fail" });
    expect(await json(all["json3"])).toEqual({ status: "down", total: 2, grace: 0, down: 1 });
    expect(await json(all["shields"])).toMatchObject({ message: "down", color: "critical" });
    const picture = await request(String(odd["svg"]));
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    expect(picture.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(picture.headers.get("access-control-allow-origin")).toBe("*");
    expect(picture.headers.get("cache-control")).toContain("no-cache");
    expect(await picture.text()).toMatch(/^<svg .*a\/b.*down.*<\/svg>$/);
  });

  it("of one check, by an id that is not its ping id", async () => {
    const program = await Program.of(ana, 3);
    const check = await program.create({ name: "<One & only>" });
    const url = String(check["badge_url"]);
    expect(await (await request(url)).text()).toContain("&lt;One &amp; only&gt;");
    expect(await json(url.replace(".svg", ".json"))).toEqual({ status: "up", total: 1, grace: 0, down: 0 });
    expect(await json(url.replace("/b/2/", "/b/3/").replace(".svg", ".shields"))).toMatchObject({ color: "success" });
    await program.ask(`${pathOf(check)}/pause`, { method: "POST" });
    expect(await json(url.replace(".svg", ".json"))).toMatchObject({ status: "up" });
    await program.ask(pathOf(check), { method: "DELETE" });
    expect((await request(url)).status).toBe(404);
  });

  it("a wrong signature, format or id leads nowhere", async () => {
    const program = await Program.of(ana, 3);
    const check = await program.create({ tags: "sig" });
    const { badges } = (await program.ask("/badges/")).body as { badges: Record<string, Record<string, string>> };
    const good = String(badges["sig"]?.["json"]);
    const uuid = String(check["uuid"]);
    expect((await request(good)).status).toBe(200);
    for (const bad of [
      good.replace("/sig.", "/other."),
      good.replace(/\/[\w-]{8}-2\//, "/AAAAAAAA-2/"),
      good.replace(".json", ".png"),
      good.replace(/badge\/[\w-]+\//, "badge/someone-else/"),
      good.replace("-2/", "-3/"),
      `/b/2/${uuid}.svg`,
      String(check["badge_url"]).replace("/b/2/", "/b/4/"),
      "/b/2/nothing.svg",
    ])
      expect([bad, (await request(bad)).status]).toEqual([bad, 404]);
  });
});

describe("our own history", () => {
  it("pages through pings, and tells flips with their reason", async () => {
    const cat = await signUp("Cat");
    const check = await (await Program.of(cat, 3)).create({ name: "Own", timeout: 60, grace: 60 });
    const [row] = await ownerQuery("select id from heartbeat where ping_id = $1", [check["uuid"]]);
    const path = `${cat.base}/heartbeats/${String(row?.["id"])}`;
    for (let i = 0; i < 3; i++) await ping(check);
    await flush(cat, check);
    await advance(cat, DAY / 24);
    const page = async (query: string) =>
      ((await (await cat.browser.send(`${path}/pings?${query}`)).json()) as { pings: { n: number; seq: number }[] })
        .pings;
    const [third, second] = await page("limit=2");
    expect([third?.n, second?.n]).toEqual([3, 2]);
    expect((await page(`before=${second?.seq}`)).map(({ n }) => n)).toEqual([1]);
    expect((await cat.browser.send(`${path}/pings?limit=1000`)).status).toBe(422);
    const flips = ((await (await cat.browser.send(`${path}/flips`)).json()) as { flips: Json[] }).flips;
    expect(flips.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ["up", "down", "timeout"],
      ["new", "up", ""],
    ]);
  });
});
