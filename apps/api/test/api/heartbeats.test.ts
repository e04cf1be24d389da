import { beforeAll, describe, expect, it } from "vitest";
import { HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { newPingId, newUuid, routeOfPingKey } from "@nightbell/shared/ids";
import { mintId, randomBytes } from "../../src/context.ts";
import { openDb } from "../../src/db/client.ts";
import { recordHeartbeat } from "../../src/db/record-heartbeat.ts";
import { loadTeamConfig } from "../../src/db/team-config.ts";
import { testBindings } from "./bindings.ts";
import { linkIn, ownerQuery, sentTo, signUp } from "./client.ts";
import { HEARTBEAT, SCHEDULE } from "./matrix.ts";
import { joinAs } from "./people.ts";

const db = openDb(testBindings);
type Person = Awaited<ReturnType<typeof signUp>>;
type Json = Record<string, unknown>;

let ana: Person;
beforeAll(async () => void (ana = await signUp("Ana")));

const send = async (person: Person, path: string, body?: unknown, method?: string) => {
  const response = await person.browser.send(`${person.base}/${path}`, {
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Json };
};
const post = async (person: Person, path: string, body?: unknown) => await send(person, path, body, "POST");
const onlyHeartbeat = async (person: Person) => (await loadTeamConfig(db, person.team)).heartbeats[0];

describe("a heartbeat", () => {
  it("has every default until somebody says otherwise, and keeps what is said", async () => {
    const bo = await signUp("Bo");
    const { id } = (await post(bo, "heartbeats", HEARTBEAT)).body;
    expect(await onlyHeartbeat(bo)).toMatchObject({
      ...HEARTBEAT_DEFAULTS,
      ...HEARTBEAT,
      slug: "backup",
      channels: [],
    });
    const said = {
      slug: "db-backup",
      tags: ["prod", "db"],
      desc: "Dumps the database.",
      manualResume: true,
      methods: "POST",
      filter: { ...HEARTBEAT_DEFAULTS.filter, httpBody: true, failure: "ERROR" },
      failureTolerance: 2,
      startToleranceSeconds: 120,
      maxRunSeconds: 7200,
      sanity: { ...HEARTBEAT_DEFAULTS.sanity, tooShort: "page" },
    };
    expect((await send(bo, `heartbeats/${String(id)}`, said, "PATCH")).status).toBe(204);
    expect(await onlyHeartbeat(bo)).toMatchObject({ ...HEARTBEAT, ...said });
    await send(bo, `heartbeats/${String(id)}`, { startToleranceSeconds: null }, "PATCH");
    expect(await onlyHeartbeat(bo)).toMatchObject({ ...HEARTBEAT, ...said, startToleranceSeconds: null });
  });

  it("keeps its address by name when it is renamed", async () => {
    const bo = await signUp("Bo");
    const { id } = (await post(bo, "heartbeats", HEARTBEAT)).body;
    await send(bo, `heartbeats/${String(id)}`, { name: "Another" }, "PATCH");
    expect(await onlyHeartbeat(bo)).toMatchObject({ name: "Another", slug: "backup" });
  });

  it("gets a new ping id, and nothing else, by rotation", async () => {
    const bo = await signUp("Bo");
    const { id, pingUrl } = (await post(bo, "heartbeats", HEARTBEAT)).body;
    const before = await onlyHeartbeat(bo);
    const rotated = await post(bo, `heartbeats/${String(id)}/rotate`);
    const after = await onlyHeartbeat(bo);
    expect(rotated).toEqual({ status: 200, body: { pingUrl: `http://nightbell.test/ping/${after?.pingId}` } });
    expect(rotated.body["pingUrl"]).not.toBe(pingUrl);
    expect({ ...after, pingId: "" }).toEqual({ ...before, pingId: "" });
    expect(after?.pingId.slice(0, 13)).toBe(before?.pingId.slice(0, 13));
  });

  it("is previewed with its next times and clock changes", async () => {
    const schedule = { kind: "cron", expression: "30 2 * * *", zone: "Europe/Vienna" };
    const { status, body } = await post(ana, "heartbeats/preview", { schedule });
    expect(status).toBe(200);
    expect(body).toEqual({ upcoming: expect.any(Array), notes: expect.any(Array) });
    expect(body["upcoming"]).toHaveLength(5);
  });
});

describe("a batch", () => {
  const named = (name: string) => ({ name, schedule: SCHEDULE, graceSeconds: 60 });

  it("is created in order, by one commit", async () => {
    const bo = await signUp("Bo");
    const before = (await loadTeamConfig(db, bo.team)).version;
    const { status, body } = await post(bo, "heartbeats/batch", { heartbeats: [named("One"), named("Two")] });
    const config = await loadTeamConfig(db, bo.team);
    expect([status, config.version]).toEqual([201, before + 1]);
    const names = Object.fromEntries(config.heartbeats.map(({ id, name }) => [id, name]));
    expect((body["ids"] as string[]).map((id) => names[id])).toEqual(["One", "Two"]);
    const audit = await ownerQuery(
      "select count(*)::int as n from audit_log where team_id = $1 and action = 'heartbeat.create'",
      [bo.team],
    );
    expect(audit).toEqual([{ n: 2 }]);
  });

  it("names the one at fault, and creates none", async () => {
    const bo = await signUp("Bo");
    const bad = { ...named("Bad"), schedule: { kind: "cron", expression: "0 0 31 2 *", zone: "UTC" } };
    expect(await post(bo, "heartbeats/batch", { heartbeats: [named("Good"), bad] })).toMatchObject({
      status: 422,
      body: { error: { field: "heartbeats.1.schedule" } },
    });
    expect((await post(bo, "heartbeats/batch", { heartbeats: [] })).status).toBe(422);
    expect((await loadTeamConfig(db, bo.team)).heartbeats).toEqual([]);
  });

  it("fits the plan as a whole or not at all, however many come at once", async () => {
    const bo = await signUp("Bo");
    const fill = (from: number, size: number) =>
      post(bo, "heartbeats/batch", { heartbeats: Array.from({ length: size }, (_, i) => named(`${from + i}`)) });
    expect((await fill(0, 100)).status).toBe(201);
    const both = await Promise.all([fill(100, 60), fill(200, 60)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect((await loadTeamConfig(db, bo.team)).heartbeats).toHaveLength(160);
    expect((await fill(300, 41)).body).toMatchObject({ error: { code: "plan_limit", limit: 200, used: 160 } });
    expect((await fill(300, 40)).status).toBe(201);
  });
});

describe("ping keys", () => {
  it("one is there from the start, two can be live, and config holds them", async () => {
    const bo = await signUp("Bo");
    const list = async () => (await send(bo, "ping-keys")).body["keys"] as { id: string; key: string }[];
    const [first] = await list();
    const [row] = await ownerQuery("select route from team where id = $1", [bo.team]);
    expect(routeOfPingKey(first?.key ?? "")).toBe(row?.["route"]);
    const races = await Promise.all([post(bo, "ping-keys"), post(bo, "ping-keys")]);
    expect(races.map(({ status }) => status).sort()).toEqual([201, 409]);
    const keys = await list();
    expect(keys).toHaveLength(2);
    expect((await loadTeamConfig(db, bo.team)).pingKeys).toEqual(keys.map(({ key }) => key));
    expect((await send(bo, `ping-keys/${first?.id}`, undefined, "DELETE")).status).toBe(204);
    expect((await loadTeamConfig(db, bo.team)).pingKeys).toEqual([keys[1]?.key]);
  });
});

describe("keys of the management API", () => {
  it("are shown once, and kept as a hash", async () => {
    const made = await post(ana, "api-keys", { name: "Terraform", access: "read" });
    const secret = String(made.body["secret"]);
    expect([made.status, secret]).toEqual([201, expect.stringMatching(/^nbr_[0-9A-Za-z]{28}$/)]);
    const { body } = await send(ana, "api-keys");
    const { secret: _, ...view } = made.body;
    expect(body).toEqual({ keys: [view] });
    const [row] = await ownerQuery("select * from api_key where team_id = $1", [ana.team]);
    expect(JSON.stringify(row)).not.toContain(secret.slice(8, 24));
    expect(row?.["hash"]).toMatch(/^[0-9a-f]{64}$/);
    const audit = await ownerQuery("select data from audit_log where team_id = $1 and action = 'api_key.create'", [
      ana.team,
    ]);
    expect(JSON.stringify(audit)).not.toContain(secret.slice(8, 24));
  });
});

describe("channels", () => {
  it("reach members with a confirmed address only, and go with the member", async () => {
    const bo = await signUp("Bo");
    const made = await post(bo, "channels", { name: "Bo's mail", userId: bo.user });
    expect(made.status).toBe(201);
    expect((await send(bo, "channels")).body).toEqual({
      channels: [{ id: made.body["id"], kind: "email", name: "Bo's mail", person: { id: bo.user, name: "Bo" } }],
    });
    const channels = async () => (await loadTeamConfig(db, bo.team)).channels;
    expect(await channels()).toEqual([]);
    await bo.browser.send(linkIn((await sentTo("mails", bo.email)).at(-1)));
    expect(await channels()).toEqual([{ id: made.body["id"], kind: "email", name: "Bo's mail", user: bo.user }]);
    const kim = (await (await joinAs(bo, "viewer")).me()).user.id;
    await post(bo, "channels", { name: "Kim", userId: kim });
    expect(await channels()).toHaveLength(2);
    await send(bo, `members/${kim}`, undefined, "DELETE");
    expect(await channels()).toHaveLength(1);
    expect((await post(bo, "channels", { name: "Eve", userId: ana.user })).status).toBe(404);
  });
});

describe("a heartbeat that a ping made", () => {
  it("is recorded once, with its audit row and a version of its own", async () => {
    const bo = await signUp("Bo");
    const [row] = await ownerQuery("select route from team where id = $1", [bo.team]);
    const settings: HeartbeatSettings = {
      ...HEARTBEAT_DEFAULTS,
      ...HEARTBEAT,
      id: mintId("hb", 1_790_000_000_123),
      slug: "auto",
      name: "auto",
      tags: ["x"],
      pingId: newPingId(String(row?.["route"]), randomBytes(10)),
      badgeId: newUuid(randomBytes(16)),
      channels: [],
      createdAt: 1_790_000_000_123,
    };
    const before = (await loadTeamConfig(db, bo.team)).version;
    expect(await recordHeartbeat(db, bo.team, settings, 1_790_000_000_500)).toBe(before + 1);
    expect(await recordHeartbeat(db, bo.team, settings, 1_790_000_000_900)).toBe(before + 1);
    const config = await loadTeamConfig(db, bo.team);
    expect([config.version, config.heartbeats]).toEqual([before + 1, [settings]]);
    const audit = await ownerQuery("select actor_id, action from audit_log where team_id = $1 and subject = $2", [
      bo.team,
      settings.id,
    ]);
    expect(audit).toEqual([{ actor_id: "ping key", action: "heartbeat.create" }]);
    await expect(recordHeartbeat(db, "team_unknown", { ...settings, id: "hb_x" }, 1)).rejects.toThrow();
  });
});

describe("the documents", () => {
  it("name every route of the API, to anybody", async () => {
    const { browser } = ana;
    const response = await browser.send("/api/openapi.json");
    const document = (await response.json()) as { openapi: string; paths: Json; components: { securitySchemes: Json } };
    expect([response.status, document.openapi]).toEqual([200, "3.1.0"]);
    expect(Object.keys(document.paths)).toContain("/api/teams/{team}/heartbeats/{id}/rotate");
    expect(document.components.securitySchemes).toHaveProperty("session");
    const page = await browser.send("/docs");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/html")]);
    expect(await page.text()).toContain("POST /api/teams/{team}/heartbeats/{id}/rotate");
  });

  it("say where e-mail pings go", async () => {
    expect((await ana.browser.me()).mailDomain).toBe("ping.nightbell.test");
  });
});
