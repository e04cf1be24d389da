import { describe, expect, it } from "vitest";
import { Browser, linkIn, ownerQuery, PASSWORD, sentTo, signUp } from "./client.ts";

const wrong = async (email: string) => {
  const response = await new Browser().send("/api/auth/sign-in/email", {
    body: { email, password: "not this password" },
  });
  return { status: response.status, body: await response.text() };
};

describe("sign-up by password", () => {
  it("works at once and makes a team with its object", async () => {
    const ana = await signUp("Ana");
    const me = await ana.browser.me();
    expect(me.teams).toMatchObject([{ id: ana.team, name: "Ana's team", role: "owner" }]);
    const overview = await ana.browser.send(`${ana.base}/overview`);
    expect(await overview.json()).toMatchObject({ team: { name: "Ana's team" } });
  });

  it("pages by e-mail only after the address was confirmed by its link", async () => {
    const ana = await signUp("Ana");
    const contacts = async () =>
      ((await (await ana.browser.send(`${ana.base}/contacts`)).json()) as { contacts: { verifiedAt: string | null }[] })
        .contacts;
    expect((await contacts())[0]?.verifiedAt).toBeNull();
    const link = linkIn((await sentTo("mails", ana.email)).at(-1));
    expect((await ana.browser.send(link)).status).toBe(302);
    expect((await contacts())[0]?.verifiedAt).not.toBeNull();
    const { members } = (await (await ana.browser.send(`${ana.base}/members`)).json()) as {
      members: { reachable: string[] }[];
    };
    expect(members[0]?.reachable).toEqual(["push"]);
  });

  it("signs out, in again, and the old session is dead", async () => {
    const ana = await signUp("Ana");
    expect((await ana.browser.send("/api/auth/sign-out", { method: "POST", body: {} })).status).toBe(200);
    expect((await ana.browser.send("/api/me")).status).toBe(401);
    const again = await ana.browser.send("/api/auth/sign-in/email", { body: { email: ana.email, password: PASSWORD } });
    expect(again.status).toBe(200);
    expect((await ana.browser.me()).user.email).toBe(ana.email);
  });

  it("answers a wrong password and an unknown address alike", async () => {
    const ana = await signUp("Ana");
    expect(await wrong(ana.email)).toEqual(await wrong("nobody@example.com"));
    expect((await wrong(ana.email)).status).toBe(401);
  });

  it("refuses a revoked session although the cookie still holds its copy", async () => {
    const ana = await signUp("Ana");
    await ownerQuery(`delete from session where user_id = $1`, [ana.user]);
    expect((await ana.browser.send("/api/me")).status).toBe(401);
  });
});

describe("magic link", () => {
  it("signs up, once", async () => {
    const browser = new Browser();
    const email = `mia-${crypto.randomUUID().slice(0, 8)}@example.com`;
    expect((await browser.send("/api/auth/sign-in/magic-link", { body: { email } })).status).toBe(200);
    const link = linkIn((await sentTo("mails", email)).at(-1));
    expect((await browser.send(link)).status).toBe(302);
    expect((await browser.me()).teams[0]?.name).toMatch(/^Mia/);
    const thief = new Browser();
    await thief.send(link);
    expect((await thief.send("/api/me")).status).toBe(401);
  });
});

describe("what is closed", () => {
  it.each([
    ["POST", "/api/auth/organization/create"],
    ["POST", "/api/auth/organization/update-member-role"],
    ["POST", "/api/auth/organization/invite-member"],
    ["POST", "/api/auth/update-user"],
    ["POST", "/api/auth//sign-in/email"],
    ["POST", "/api/auth/%73ign-in/email"],
  ])("%s %s is not there", async (method, path) => {
    const { browser } = await signUp("Eve");
    const response = await browser.send(path, { method, body: { name: "x" } });
    expect(response.status).toBe(404);
  });

  it("does not send people away after sign-in", async () => {
    const response = await new Browser().send("/api/auth/sign-in/magic-link", {
      body: { email: "a@example.com", callbackURL: "https://evil.example/" },
    });
    expect(response.status).toBe(403);
  });
});
