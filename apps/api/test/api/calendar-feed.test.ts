import fc from "fast-check";
import { HOUR } from "@nightbell/shared/time";
import { beforeAll, describe, expect, it } from "vitest";
import { calendarText } from "../../src/http/calendar-text.ts";
import { ownerQuery, signUp, Browser } from "./client.ts";
import { joinAs } from "./people.ts";

/** What is read of on-call without a session: calendars, the badge, and programs with a key. */

type Person = Awaited<ReturnType<typeof signUp>>;
let ana: Person;
const NAME = 'Ana "Böse";, \\ 🐙'.padEnd(120, "ü");

const visitor = new Browser();
const get = async (address: string, headers: Record<string, string> = {}) => {
  const response = await visitor.send(address, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const feed = async (whose: "mine" | "all", browser = ana.browser) => {
  const response = await browser.send(`${ana.base}/feeds`, { body: { whose } });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; url: string };
};

/** The properties of each event, unfolded and unescaped, as RFC 5545 §3.1 and §3.3.11 have them. */
function eventsOf(text: string): Record<string, string>[] {
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    if (line === "BEGIN:VEVENT") events.push({});
    const [name = "", ...value] = line.split(":");
    const event = events.at(-1);
    if (event)
      event[name] = value.join(":").replace(/\\([\\;,nN])/g, (_, char: string) => (/n/i.test(char) ? "\n" : char));
  }
  return events;
}

beforeAll(async () => {
  ana = await signUp("Ana");
  await ownerQuery('update "user" set name = $2 where id = $1', [ana.user, `${NAME}\r\nBEGIN:VEVENT`]);
  const windows = [{ days: [1], start: "09:00", end: "17:00" }];
  const versions = [{ anchor: "2026-01-05T09:00", unit: "week", slots: [[ana.user]] }];
  const layers = [{ id: "main", name: "Main", versions, windows }];
  const body = { name: "Mondays", zone: "Europe/Vienna", layers };
  expect((await ana.browser.send(`${ana.base}/rotas`, { body })).status).toBe(201);
});

describe("a calendar feed", () => {
  it("has one event for every shift, from 30 days back to 180 ahead, in UTC and never as a rule", async () => {
    const { url } = await feed("all");
    const { status, headers, text } = await get(url);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(headers.get("cache-control")).toBe("private, max-age=300");
    expect(text).not.toContain("RRULE");
    const events = eventsOf(text);
    const shifts = events.filter(({ SUMMARY }) => SUMMARY !== "NOBODY on call");
    expect(shifts.length).toBeGreaterThanOrEqual(29);
    expect(shifts.length).toBeLessThanOrEqual(31);
    expect(events.length - shifts.length).toBeGreaterThanOrEqual(29);
    for (const event of events)
      expect([event["DTSTART"], event["DTEND"]].join()).toMatch(/^\d{8}T\d{6}Z,\d{8}T\d{6}Z$/);
    expect(shifts[0]?.["SUMMARY"]).toContain(NAME);
    expect(events.every(({ SUMMARY }) => SUMMARY !== undefined)).toBe(true);
  });

  it("keeps its names for shifts, and tells whose are mine", async () => {
    const { url } = await feed("mine");
    const ids = async () => eventsOf((await get(url)).text).map(({ UID }) => UID);
    const first = await ids();
    expect(new Set(first).size).toBe(first.length);
    expect(await ids()).toEqual(first);
    expect(eventsOf((await get(url)).text).map(({ SUMMARY }) => SUMMARY)).toContain("On call");
    const ben = await joinAs(ana, "viewer");
    expect(eventsOf((await get((await feed("mine", ben)).url)).text)).toEqual([]);
  });

  it("that is revoked is the 404 of one that never was, and nobody ends another's", async () => {
    const { id, url } = await feed("all");
    const ben = await joinAs(ana, "viewer");
    expect((await ben.send(`${ana.base}/feeds/${id}`, { method: "DELETE" })).status).toBe(404);
    expect((await get(url)).status).toBe(200);
    expect((await ana.browser.send(`${ana.base}/feeds/${id}`, { method: "DELETE" })).status).toBe(204);
    const said = async (address: string) => {
      const { status, text } = await get(address);
      return [status, text.replace(/req_\w+/, "req")];
    };
    const revoked = await said(url);
    expect(revoked[0]).toBe(404);
    const [start = "", token = ""] = url.split("/ical/");
    const others = [token.replace(/^.{4}/, "AAAA"), token.slice(1), "x.ics", token.replace(".ics", ""), "..%2f.ics"];
    for (const other of others) expect(await said(`${start}/ical/${other}`)).toEqual(revoked);
    const stored = await ownerQuery("select token_hash from calendar_feed where team_id = $1", [ana.team]);
    expect(JSON.stringify(stored)).not.toContain(token.replace(".ics", ""));
  });

  it("are at most ten a person, and go with their person", async () => {
    const ben = await joinAs(ana, "responder");
    const { user } = await ben.me();
    const { url } = await feed("all", ben);
    for (let i = 1; i < 10; i++) await feed("mine", ben);
    expect((await ben.send(`${ana.base}/feeds`, { body: { whose: "all" } })).status).toBe(409);
    const { feeds } = (await (await ben.send(`${ana.base}/feeds`)).json()) as { feeds: object[] };
    expect(feeds).toHaveLength(10);
    expect(feeds[0]).toEqual({ id: expect.any(String), whose: "all", createdAt: expect.any(String) });
    await ana.browser.send(`${ana.base}/members/${user.id}`, { method: "DELETE" });
    expect((await get(url)).status).toBe(404);
  });

  it("folds at 75 octets and lets no name out of its line", () => {
    const now = Date.UTC(2026, 4, 1);
    const events = (summary: string) => [{ id: "sch_1-1", from: now, until: now + HOUR, summary, note: summary }];
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        const text = calendarText({ name, now, events: events(`x${name}`) });
        for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        expect(eventsOf(text)).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
    expect(calendarText({ name: "x", now, events: events("a") })).toMatch(/^BEGIN:VCALENDAR\r\n/);
  });
});

describe("programs and badges", () => {
  const key = async () => {
    const response = await ana.browser.send(`${ana.base}/api-keys`, { body: { name: "Screen", access: "read" } });
    return ((await response.json()) as { secret: string }).secret;
  };

  it("a program with any key reads who is on call", async () => {
    expect((await get("/api/v3/on-call")).status).toBe(401);
    const { status, text } = await get("/api/v3/on-call", { "x-api-key": await key() });
    expect(status).toBe(200);
    const told = JSON.parse(text) as { rotas: { users: object[]; until: string; next: { users: object[] } }[] };
    expect(told).toMatchObject({ everyone: false, rotas: [{ name: "Mondays", until: expect.any(String) }] });
    const [rota] = told.rotas;
    expect([...(rota?.users ?? []), ...(rota?.next.users ?? [])]).toMatchObject([{ id: ana.user }]);
  });

  it("the badge says first names only, and cannot be guessed from another", async () => {
    const { svg, json, shields } = (await (await ana.browser.send(`${ana.base}/on-call/badge`)).json()) as Record<
      string,
      string
    >;
    const told = JSON.parse((await get(json ?? "")).text) as { label: string; message: string };
    expect(told.label).toBe("on call");
    expect(["Ana", "everyone"]).toContain(told.message);
    expect(JSON.parse((await get(shields ?? "")).text)).toMatchObject({ schemaVersion: 1, message: told.message });
    const picture = await get(svg ?? "");
    expect(picture.headers.get("content-type")).toBe("image/svg+xml");
    expect(picture.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(picture.text).toContain(`>${told.message}</text>`);
    expect((await get((svg ?? "").replace(/on-call-.{8}/, "on-call-AAAAAAAA"))).status).toBe(404);
    const { badge } = JSON.parse((await get("/api/v3/on-call", { "x-api-key": await key() })).text) as {
      badge: object;
    };
    expect(badge).toEqual({ svg, json, shields });
  });
});
