import { describe, expect, it } from "vitest";
import type { ContactView } from "@nightbell/shared/views/views";
import { Browser, ownerQuery, sentTo, signUp } from "./client.ts";
import { joinAs, signInByLink } from "./people.ts";

let numbers = 0;
const freshNumber = (): string => `+43664${String(1_000_000 + numbers++)}`;

const addPhone = async (person: { browser: Browser; base: string }, number: string) => {
  const response = await person.browser.send(`${person.base}/contacts`, { body: { kind: "phone", number } });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
};

describe("a phone number", () => {
  const start = async () => {
    const ana = await signUp("Ana");
    const number = freshNumber();
    const id = await addPhone(ana, number);
    const at = `${ana.base}/contacts/${id}`;
    const codeOf = async () => /\d{6}/.exec((await sentTo("texts", number)).at(-1) ?? "")?.[0] ?? "";
    const ask = (via = "sms") => ana.browser.send(`${at}/code`, { body: { via } });
    const verify = async (code: string) => {
      const response = await ana.browser.send(`${at}/verify`, { body: { code } });
      return response.status === 204 ? "ok" : ((await response.json()) as { error: { code: string } }).error.code;
    };
    return { ana, number, id, codeOf, ask, verify };
  };
  const other = (code: string): string => (code === "111111" ? "222222" : "111111");

  it("is verified by its code and becomes two engine contacts", async () => {
    const { ana, id, number, codeOf, ask, verify } = await start();
    expect((await ask()).status).toBe(204);
    expect(await verify(other(await codeOf()))).toBe("code_wrong");
    expect(await verify(await codeOf())).toBe("ok");
    const { contacts } = (await (await ana.browser.send(`${ana.base}/contacts`)).json()) as { contacts: ContactView[] };
    expect(contacts.find((contact) => contact.id === id)).toMatchObject({
      label: number,
      canReply: true,
      problems: [],
    });
    const { members } = (await (await ana.browser.send(`${ana.base}/members`)).json()) as {
      members: { reachable: string[] }[];
    };
    expect(members[0]?.reachable).toEqual(["sms", "voice"]);
  });

  it("can be verified by a call", async () => {
    const { number, codeOf, ask, verify } = await start();
    expect((await ask("voice")).status).toBe(204);
    expect((await sentTo("texts", number)).at(-1)).toContain("/carrier/twilio/code/");
    expect(await verify(await codeOf())).toBe("ok");
  });

  it("allows five tries a code, even with the right one after", async () => {
    const { codeOf, ask, verify } = await start();
    await ask();
    const code = await codeOf();
    for (let i = 0; i < 5; i++) expect(await verify(other(code))).toBe("code_wrong");
    expect(await verify(code)).toBe("code_expired");
  });

  it("forgets a code after ten minutes, and when a newer one was sent", async () => {
    const { id, codeOf, ask, verify } = await start();
    await ask();
    const first = await codeOf();
    await ask();
    const second = await codeOf();
    if (first !== second) expect(await verify(first)).toBe("code_wrong");
    await ownerQuery("update contact_code set expires_at = now() - interval '1 second' where contact_id = $1", [id]);
    expect(await verify(second)).toBe("code_expired");
  });

  it("gets three codes a day, whoever asks", async () => {
    const { number, ask } = await start();
    for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(204);
    expect((await ask()).status).toBe(429);
    const eve = await signUp("Eve");
    const again = await addPhone(eve, number);
    expect((await eve.browser.send(`${eve.base}/contacts/${again}/code`, { body: { via: "sms" } })).status).toBe(429);
    expect(await sentTo("texts", number)).toHaveLength(3);
  });

  it("cannot be added twice, and only its owner removes it", async () => {
    const { ana, number, id } = await start();
    expect((await ana.browser.send(`${ana.base}/contacts`, { body: { kind: "phone", number } })).status).toBe(409);
    const admin = await joinAs(ana, "admin");
    expect((await admin.send(`${ana.base}/contacts/${id}`, { method: "DELETE" })).status).toBe(404);
    expect((await admin.send(`${ana.base}/contacts/${id}/code`, { body: { via: "sms" } })).status).toBe(404);
    expect((await ana.browser.send(`${ana.base}/contacts/${id}`, { method: "DELETE" })).status).toBe(204);
  });

  it("stores neither codes nor quota subjects in clear", async () => {
    const { number, codeOf, ask } = await start();
    await ask();
    const stored = JSON.stringify([
      await ownerQuery("select * from contact_code"),
      await ownerQuery("select * from daily_quota"),
    ]);
    expect(stored).not.toContain(await codeOf());
    expect(stored).not.toContain(number.slice(1));
  });
});

describe("browser push", () => {
  const subscription = (endpoint: string) => ({
    endpoint,
    expirationTime: null,
    keys: { p256dh: "B".padEnd(87, "A"), auth: "A".repeat(22) },
  });
  it.each([
    ["https://fcm.googleapis.com/fcm/send/abc", 201],
    ["https://web.push.apple.com/abc", 201],
    ["https://push.apple.com.evil.example/abc", 422],
    ["https://10.0.0.1/abc", 422],
  ])("%s answers %i", async (endpoint, status) => {
    const ana = await signUp("Ana");
    const body = { kind: "webpush", subscription: subscription(endpoint), browser: "Firefox on Linux" };
    expect((await ana.browser.send(`${ana.base}/contacts`, { body })).status).toBe(status);
  });
});

describe("invitations", () => {
  const invite = async (person: { browser: Browser; base: string }, email: string) => {
    const response = await person.browser.send(`${person.base}/invitations`, { body: { email, role: "responder" } });
    return ((await response.json()) as { id: string }).id;
  };
  const accept = async (browser: Browser, invitationId: string) =>
    (await browser.send("/api/auth/organization/accept-invitation", { body: { invitationId } })).status;

  it("makes the invited person a member, mailed by link, handed to the object, audited", async () => {
    const ana = await signUp("Ana");
    const email = `kim-${crypto.randomUUID().slice(0, 8)}@example.com`;
    const id = await invite(ana, email);
    expect((await sentTo("mails", email)).at(-1)).toContain(`/invite/${id}`);
    const kim = await signInByLink(email);
    const shown = await kim.send(`/api/auth/organization/get-invitation?id=${id}`);
    expect(await shown.json()).toMatchObject({ organizationName: "Ana's team", email, role: "responder" });
    expect(await accept(kim, id)).toBe(200);
    expect((await kim.me()).teams.map((team) => [team.name, team.role])).toContainEqual(["Ana's team", "responder"]);
    expect((await kim.send(`${ana.base}/overview`)).status).toBe(200);
    const audit = await ownerQuery("select 1 from audit_log where team_id = $1 and action = 'member.join'", [ana.team]);
    expect(audit).toHaveLength(1);
    expect(await accept(kim, id)).toBe(400);
  });

  it("is bound to the verified address it was sent to", async () => {
    const ana = await signUp("Ana");
    const unverified = await signUp("Kim");
    const id = await invite(ana, unverified.email);
    expect(await accept(unverified.browser, id)).toBe(403);
    const stranger = await signInByLink(`eve-${crypto.randomUUID().slice(0, 8)}@example.com`);
    expect(await accept(stranger, id)).toBe(403);
  });

  it("can be taken back, and expires", async () => {
    const ana = await signUp("Ana");
    const email = `kim-${crypto.randomUUID().slice(0, 8)}@example.com`;
    const revoked = await invite(ana, email);
    const expired = await invite(ana, email);
    expect((await ana.browser.send(`${ana.base}/invitations/${revoked}`, { method: "DELETE" })).status).toBe(204);
    await ownerQuery("update invitation set expires_at = now() - interval '1 second' where id = $1", [expired]);
    const kim = await signInByLink(email);
    expect(await accept(kim, revoked)).toBe(400);
    expect(await accept(kim, expired)).toBe(400);
  });

  it("stops at twenty a day, and for people who are here already", async () => {
    const ana = await signUp("Ana");
    const send = (email: string) => ana.browser.send(`${ana.base}/invitations`, { body: { email, role: "viewer" } });
    expect((await send(ana.email)).status).toBe(409);
    for (let i = 0; i < 20; i++) expect((await send(`p${i}@example.com`)).status).toBe(201);
    expect((await send("p20@example.com")).status).toBe(429);
  });
});
