import { describe, expect, test } from "vitest";
import { PUBLIC_URL, stage, TOKEN, view, type Stage } from "./fixture.ts";

const open = (s: Stage, init?: RequestInit, token = TOKEN) => s.request(`/i/${token}`, init);
const form = (act?: string): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(act === undefined ? {} : { act }),
});
const json = (init: RequestInit): RequestInit => ({ ...init, headers: { accept: "application/json" } });

describe("showing", () => {
  test("a hundred GET and HEAD change nothing", async () => {
    const s = stage();
    for (let i = 0; i < 50; i++) {
      expect((await open(s)).status).toBe(200);
      const head = await open(s, { method: "HEAD" });
      expect([head.status, await head.text()]).toEqual([200, ""]);
    }
    expect(s.pager.calls).toEqual([]);
  });

  test("says the state first, then what is down, and has the two buttons", async () => {
    const page = await (await open(stage())).text();
    expect(page).toContain("<h1>Nobody has it yet - 3:12.</h1><p>Everyone is called at 4:00.</p>");
    expect(page).toContain("<li>db1 prod: HTTP 500 from 3 regions<small>since 02:14 CET, for 3 min</small></li>");
    expect(page).toMatch(/value="ack">I have it<.*value="escalate">Call everyone now</);
    expect(page.indexOf("<h1>")).toBeLessThan(page.indexOf("<li>"));
  });

  test("a storm is listed up to a point, below the buttons", async () => {
    const s = stage();
    const [one] = view().incidents;
    s.pager.link = view({ incidents: one ? Array.from({ length: 25 }, () => one) : [] });
    const page = await (await open(s)).text();
    expect(page.match(/<li>/g)).toHaveLength(21);
    expect(page).toContain("<li>and 5 more</li>");
    expect(page.indexOf("<button")).toBeLessThan(page.indexOf("<li>"));
  });

  test.each([
    [{ state: "acked" as const, owner: { name: "Ben", you: false, since: 1_772_500_500_000 } }, /Ben has it\..*I join/],
    [
      { state: "acked" as const, owner: { name: "Ana", you: true, since: 1_772_500_500_000 } },
      /You have it\..*Still on it/,
    ],
    [{ state: "snoozed" as const, snoozeUntil: 1_772_504_100_000 }, /Snoozed until 03:15 CET\..*I have it/],
  ])("%j", async (change, shown) => {
    const s = stage();
    s.pager.link = view(change);
    expect(await (await open(s)).text()).toMatch(shown);
  });

  test("a closed page has no buttons", async () => {
    const s = stage();
    s.pager.link = view({ state: "closed" });
    const page = await (await open(s)).text();
    expect(page).toContain("It is over.");
    expect(page).not.toContain("<button");
  });

  test("runs no script, is framed nowhere, cached nowhere and leaks no token", async () => {
    const response = await open(stage());
    const policy = response.headers.get("content-security-policy") ?? "";
    const nonce = /style-src 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toBe(
      `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    });
    const page = await response.text();
    expect(page).toContain(`<style nonce="${nonce}">`);
    expect(page).not.toMatch(/<script|\sstyle=|\son[a-z]+=|https?:/);
    expect(page).not.toContain(TOKEN);
    expect((await open(stage())).headers.get("content-security-policy")).not.toBe(policy);
  });

  test("foreign text is text", async () => {
    const s = stage();
    const evil = `</h1><img src=x onerror=alert(1)>"'\u202e`;
    s.pager.link = view({
      team: evil,
      person: evil,
      state: "acked",
      owner: { name: evil, you: false, since: 0 },
      incidents: [{ title: evil, since: 0, endedAt: null }],
    });
    const page = await (await open(s)).text();
    expect(page).not.toContain("<img");
    expect(page).not.toContain("\u202e");
  });
});

describe("acting", () => {
  test.each([
    [undefined, "ack"],
    ["ack", "ack"],
    ["escalate", "escalate"],
  ])("POST %s does %s and shows the new state", async (given, act) => {
    const s = stage();
    const response = await open(s, form(given));
    expect(response.status).toBe(200);
    expect(s.pager.calls).toEqual([["linkAct", TOKEN, act]]);
    expect(await response.text()).toContain(
      act === "ack" ? "<h1>You have it.</h1>" : `role="status">Everyone is called.</p>`,
    );
  });

  test("the service worker gets JSON", async () => {
    const s = stage();
    const response = await open(s, json(form("ack")));
    expect(await response.json()).toEqual({ text: "You have it." });
  });

  test("a replayed link of a closed page is refused, and says so", async () => {
    const s = stage();
    s.pager.link = view({ state: "closed" });
    const page = await open(s, form("ack"));
    expect(page.status).toBe(409);
    expect(await page.text()).toContain(`class="notice failed" role="status">already resolved`);
    const answer = await open(s, json(form("ack")));
    expect([answer.status, await answer.json()]).toEqual([
      409,
      { error: { code: "already_resolved", message: "already resolved" } },
    ]);
  });

  test("an act that does not exist changes nothing", async () => {
    const s = stage();
    expect((await open(s, form("delete"))).status).toBe(422);
    expect(await (await open(s, json(form("constructor")))).json()).toMatchObject({ error: { code: "invalid" } });
    expect(s.pager.calls).toEqual([]);
  });

  test("other methods and oversize bodies change nothing", async () => {
    const s = stage();
    for (const method of ["PUT", "DELETE", "PATCH"]) expect((await open(s, { method })).status).toBe(404);
    expect((await open(s, { method: "POST", body: "x".repeat(5000) })).status).toBe(413);
    expect(s.pager.calls).toEqual([]);
  });
});

describe("a link that is none", () => {
  test.each(["x", TOKEN.slice(1), `${TOKEN.slice(0, 28)}AA`, "%2e%2e"])(
    "%s is 404 by GET and POST, and acts on nothing",
    async (token) => {
      const s = stage();
      expect((await open(s, undefined, token)).status).toBe(404);
      expect((await open(s, form("ack"), token)).status).toBe(404);
      expect((await open(s, json(form("ack")), token)).status).toBe(404);
      expect(s.pager.calls).toEqual([]);
    },
  );

  test("malformed ones do not even wake an object", async () => {
    const s = stage();
    await open(s, form("ack"), "x".repeat(30));
    await open(s, undefined, `${"A".repeat(29)}B`);
    expect(s.asked).toEqual([]);
  });
});

test("an unreachable team is 503 with what to do instead", async () => {
  const s = stage();
  s.pager.broken = true;
  for (const init of [undefined, form("ack")]) {
    const response = await open(s, init);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("reply 1 to the SMS");
  }
  const answer = await open(s, json(form("ack")));
  expect([answer.status, await answer.json()]).toMatchObject([503, { error: { code: "unavailable" } }]);
  expect(PUBLIC_URL).toMatch(/^https/);
});
