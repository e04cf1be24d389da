import { beforeAll, describe, expect, it } from "vitest";
import { settingsOf } from "../../src/env.ts";
import { slugOf } from "../../src/services/heartbeats/input.ts";
import { requireAddress } from "../../src/services/monitors/check.ts";
import { testBindings } from "./bindings.ts";
import { ownerQuery, signUp } from "./client.ts";
import { HEARTBEAT, HTTP, MATRIX, MONITOR } from "./matrix.ts";

const PRODUCTION = {
  ENVIRONMENT: "production",
  PUBLIC_URL: "https://app.nightbell.example",
  PING_BASE: "https://ping.nightbell.example",
} as const;

let ana: Awaited<ReturnType<typeof signUp>>;
beforeAll(async () => void (ana = await signUp("Ana")));

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await ana.browser.send(`${ana.base}/${path}`, { body, headers });
  const text = await response.text();
  return {
    status: response.status,
    ...(JSON.parse(text === "" ? "{}" : text) as { id?: string; error?: Record<string, string> }),
  };
};

describe("strict schemas", () => {
  const withBody = Object.entries(MATRIX).filter(([, row]) => row.body !== undefined);

  it.each(withBody)("%s refuses an unknown key", async (key, row) => {
    const [method = "", path = ""] = key.split(" ");
    const body = { ...(row.body as object), teamId: "team_other" };
    const response = await ana.browser.send(path.replace("{team}", ana.team).replace(/\{\w+\}/, "x"), { method, body });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { code: "invalid", field: "teamId" } });
  });

  it.each([
    ["heartbeats", { ...HEARTBEAT, createdAt: 0 }, "createdAt"],
    ["heartbeats", { ...HEARTBEAT, pingId: "x" }, "pingId"],
    ["heartbeats", { ...HEARTBEAT, graceSeconds: 59 }, "graceSeconds"],
    ["heartbeats", { ...HEARTBEAT, name: "" }, "name"],
    [
      "heartbeats",
      { ...HEARTBEAT, schedule: { kind: "cron", expression: "0 3 * *", zone: "Europe/Vienna" } },
      "schedule",
    ],
    [
      "heartbeats",
      { ...HEARTBEAT, schedule: { kind: "cron", expression: "0 3 * * *", zone: "Mars/Base" } },
      "schedule.zone",
    ],
    ["heartbeats/preview", { schedule: { kind: "cron", expression: "0 0 31 2 *", zone: "UTC" } }, "schedule"],
    [
      "heartbeats",
      { ...HEARTBEAT, schedule: { kind: "oncalendar", expression: "*:*:0/30", zone: "Europe/Vienna" } },
      "schedule",
    ],
    [
      "heartbeats",
      { ...HEARTBEAT, schedule: { kind: "oncalendar", expression: "x".repeat(101), zone: "UTC" } },
      "schedule.expression",
    ],
    ["heartbeats/preview", { schedule: { kind: "oncalendar", expression: "*-2-30", zone: "UTC" } }, "schedule"],
    ["monitors", { ...MONITOR, revision: 9 }, "revision"],
    ["monitors", { ...MONITOR, check: { ...HTTP, url: "ftp://example.com" } }, "check.url"],
    ["monitors", { ...MONITOR, regions: ["weur"] }, "regions"],
    ["invitations", { email: "no address", role: "viewer" }, "email"],
    ["invitations", { email: "a@example.com", role: "god" }, "role"],
    ["contacts", { kind: "phone", number: "0664 123" }, "number"],
    ["contacts", { kind: "phone", number: "+881 6123 4567" }, "number"],
    ["contacts", { kind: "phone", number: "+43 664 1234567", verifiedAt: 1 }, "verifiedAt"],
  ])("%s with %j names %s and changes nothing", async (path, body, field) => {
    const before = await ownerQuery("select config_version from team where id = $1", [ana.team]);
    expect(await post(path, body)).toMatchObject({ status: 422, error: { code: "invalid", field } });
    expect(await ownerQuery("select config_version from team where id = $1", [ana.team])).toEqual(before);
  });

  it("refuses what is no JSON, and what is too large", async () => {
    expect(await post("heartbeats", "{not json")).toMatchObject({ status: 400, error: { code: "invalid_json" } });
    expect(await post("heartbeats", { ...HEARTBEAT, name: "x".repeat(70_000) })).toMatchObject({
      status: 413,
      error: { code: "body_too_large" },
    });
  });
});

describe("requests from elsewhere", () => {
  it.each([
    ["another origin", { origin: "https://evil.example" }],
    ["a look-alike origin", { origin: "http://nightbell.test.evil.example" }],
    ["null", { origin: "null" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
    ["a sibling site", { "sec-fetch-site": "same-site" }],
    ["JSON as text", { "content-type": "text/plain" }],
    ["a form", { "content-type": "Application/x-www-form-urlencoded" }],
  ])("%s is refused", async (_, headers) => {
    expect(await post("heartbeats", HEARTBEAT, headers)).toMatchObject({ status: 403, error: { code: "forbidden" } });
  });
});

describe("heartbeats and monitors", () => {
  it("previews the next five instants", async () => {
    const response = await ana.browser.send(`${ana.base}/heartbeats/preview`, {
      body: { schedule: { kind: "cron", expression: "0 3 * * *", zone: "Europe/Vienna" } },
    });
    const { upcoming } = (await response.json()) as { upcoming: string[] };
    expect(upcoming).toHaveLength(5);
    for (const at of upcoming)
      expect(new Date(at).toLocaleTimeString("en-GB", { timeZone: "Europe/Vienna" })).toBe("03:00:00");
  });

  it.each([
    ["several lines", "Mon 09:00 Europe/Riga\nFri 18:00", 5],
    ["a schedule with an end", "2199-12-30..31", 2],
    ["a schedule that has ended", "2019-01-01", 0],
  ])("previews and stores OnCalendar: %s", async (_, expression, count) => {
    const schedule = { kind: "oncalendar", expression, zone: "America/New_York" };
    const preview = await ana.browser.send(`${ana.base}/heartbeats/preview`, { body: { schedule } });
    expect(((await preview.json()) as { upcoming: string[] }).upcoming).toHaveLength(count);
    const { id = "" } = await post("heartbeats", { ...HEARTBEAT, schedule });
    expect((await ownerQuery("select schedule from heartbeat where id = $1", [id]))[0]).toEqual({ schedule });
  });

  it("gives a ping address that starts with the route, and hands the configuration to the Team object", async () => {
    const response = await ana.browser.send(`${ana.base}/heartbeats`, {
      body: { ...HEARTBEAT, name: "Nächtliches Backup!" },
    });
    const { id, pingUrl } = (await response.json()) as { id: string; pingUrl: string };
    const [row] = await ownerQuery("select route from team where id = $1", [ana.team]);
    expect(pingUrl.replaceAll("-", "")).toContain(`/ping/${String(row?.["route"])}`);
    expect((await ana.browser.send(`${ana.base}/heartbeats/${id}`)).status).toBe(200);
    expect(slugOf("Nächtliches Backup!")).toBe("nachtliches-backup");
  });

  it("changes only what a patch names, and a new target is a new revision", async () => {
    const check = { ...HTTP, keywordsPresent: ["Welcome"] };
    const { id = "" } = await post("monitors", { ...MONITOR, check, timeoutMs: 5_000 });
    const patch = (body: unknown) => ana.browser.send(`${ana.base}/monitors/${id}`, { method: "PATCH", body });
    const row = async () =>
      (await ownerQuery("select name, spec ->> 'url' url, timeout_ms, revision from monitor where id = $1", [id]))[0];
    expect((await patch({ name: "Till" })).status).toBe(204);
    expect(await row()).toMatchObject({ name: "Till", timeout_ms: 5_000, revision: 1 });
    expect((await patch({ check: { ...check, url: "https://example.com/till#top" } })).status).toBe(204);
    expect(await row()).toMatchObject({ url: "https://example.com/till", revision: 2 });
    expect((await patch({})).status).toBe(422);
  });

  it("writes the audit row with the change, and none without", async () => {
    const audits = async () =>
      await ownerQuery("select action, actor_id from audit_log where team_id = $1 order by id", [ana.team]);
    const before = await audits();
    const { id = "" } = await post("heartbeats", HEARTBEAT);
    expect((await ana.browser.send(`${ana.base}/heartbeats/hb_unknown`, { method: "DELETE" })).status).toBe(404);
    expect((await ana.browser.send(`${ana.base}/heartbeats/${id}`, { method: "DELETE" })).status).toBe(204);
    const added = (await audits()).slice(before.length);
    expect(added.map((row) => row["action"]).sort()).toEqual(["heartbeat.create", "heartbeat.delete"]);
    expect(added.every((row) => row["actor_id"] === ana.user)).toBe(true);
  });
});

describe("targets in production", () => {
  it.each([
    "http://127.1/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http:127.0.0.1",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://0.0.0.0/",
    "http://169.254.169.254/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    "http://metadata.google.internal./",
    "http://foo.localhost/",
    "http://localhost./",
    "http://[::1]/",
    "http://[fd00::1]/",
    "http://intranet/",
    "javascript:alert(1)",
    "https://user:secret@example.com/",
  ])("%s is refused", (address) => {
    expect(() => requireAddress({ settings: { ...settingsOf(testBindings), ...PRODUCTION } }, address)).toThrow();
  });

  it.each(["https://example.com/", "http://8.8.8.8/", "http://[2606:4700:4700::1111]/"])("%s is taken", (address) => {
    expect(requireAddress({ settings: { ...settingsOf(testBindings), ...PRODUCTION } }, address)).toBe(address);
  });
});

describe("settings", () => {
  const production = {
    ...testBindings,
    ENVIRONMENT: "production",
    PUBLIC_URL: "https://app.nightbell.example",
    PING_BASE: "https://ping.nightbell.example",
    LOCAL_STACK_URL: "",
    DATABASE_ENDPOINT: "",
    TWILIO_BASE_URL: "https://api.twilio.com",
    MAIL_BASE_URL: "https://api.resend.com",
  };

  it("takes a complete production set", () => expect(settingsOf(production).ENVIRONMENT).toBe("production"));

  it.each([
    ["AUTH_SECRET", "", /AUTH_SECRET is empty/],
    ["TWILIO_AUTH_TOKEN", "  ", /TWILIO_AUTH_TOKEN is empty/],
    ["LOCAL_STACK_URL", "http://localhost:9000", /LOCAL_STACK_URL belongs to the local stack/],
    ["DATABASE_ENDPOINT", "http://127.0.0.1:5433/sql", /local settings are refused/],
    ["TWILIO_BASE_URL", "http://localhost:4010", /must be https/],
    ["ENVIRONMENT", "staging", /ENVIRONMENT/],
  ])("refuses %s = '%s'", (name, value, message) => {
    expect(() => settingsOf({ ...production, [name]: value })).toThrow(message);
  });
});
