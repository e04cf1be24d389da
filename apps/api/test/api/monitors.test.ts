import type { MonitorSettings } from "@nightbell/shared/check/settings";
import { POLL_PATH, RESULTS_PATH } from "@nightbell/shared/probe/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../src/db/client.ts";
import { loadTeamConfig } from "../../src/db/team-config.ts";
import { open } from "../../src/secrets/sealed.ts";
import { testBindings } from "./bindings.ts";
import { Browser, ownerQuery, signUp } from "./client.ts";
import { HTTP, MAINTENANCE, MONITOR } from "./matrix.ts";

/** Monitors, maintenance, probes and domains as a person sets them. What they come to is the Team object's. */

let ana: Awaited<ReturnType<typeof signUp>>;
beforeAll(async () => void (ana = await signUp("Ana")));

const send = async (path: string, body?: unknown, method?: string) => {
  const init = { ...(body === undefined ? {} : { body }), ...(method === undefined ? {} : { method }) };
  const response = await ana.browser.send(`${ana.base}${path}`, init);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  return { status: response.status, text, json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
};
const config = () => loadTeamConfig(openDb(testBindings), ana.team);
const settingsOf = async (id: unknown): Promise<MonitorSettings> => {
  const found = (await config()).monitors.find((known) => known.id === id);
  if (found === undefined) throw new Error(`no monitor ${String(id)}`);
  return found;
};
const opened = async ({ id, secrets }: MonitorSettings, name: string): Promise<string> =>
  open(testBindings.SECRETS_KEY, { team: ana.team, owner: id, name }, secrets[name] ?? "");

describe("a monitor", () => {
  it("is made of every type with its defaults, and its settings reach the Team object", async () => {
    const checks = [
      HTTP,
      { type: "tls", host: "example.com" },
      { type: "domain", domain: "example.com" },
      { type: "tcp", host: "example.com", port: 22 },
      { type: "dns", name: "example.com" },
      { type: "postgres", host: "db.example.com" },
      { type: "mysql", host: "db.example.org" },
      { type: "redis", host: "db.example.net" },
      { type: "smtp", host: "mail.example.com", security: "tls" },
      { type: "imap", host: "mail.example.org", security: "starttls", port: 143 },
      { type: "websocket", url: "wss://example.net/live" },
      { type: "flow", steps: [{ name: "home", url: "https://example.info/" }] },
    ];
    for (const check of checks) {
      const made = await send("/monitors", { name: check.type, check, intervalSeconds: 120 });
      expect([check.type, made.status, made.text]).toEqual([check.type, 201, expect.any(String)]);
      const settings = await settingsOf(made.json["id"]);
      expect(settings).toMatchObject({ check, timeoutMs: 10_000, regions: ["weur", "enam", "apac"], revision: 1 });
    }
    await ownerQuery("delete from monitor where team_id = $1", [ana.team]);
  });

  it("keeps secrets sealed, gives none back, and forgets them when it asks another host", async () => {
    const auth = { kind: "bearer", token: "{{token}}" };
    const made = await send("/monitors", { ...MONITOR, check: { ...HTTP, auth }, secrets: { token: "s3cr3t-value" } });
    const id = made.json["id"];
    const settings = await settingsOf(id);
    expect(await opened(settings, "token")).toBe("s3cr3t-value");

    // Another path of the same host keeps them, and so does a patch of something else.
    expect(
      (await send(`/monitors/${String(id)}`, { check: { ...HTTP, url: "https://example.com/b", auth } }, "PATCH"))
        .status,
    ).toBe(204);
    expect((await send(`/monitors/${String(id)}`, { name: "Renamed" }, "PATCH")).status).toBe(204);
    expect(await settingsOf(id)).toMatchObject({ revision: 2, secrets: settings.secrets, name: "Renamed" });

    const elsewhere = { check: { ...HTTP, url: "https://evil.example/", auth } };
    const refused = await send(`/monitors/${String(id)}`, elsewhere, "PATCH");
    expect(refused).toMatchObject({ status: 422, json: { error: { field: "secrets" } } });
    const given = await send(`/monitors/${String(id)}`, { ...elsewhere, secrets: { token: "another" } }, "PATCH");
    expect(given.status).toBe(204);
    expect(await opened(await settingsOf(id), "token")).toBe("another");

    const everything = await ownerQuery("select data::text as data from audit_log where team_id = $1", [ana.team]);
    expect(JSON.stringify([everything, await config()])).not.toMatch(/s3cr3t-value|"another"/);
    await send(`/monitors/${String(id)}`, undefined, "DELETE");
  });

  it.each([
    [{ check: { ...HTTP, auth: { kind: "basic", user: "a", password: "typed" } } }, "check.auth.password"],
    [{ check: { ...HTTP, auth: { kind: "bearer", token: "{{nothing}}" } } }, "secrets"],
    [{ check: { ...HTTP, headers: [{ name: "Host", value: "x" }] } }, "check.headers.0.name"],
    [{ check: { ...HTTP, headers: [{ name: "X-A", value: "a\r\nb" }] } }, "check.headers.0.value"],
    [{ check: { ...HTTP, url: "https://{{host}}/" }, secrets: { host: "evil.example" } }, "check.url"],
    [{ check: { type: "tcp", host: "a..b.example", port: 22 } }, "check.host"],
    [{ check: { type: "tcp", host: "intranet", port: 22 } }, "check.host"],
    [{ check: { type: "tcp", host: "example.com", port: 25 } }, "check.host"],
    [{ check: { type: "domain", domain: "example.zz" } }, "check.domain"],
    [{ check: { type: "domain", domain: "www.example.com" } }, "check.domain"],
    [{ check: { ...HTTP, bodyRegex: "(?=a)" } }, "check.bodyRegex"],
    [{ check: { ...HTTP, json: [{ path: "$..a", op: "exists" }] } }, "check.json.0.path"],
    [{ check: { type: "icmp", host: "example.com" } }, "regions"],
    [{ check: { type: "dns", name: "example.com", expect: "equals" } }, "check.values"],
    [{ regions: ["prb_00000000000000000000000000"] }, "regions"],
    [{ regions: ["weur", "prb_00000000000000000000000000"] }, "regions"],
    [{ timeoutMs: 30_000 }, "timeoutMs"],
    [{ network: { family: 4 } }, "network"],
    [{ intervalSeconds: 25 }, "intervalSeconds"],
  ])("%j is refused at its field", async (change, field) => {
    const refused = await send("/monitors", { ...MONITOR, ...change });
    expect([refused.status, refused.json["error"]]).toMatchObject([422, { field }]);
  });

  it("judges a patch by the whole that it makes", async () => {
    const { json } = await send("/monitors", MONITOR);
    const refused = await send(
      `/monitors/${String(json["id"])}`,
      { check: { type: "icmp", host: "example.com" } },
      "PATCH",
    );
    expect(refused).toMatchObject({ status: 422, json: { error: { field: "regions" } } });
    await send(`/monitors/${String(json["id"])}`, undefined, "DELETE");
  });

  it("asks a domain that nobody has proved once in 10 seconds at the most", async () => {
    const monitors = Array.from({ length: 6 }, (_, i) => ({
      name: `h${i}`,
      check: { ...HTTP, url: `https://h${i}.limits.example/` },
    }));
    expect((await send("/monitors/batch", { monitors })).status).toBe(201);
    const seventh = { name: "h7", check: { ...HTTP, url: "https://limits.example/" } };
    expect(await send("/monitors", seventh)).toMatchObject({
      status: 422,
      json: { error: { field: "intervalSeconds" } },
    });
    expect((await send("/domains", { domain: "www.limits.example" })).status).toBe(422);
    expect((await send("/domains", { domain: "limits.example" })).status).toBe(204);
    expect((await send("/domains")).json).toMatchObject({ domains: [{ domain: "limits.example" }] });
    expect((await send("/monitors", seventh)).status).toBe(201);

    // What all teams together aim at a host counts too.
    const ben = await signUp("Ben");
    await ownerQuery("update monitor set interval_seconds = 1 where team_id = $1 and name in ('h0', 'h1')", [ana.team]);
    const another = await ben.browser.send(`${ben.base}/monitors`, { body: seventh });
    expect(another.status).toBe(422);
    await ownerQuery("delete from monitor where team_id = $1", [ana.team]);
  });

  it("is made 100 times by the plan, and not once more, also in a batch", async () => {
    const of = (from: number, count: number) => ({
      monitors: Array.from({ length: count }, (_, i) => ({
        name: `m${from + i}`,
        check: { type: "tcp", host: `host${from + i}-plan.example`, port: 22 },
      })),
    });
    expect((await send("/monitors/batch", of(0, 50))).status).toBe(201);
    expect((await send("/monitors/batch", of(50, 49))).status).toBe(201);
    const over = await send("/monitors/batch", of(99, 2));
    expect(over).toMatchObject({ status: 422, json: { error: { code: "plan_limit" } } });
    expect((await config()).monitors).toHaveLength(99);
    await ownerQuery("delete from monitor where team_id = $1", [ana.team]);
  });
});

describe("before a monitor is saved", () => {
  const lines = (text: string) =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { region: string; line: { line: string; ok?: boolean; detail?: string } });

  it("tries it from every region, and says what each sees", async () => {
    const { status, text } = await send("/monitors/try", {
      ...MONITOR,
      secrets: { token: "t" },
      check: { ...HTTP, url: "https://down.example/" },
    });
    expect(status).toBe(200);
    const results = lines(text).filter(({ line }) => line.line === "result");
    expect(results.map(({ region }) => region).toSorted()).toEqual(["apac", "enam", "weur"]);
    expect(results.every(({ line }) => line.ok === false && line.detail === "fails, having token")).toBe(true);
  });

  it("refuses to try what could not be saved", async () => {
    expect(await send("/monitors/try", { ...MONITOR, check: { ...HTTP, url: "http://10.0.0.1/" } })).toMatchObject({
      status: 422,
    });
  });

  it("proposes what to watch for by what is there today", async () => {
    expect((await send("/monitors/look", { url: "https://example.com/" })).json).toMatchObject({
      status: 200,
      title: "Corner Shop",
      proposal: { phrases: [{ phrase: "Corner Shop" }, { phrase: "Bread" }, { phrase: "</html>" }] },
    });
    expect(await send("/monitors/look", { url: "https://gone.example/" })).toMatchObject({
      status: 422,
      json: { error: { field: "url", message: "the name gone.example does not exist" } },
    });
  });

  it("reads a list and a sitemap, and names what may not be checked", async () => {
    expect((await send("/monitors/import", { from: "list", text: "example.com\nnothing" })).json).toMatchObject({
      found: [{ url: "https://example.com/", name: "example.com", fault: null }],
      unreadable: [{ line: 2 }],
    });
    const { json } = await send("/monitors/import", { from: "sitemap", url: "https://example.com/sitemap.xml" });
    expect(json).toMatchObject({
      found: [{ url: "https://example.com/a", fault: null }, { url: "http://127.0.0.1/b" }],
      more: 0,
    });
    expect(await send("/monitors/import", { from: "sitemap", url: "https://example.com/" })).toMatchObject({
      status: 422,
    });
  });
});

describe("maintenance windows", () => {
  it("are planned, changed and deleted, for monitors of the team only", async () => {
    const foreign = { ...MAINTENANCE, monitors: ["mon_foreign"] };
    expect(await send("/maintenance", foreign)).toMatchObject({ status: 422, json: { error: { field: "monitors" } } });
    const { json, status } = await send("/maintenance", MAINTENANCE);
    expect(status).toBe(201);
    const weekly = { kind: "weekly", days: [7], at: "03:00", minutes: 120, zone: "Europe/Vienna" };
    const path = `/maintenance/${String(json["id"])}`;
    expect((await send(path, { ...MAINTENANCE, time: weekly }, "PUT")).status).toBe(204);
    const known = { id: json["id"], name: "Update", monitors: null, heartbeats: [], time: weekly };
    expect((await config()).maintenance).toEqual([known]);
    expect((await send(path, { ...MAINTENANCE, time: { kind: "once", from: 2, until: 1 } }, "PUT")).status).toBe(422);
    expect((await send(path, undefined, "DELETE")).status).toBe(204);
    expect((await config()).maintenance).toEqual([]);
  });
});

describe("a probe of the team's own", () => {
  const poll = { v: 1, publicKey: "A".repeat(87), build: "1", now: 0 };
  const ask = (path: string, key: string, body: string, headers: Record<string, string> = {}) =>
    new Browser().send(path, { body, headers: { authorization: `Bearer ${key}`, ...headers } });

  it("is registered with a key that is shown once, asks for work with it, and is retired", async () => {
    const { json } = await send("/probes", { name: "Office" });
    const key = String(json["key"]);
    expect((await config()).probes).toMatchObject([{ id: json["id"], name: "Office" }]);
    expect(JSON.stringify([await config(), await ownerQuery("select * from probe")])).not.toContain(key);

    const answer = await ask(POLL_PATH, key, JSON.stringify(poll));
    expect(await answer.json()).toMatchObject({ call: { region: json["id"] }, controls: [] });
    const line = JSON.stringify({ line: "end" });
    expect((await ask(RESULTS_PATH, key, `${line}\nno json\n${line}`, { "nightbell-call": "call" })).status).toBe(204);
    expect(await (await ask(POLL_PATH, key, JSON.stringify(poll))).json()).toMatchObject({ serverNow: 2 });
    expect((await ask(RESULTS_PATH, key, line, { "nightbell-call": "other" })).status).toBe(404);
    expect((await ask(POLL_PATH, key, "{}")).status).toBe(400);

    const made = await send("/monitors", {
      ...MONITOR,
      regions: [json["id"]],
      check: { type: "icmp", host: "10.0.0.7" },
    });
    expect(made.status).toBe(201);
    const path = `/probes/${String(json["id"])}`;
    expect(await send(path, undefined, "DELETE")).toMatchObject({ status: 409 });
    await send(`/monitors/${String(made.json["id"])}`, undefined, "DELETE");
    expect((await send(path, { name: "Cellar" }, "PATCH")).status).toBe(204);
    expect((await send(path, undefined, "DELETE")).status).toBe(204);
    expect((await ask(POLL_PATH, key, JSON.stringify(poll))).status).toBe(401);
  });

  it("is nobody with a key that is wrong, of no form, or missing", async () => {
    for (const key of ["", "nbp_x", `nbp_${"0".repeat(42)}`])
      expect((await ask(POLL_PATH, key, JSON.stringify(poll))).status).toBe(401);
  });
});
