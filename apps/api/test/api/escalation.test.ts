import type { ChainView, OnCallView, PolicyList } from "@nightbell/shared/views/on-call-views";
import type { NotifyChannelView } from "@nightbell/shared/views/on-call-channels";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../src/db/client.ts";
import { loadTeamConfig } from "../../src/db/team-config.ts";
import { open } from "../../src/secrets/sealed.ts";
import { testBindings } from "./bindings.ts";
import { ownerQuery, sentTo, signUp } from "./client.ts";
import { HEARTBEAT, MAINTENANCE, MONITOR, POLICY } from "./matrix.ts";

/** Policies, what pages by them, chat rooms and the backup, as people set them. */

let ana: Awaited<ReturnType<typeof signUp>>;
beforeAll(async () => void (ana = await signUp("Ana")));

const ask = async (path: string, body?: unknown, method?: string) => {
  const response = await ana.browser.send(`${ana.base}/${path}`, {
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
  });
  const text = await response.text();
  return { status: response.status, json: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> };
};
const make = async (path: string, body: unknown): Promise<string> => {
  const { status, json } = await ask(path, body);
  expect([path, status, json]).toMatchObject([path, 201, {}]);
  return String(json["id"]);
};
const config = () => loadTeamConfig(openDb(testBindings), ana.team);
const policies = async () => (await ask("policies")).json as unknown as PolicyList;
const step = (targets: unknown[], waitSeconds = 300) => ({ targets, waitSeconds });

describe("a policy", () => {
  it("is listed as sentences, after the default ladder; chosen, changed, and gone again", async () => {
    const [ladder] = (await policies()).policies;
    expect(ladder).toMatchObject({ id: null, settings: null, isDefault: true, name: "Default ladder" });
    expect(ladder?.sentences.at(-1)).toBe("Then everyone, every 5 min, until someone answers.");
    const id = await make("policies", {
      name: "Calm",
      steps: [step([{ kind: "member", user: ana.user }])],
      repeats: 1,
    });
    expect(await ask("escalation", { defaultPolicy: id }, "PUT")).toEqual({ status: 200, json: { defaultPolicy: id } });
    const calm = (await policies()).policies.find((known) => known.id === id);
    expect(calm).toMatchObject({ isDefault: true, settings: { steps: [{ plan: null, waitSeconds: 300 }] } });
    expect(calm?.sentences[0]).toBe("First Ana: push and SMS at once, a call after 2 and 3 min; for 5 min.");
    expect(calm?.sentences[1]).toBe("All of this 1 more time.");
    expect(await ask(`policies/${id}`, POLICY, "PATCH")).toEqual({ status: 200, json: { id } });
    expect((await config()).policies).toMatchObject([{ id, name: "Loud", repeats: 0 }]);
    expect((await ask(`policies/${id}`, undefined, "DELETE")).status).toBe(204);
    expect(await config()).toMatchObject({ policies: [], defaultPolicy: null });
    expect((await policies()).policies[0]?.isDefault).toBe(true);
  });

  it.each([
    ["a stranger", [step([{ kind: "member", user: "usr_stranger" }])], "steps.0.targets"],
    [
      "a rota that is not there",
      [step([{ kind: "team" }]), step([{ kind: "rota", rota: "sch_x" }])],
      "steps.1.targets",
    ],
    ["a channel that is not there", [step([{ kind: "channel", channel: "chn_x" }])], "steps.0.targets"],
    ["nobody", [step([])], "steps.0.targets"],
    ["for too short a time", [step([{ kind: "team" }], 29)], "steps.0.waitSeconds"],
    [
      "in a way that never comes",
      [{ ...step([{ kind: "team" }], 60), plan: [{ via: "voice", afterSeconds: 60 }] }],
      "steps.0.plan.0.afterSeconds",
    ],
  ])("that asks %s is refused at its step", async (_, steps, field) => {
    const { status, json } = await ask("policies", { name: "Bad", steps });
    expect([status, json]).toMatchObject([422, { error: { code: "invalid", field } }]);
  });

  it("are at most fifty", async () => {
    await ownerQuery(
      `insert into escalation_policy (id, team_id, name, steps, repeats, created_at)
       select 'pol_many' || n, $1, 'Many', '[]', 0, now() from generate_series(1, 50) n`,
      [ana.team],
    );
    expect((await ask("policies", POLICY)).status).toBe(409);
    await ownerQuery("delete from escalation_policy where id like 'pol_many%'");
  });

  it("is what a monitor pages by, until it is gone; the chain says who would be asked", async () => {
    const id = await make("policies", POLICY);
    const monitor = await make("monitors", {
      ...MONITOR,
      alerting: { urgent: id, other: "tell", pageAfterMinutes: 30 },
    });
    const quiet = await make("heartbeats", { ...HEARTBEAT, alerting: { urgent: "tell" } });
    const { revision } = (await config()).monitors[0] ?? {};
    expect((await policies()).policies[1]).toMatchObject({ id, usedBy: ["Shop"] });
    const chain = async (query: string) => (await ask(`on-call/chain?${query}`)).json as unknown as ChainView;
    expect((await chain(`monitor=${monitor}&at=2027-01-01T00:00:00Z`)).policy).toBe("Loud");
    expect((await chain("policy=default")).policy).toBe("Default ladder");
    expect(await chain(`heartbeat=${quiet}`)).toMatchObject({ policy: expect.stringContaining("Nobody"), lines: [] });
    expect((await ask("on-call/chain?policy=pol_x")).status).toBe(404);
    await ask(`policies/${id}`, undefined, "DELETE");
    expect((await config()).monitors[0]?.alerting).toEqual({ urgent: "page", other: "tell", pageAfterMinutes: 30 });
    expect((await ask(`monitors/${monitor}`, { alerting: { urgent: "pol_x" } }, "PATCH")).status).toBe(422);
    expect((await ask(`monitors/${monitor}`, { alerting: { urgent: "tell" } }, "PATCH")).status).toBe(204);
    expect((await config()).monitors[0]).toMatchObject({ alerting: { urgent: "tell", other: "tell" }, revision });
  });
});

describe("parents", () => {
  it("are monitors and heartbeats that are there, and never oneself", async () => {
    const parent = await make("heartbeats", HEARTBEAT);
    const child = await make("monitors", { ...MONITOR, parents: [parent] });
    expect((await config()).monitors.find(({ id }) => id === child)?.parents).toEqual([parent]);
    const loop = await ask(`heartbeats/${parent}`, { parents: [child] }, "PATCH");
    expect(loop.json).toMatchObject({
      error: { field: "parents", message: expect.stringContaining("stand on itself") },
    });
    expect((await ask(`monitors/${child}`, { parents: [child] }, "PATCH")).status).toBe(422);
    expect((await ask("monitors", { ...MONITOR, parents: ["mon_x"] })).json).toMatchObject({
      error: { field: "parents" },
    });
  });

  it("maintenance names heartbeats too, and something", async () => {
    const heartbeat = await make("heartbeats", HEARTBEAT);
    await make("maintenance", { ...MAINTENANCE, monitors: [], heartbeats: [heartbeat] });
    expect((await config()).maintenance.at(-1)).toMatchObject({ monitors: [], heartbeats: [heartbeat] });
    expect((await ask("maintenance", { ...MAINTENANCE, monitors: [], heartbeats: ["hb_x"] })).status).toBe(422);
    expect((await ask("maintenance", { ...MAINTENANCE, monitors: [], heartbeats: [] })).status).toBe(422);
    await make("maintenance", MAINTENANCE);
    expect((await config()).maintenance.at(-1)).toMatchObject({ monitors: null, heartbeats: [] });
  });
});

describe("a chat room", () => {
  const url = "https://discord.com/api/webhooks/123/secret-token";

  it("is stored sealed and never shown again, in no answer and no log", async () => {
    const id = await make("channels", { kind: "discord", name: "ops", url });
    const found = (await config()).channels.find((known) => known.id === id);
    if (found === undefined || found.kind === "email") throw new Error("no room");
    const place = { team: ana.team, owner: id, name: "url" };
    expect(await open(testBindings.SECRETS_KEY, place, found.sealedUrl)).toBe(url);
    const { channels } = (await ask("channels")).json as { channels: NotifyChannelView[] };
    expect(channels).toEqual([{ id, kind: "discord", name: "ops", person: null }]);
    const said = await ownerQuery("select data from audit_log where subject = $1", [id]);
    expect(JSON.stringify([said, channels, await config()])).not.toContain("secret-token");
    const policy = await make("policies", { name: "Room", steps: [step([{ kind: "channel", channel: id }])] });
    expect((await policies()).policies.find((known) => known.id === policy)?.sentences[0]).toBe(
      "First a post to ops; for 5 min.",
    );
  });

  it.each([
    ["https://example.com/api/webhooks/123/x", "discord"],
    ["https://hooks.slack.com/services/T/B/X", "discord"],
    [url, "slack"],
  ])("at %s is no room of %s", async (address, kind) => {
    const { status, json } = await ask("channels", { kind, name: "ops", url: address });
    expect([status, json]).toMatchObject([422, { error: { field: "url", message: expect.stringContaining("Paste") } }]);
  });

  it("that is tried says what came of it; an e-mail cannot be tried", async () => {
    const room = await make("channels", { kind: "slack", name: "ops", url: "http://localhost:1/chat/slack/ops" });
    expect(await ask(`channels/${room}/test`, undefined, "POST")).toMatchObject({
      status: 503,
      json: { error: { code: "carrier_unavailable", message: expect.stringContaining("ops: ") } },
    });
    const mail = await make("channels", { name: "Ana", userId: ana.user });
    expect((await ask(`channels/${mail}/test`, undefined, "POST")).status).toBe(409);
  });
});

describe("the backup", () => {
  const phone = "+436649999999";
  const code = async () => /\d{6}/.exec((await sentTo("texts", phone)).at(-1) ?? "")?.[0] ?? "";
  const backup = async () => ((await ask("on-call")).json as unknown as OnCallView).backup;

  it("hears nothing before its owner has agreed, and is shown masked", async () => {
    expect((await ask("backup", { name: "Cem", phone: "+43 664 9999999" }, "PUT")).status).toBe(204);
    expect((await sentTo("texts", phone)).at(-1)).toMatch(/^Ana names you as backup/);
    expect(await backup()).toEqual({ name: "Cem", phone: "•••• 99", verified: false });
    expect((await config()).backup).toEqual({ name: "Cem", phone, verifiedAt: null });
    const wrong = (await code()) === "111111" ? "222222" : "111111";
    expect((await ask("backup/verify", { code: wrong })).json).toMatchObject({ error: { code: "code_wrong" } });
    expect((await ask("backup/verify", { code: await code() })).status).toBe(204);
    expect((await backup())?.verified).toBe(true);
  });

  it("keeps its number when it is renamed, is asked again for another, and can be forgotten", async () => {
    expect((await ask("backup", { name: "Cem B.", phone }, "PUT")).status).toBe(204);
    expect(await backup()).toMatchObject({ name: "Cem B.", verified: true });
    expect((await ask("backup/code", undefined, "POST")).status).toBe(409);
    expect((await ask("backup", { name: "Dora", phone: "+436649999998" }, "PUT")).status).toBe(204);
    expect(await backup()).toMatchObject({ name: "Dora", verified: false });
    expect((await ask("backup/verify", { code: await code() })).status).toBe(422);
    expect((await ask("backup", undefined, "DELETE")).status).toBe(204);
    expect(await backup()).toBeNull();
    expect((await ask("backup/code", undefined, "POST")).status).toBe(404);
    expect((await ask("backup", { name: "Cem", phone: "0664 1" }, "PUT")).json).toMatchObject({
      error: { field: "phone" },
    });
  });
});
