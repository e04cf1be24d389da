import { beforeAll, describe, expect, it } from "vitest";
import { app } from "../../src/app.ts";
import { Browser, ownerQuery, sentTo, signUp } from "./client.ts";
import { GUARD, HEARTBEAT, MAINTENANCE, MATRIX, MONITOR, OVERRIDE, POLICY, ROTA } from "./matrix.ts";
import { joinAs } from "./people.ts";

type Person = Awaited<ReturnType<typeof signUp>>;
const ROLES = ["owner", "admin", "responder", "viewer"] as const;
const RANK = { read: 4, operate: 3, administer: 2, own: 1 };
const RANDOM_ID = "team_00000000000000000000000000";

let ana: Person;
let eve: Person;
let anasIds: Record<string, string>;
let anasPingId: unknown;
let rota: string;

const create = async (person: Person, path: string, body: unknown): Promise<string> => {
  const response = await person.browser.send(`${person.base}/${path}`, { method: "POST", body });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
};

/** Fills the ids of a path, each with the resource's own. */
const fill = (path: string, ids: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name === "id" ? (path.split("/")[4] ?? "") : name] ?? "1");

const ask = async (browser: Browser, key: string, ids: Record<string, string>) => {
  const [method = "", path = ""] = key.split(" ");
  const { body, query = "" } = MATRIX[key] ?? {};
  const response = await browser.send(`${fill(path, ids)}${query}`, {
    method,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text.replace(/req_\w+/g, "req") };
};

beforeAll(async () => {
  ana = await signUp("Ana");
  eve = await signUp("Eve");
  rota = await create(ana, "rotas", ROTA);
  anasIds = {
    team: ana.team,
    user: ana.user,
    heartbeats: await create(ana, "heartbeats", HEARTBEAT),
    monitors: await create(ana, "monitors", MONITOR),
    guards: await create(ana, "guards", GUARD),
    maintenance: await create(ana, "maintenance", MAINTENANCE),
    probes: await create(ana, "probes", { name: "Office" }),
    domain: "example.com",
    contacts: await create(ana, "contacts", { kind: "phone", number: "+43 664 7654321" }),
    invitations: await create(ana, "invitations", { email: "kim@example.com", role: "viewer" }),
    incidents: "inc_1",
    "ping-keys": await create(ana, "ping-keys", undefined),
    "api-keys": await create(ana, "api-keys", { name: "Terraform", access: "write" }),
    channels: await create(ana, "channels", { name: "Ana", userId: ana.user }),
    policies: await create(ana, "policies", POLICY),
    rotas: rota,
    layer: "top",
    override: await create(ana, `rotas/${rota}/overrides`, { ...OVERRIDE, user: ana.user }),
    feeds: await create(ana, "feeds", { whose: "all" }),
  };
  const [row] = await ownerQuery("select ping_id from heartbeat where team_id = $1", [ana.team]);
  anasPingId = row?.["ping_id"];
});

describe("the matrix", () => {
  it("knows every route of a team", () => {
    const { paths } = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Nightbell", version: "1" } });
    const routes = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.filter((route) => route.includes("{team}")).sort()).toEqual(Object.keys(MATRIX).sort());
  });
});

describe("another team's owner", () => {
  it.each(Object.keys(MATRIX))("%s is the 404 of a team that does not exist", async (key) => {
    const foreign = await ask(eve.browser, key, anasIds);
    const random = await ask(eve.browser, key, { ...anasIds, team: RANDOM_ID });
    expect(foreign.status).toBe(404);
    expect(foreign.body).toBe(random.body);
    expect(foreign.text).not.toContain("Ana");
  });

  it.each(Object.keys(MATRIX).filter((key) => /\{(id|user)\}/.test(key) && !key.includes("incidents")))(
    "%s with a foreign id in one's own team is the same 404",
    async (key) => {
      const foreign = await ask(eve.browser, key, { ...anasIds, team: eve.team });
      expect(foreign.status).toBe(404);
      expect(JSON.parse(foreign.body)).toMatchObject({
        error: { code: "not_found", message: "This does not exist, or is not yours to see." },
      });
    },
  );

  it("has changed nothing of Ana's", async () => {
    const rows = await ownerQuery(
      `select (select name from team where id = $1) team, (select count(*)::int from heartbeat where team_id = $1) heartbeats,
        (select count(*)::int from contact where team_id = $1) contacts, (select count(*)::int from invitation where team_id = $1 and status = 'pending') invitations,
        (select count(*)::int from ping_key where team_id = $1) "pingKeys", (select count(*)::int from api_key where team_id = $1) "apiKeys",
        (select count(*)::int from channel where team_id = $1) channels, (select count(*)::int from rota where team_id = $1) rotas,
        (select count(*)::int from rota_override where team_id = $1) overrides, (select count(*)::int from escalation_policy where team_id = $1) policies,
        (select count(*)::int from calendar_feed where team_id = $1) feeds, (select count(*)::int from backup where team_id = $1) backups, (select ping_id from heartbeat where team_id = $1) = $2 "samePingId"`,
      [ana.team, anasPingId],
    );
    expect(rows).toEqual([
      {
        team: "Ana's team",
        heartbeats: 1,
        contacts: 1,
        invitations: 1,
        pingKeys: 2,
        apiKeys: 1,
        channels: 1,
        rotas: 1,
        overrides: 1,
        policies: 1,
        feeds: 1,
        backups: 0,
        samePingId: true,
      },
    ]);
    expect(await sentTo("texts", "+436647654321")).toEqual([]);
  });
});

describe("anonymous", () => {
  it.each(Object.keys(MATRIX))("%s wants a session", async (key) => {
    expect((await ask(new Browser(), key, anasIds)).status).toBe(401);
  });
});

describe("roles", () => {
  it.each(["responder", "viewer"] as const)("a %s gets exactly what the matrix says", async (role) => {
    const person = await joinAs(ana, role);
    for (const [key, row] of Object.entries(MATRIX)) {
      const allowed = ROLES.indexOf(role) < RANK[row.may];
      const { status } = await ask(person, key, { ...anasIds, user: ana.user });
      if (allowed) expect([key, status]).not.toEqual([key, 403]);
      else expect([key, status]).toEqual([key, 403]);
    }
  });

  it("only an owner invites or removes an owner, and the last one stays", async () => {
    const admin = await joinAs(ana, "admin");
    const invite = (browser: Browser) =>
      browser.send(`${ana.base}/invitations`, { body: { email: "o@example.com", role: "owner" } });
    expect((await invite(admin)).status).toBe(403);
    expect((await invite(ana.browser)).status).toBe(201);
    expect((await admin.send(`${ana.base}/members/${ana.user}`, { method: "DELETE" })).status).toBe(403);
    const last = await ana.browser.send(`${ana.base}/members/${ana.user}`, { method: "DELETE" });
    expect(last.status).toBe(409);
  });

  it("two owners who remove each other at once leave one", async () => {
    const mia = await signUp("Mia");
    const second = await joinAs(mia, "owner");
    const secondId = (await second.me()).user.id;
    const [one, two] = await Promise.all([
      mia.browser.send(`${mia.base}/members/${secondId}`, { method: "DELETE" }),
      second.send(`${mia.base}/members/${mia.user}`, { method: "DELETE" }),
    ]);
    expect([one.status, two.status].filter((status) => status === 204)).toHaveLength(1);
    const left = await ownerQuery("select 1 from member where team_id = $1 and role = 'owner'", [mia.team]);
    expect(left).toHaveLength(1);
  });

  it("a removed member is out at the next request", async () => {
    const person = await joinAs(ana, "responder");
    const id = (await person.me()).user.id;
    expect((await person.send(`${ana.base}/overview`)).status).toBe(200);
    expect((await ana.browser.send(`${ana.base}/members/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await person.send(`${ana.base}/overview`)).status).toBe(404);
  });
});

describe("the dashboard's socket", () => {
  it("names the verified caller to the object, whatever the client claims", async () => {
    const headers = { upgrade: "websocket", "x-nightbell-user": "usr_forged", "x-nightbell-team": "team_forged" };
    const response = await eve.browser.send(`${eve.base}/live`, { headers });
    expect(response.status).toBe(101);
    const socket = response.webSocket;
    const first = new Promise((resolve) =>
      socket?.addEventListener("message", (event) => resolve(event.data), { once: true }),
    );
    socket?.accept();
    expect(JSON.parse(String(await first))).toEqual({ team: eve.team, user: eve.user });
    socket?.close();
  });

  it("refuses a foreign origin", async () => {
    const response = await eve.browser.send(`${eve.base}/live`, {
      headers: { upgrade: "websocket", origin: "https://evil.example" },
    });
    expect(response.status).toBe(403);
  });
});
