import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { HeartbeatDetail, IncidentDetail, Overview } from "@nightbell/shared/views/views";
import { describe, expect, inject, test } from "vitest";
import { json, Person, post, setDatabase, query } from "../rig/person.ts";

/** The first slice as its users live it, through every Worker: sign-up to an acknowledged page. */

const rig = inject("rig");
const curl = async (url: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)("curl", ["-fsS", "-m", "10", ...args, url])).stdout;

const EVERY_MINUTE = { name: "backup", schedule: { kind: "period", seconds: 60 }, graceSeconds: 60 };

const heartbeat = (person: Person, input: object = EVERY_MINUTE): Promise<{ id: string; pingUrl: string }> =>
  person.api("/heartbeats", post(input));

const overview = (person: Person): Promise<Overview> => person.api<Overview>("/overview");
const incident = async (person: Person): Promise<IncidentDetail> => {
  const { incidents } = await overview(person);
  return person.api<IncidentDetail>(`/incidents/${incidents[0]?.id}`);
};

/** Ana alone, with a proven phone and her clock standing. */
async function ana(): Promise<Person> {
  const person = await (await new Person(rig, "Ana").signUp()).verifyPhone();
  await person.wait(0);
  return person;
}

/** Bo, who accepted an invitation to Ana's team. */
const joinedBy = async (owner: Person): Promise<Person> =>
  (await (await new Person(rig, "Bo").signUp()).join(owner)).verifyPhone();

describe("a missed heartbeat", () => {
  test("opens an incident at the deadline, rings wider and wider, and stops at the reply 1", async () => {
    const person = await ana();
    const bo = await joinedBy(person);
    const { id, pingUrl } = await heartbeat(person);
    expect(await curl(pingUrl)).toBe("OK");
    expect(await person.api<HeartbeatDetail>(`/heartbeats/${id}`)).toMatchObject({ status: "up", pings: 1 });

    await person.wait(115);
    expect((await overview(person)).incidents).toEqual([]);
    const before = (await person.texts()).length;
    await person.wait(10);
    const opened = await incident(person);
    expect(opened).toMatchObject({ state: "open", paging: "firing", owner: null });
    expect((await person.texts()).slice(before)).toEqual([
      expect.stringMatching(/^DOWN backup.*Reply 1 ack.*\/i\/\S{30}$/),
    ]);
    expect((await bo.texts()).some((text) => text.startsWith("DOWN"))).toBe(true);

    await person.wait(125);
    expect(await person.calls()).toMatchObject([{ status: "ringing" }]);
    await person.wait(60);
    expect(await person.calls()).toHaveLength(2);
    await person.wait(60);
    const rounds = (await person.texts()).filter((text) => text.startsWith("DOWN")).length;
    expect(rounds).toBe(2);

    await person.text("1");
    expect((await person.texts()).at(-1)).toContain("You have it");
    expect(await incident(person)).toMatchObject({ paging: "acked", owner: { name: "Ana" } });
    const calls = (await person.calls()).length;
    await person.wait(600, 30);
    expect((await person.texts()).filter((text) => text.startsWith("DOWN"))).toHaveLength(rounds);
    expect(await person.calls()).toHaveLength(calls);
    expect((await bo.mails()).some(({ text }) => text.includes("Ana has it"))).toBe(true);

    expect(await curl(pingUrl)).toBe("OK");
    await person.wait(5);
    const resolved = await incident(person);
    expect(resolved).toMatchObject({ state: "resolved" });
    const kinds = resolved.timeline.map(({ text }) => text).join("\n");
    expect(kinds).toMatch(/Ana/);
    expect((await bo.mails()).some(({ subject }) => subject.startsWith("BACK UP"))).toBe(true);
  });

  test("pings of every form count: start, fail, log and exit codes, by GET, HEAD and POST", async () => {
    const person = await ana();
    const { id, pingUrl } = await heartbeat(person);
    expect(await curl(`${pingUrl}/start`)).toBe("OK");
    expect(await curl(`${pingUrl}/log`, "-d", "half way")).toBe("OK");
    expect(await curl(`${pingUrl}/0`, "--data-binary", `${"x".repeat(20_000)}`)).toBe("OK");
    await curl(pingUrl, "-I");
    expect(await curl(`${pingUrl}/3`)).toBe("OK");
    const detail = await person.api<HeartbeatDetail>(`/heartbeats/${id}`);
    expect(detail).toMatchObject({ status: "down", pings: 5 });
    expect(detail.recent.map(({ type }) => type)).toEqual(["fail", "success", "success", "log", "start"]);
    const [, , big] = detail.recent;
    expect(big).toMatchObject({ bodyBytes: 20_000 });
    const body = await person.fetch(`/api/teams/${person.team}/heartbeats/${id}/pings/${big?.seq}/body`);
    expect((await body.text()).length).toBe(10_000);
  });
});

describe("a carrier that does not deliver", () => {
  const setBehaviour = (person: Person, sms: object) =>
    json(fetch(`${rig.services}/handset/api/behaviour`, post({ number: person.number, sms })));

  test.each([
    ["refuses the SMS", { kind: "refuses", code: 30006 }, 5],
    ["reports it undelivered after 20 s", { kind: "undelivered", afterSeconds: 20, code: 30003 }, 30],
    ["never reports", { kind: "silent" }, 70],
  ])("%s: the call comes at once instead of after two minutes", async (_, sms, seconds) => {
    const person = await ana();
    const { pingUrl } = await heartbeat(person);
    await setBehaviour(person, sms);
    await curl(`${pingUrl}/fail`);
    await person.wait(seconds);
    expect(await person.calls()).toHaveLength(1);
  });

  test("a number that takes no SMS is shown as broken to its owner", async () => {
    const person = await ana();
    const { pingUrl } = await heartbeat(person);
    await setBehaviour(person, { kind: "refuses", code: 30006 });
    await curl(`${pingUrl}/fail`);
    await person.wait(5);
    const { contacts } = await person.api<{ contacts: { kind: string; problems: { channel: string }[] }[] }>(
      "/contacts",
    );
    expect(contacts.find(({ kind }) => kind === "phone")?.problems).toMatchObject([{ channel: "sms" }]);
  });
});

describe("acknowledging", () => {
  async function paged(): Promise<{ person: Person; pingUrl: string; link: string }> {
    const person = await ana();
    const { pingUrl } = await heartbeat(person);
    await curl(`${pingUrl}/fail`);
    await person.wait(1);
    const link = /\/i\/\S{30}/.exec((await person.texts()).at(-1) ?? "")?.[0] ?? "";
    return { person, pingUrl, link };
  }

  test("by pressing 1 in the call", async () => {
    const { person } = await paged();
    await person.wait(125);
    const [call] = await person.calls();
    await person.onCall(call?.sid ?? "", "answer");
    expect((await person.calls())[0]?.spoken.join(" ")).toContain("backup");
    await person.onCall(call?.sid ?? "", "press", "1");
    expect(await incident(person)).toMatchObject({ paging: "acked", owner: { name: "Ana" } });
  });

  test("by the signed link: looking changes nothing, POST acts, and a replay after the end changes nothing", async () => {
    const { person, pingUrl, link } = await paged();
    for (const method of ["GET", "HEAD"]) expect((await fetch(rig.app + link, { method })).status).toBe(200);
    expect(await incident(person)).toMatchObject({ paging: "firing" });
    expect((await fetch(rig.app + link, { method: "POST" })).status).toBe(200);
    expect(await incident(person)).toMatchObject({ paging: "acked" });
    await curl(pingUrl);
    const replay = await fetch(rig.app + link, { method: "POST", headers: { accept: "application/json" } });
    expect(replay.status).toBe(409);
    expect(await replay.json()).toMatchObject({ error: { code: "already_resolved" } });
    const forged = await fetch(`${rig.app}${link.slice(0, -6)}AAAAAA`, { method: "POST" });
    expect(forged.status).toBe(404);
  });

  test("by the button in the dashboard; a stranger gets 404", async () => {
    const { person } = await paged();
    const { id } = await incident(person);
    const eve = await new Person(rig, "Eve").signUp();
    expect((await eve.fetch(`/api/teams/${person.team}/incidents/${id}/ack`, post({}))).status).toBe(404);
    await person.api(`/incidents/${id}/ack`, post({}));
    expect(await incident(person)).toMatchObject({ paging: "acked" });
  });

  test("a forged carrier signature changes nothing", async () => {
    const { person } = await paged();
    const body = new URLSearchParams({ From: person.number, To: "+15005550006", Body: "1" });
    const forged = await fetch(`${rig.app}/carrier/twilio/sms`, {
      method: "POST",
      body,
      headers: { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
    });
    expect(forged.status).toBe(403);
    expect(await forged.json()).toMatchObject({ error: { code: "invalid_signature" } });
    expect(await incident(person)).toMatchObject({ paging: "firing" });
  });
});

describe("Postgres dies during an incident", () => {
  test("pings stay 200, pages go out, the ack is taken, and the history is complete afterwards", async () => {
    const person = await ana();
    const { pingUrl } = await heartbeat(person);
    const other = await heartbeat(person, { ...EVERY_MINUTE, name: "mail queue", graceSeconds: 3600 });
    await curl(pingUrl);
    await setDatabase(rig, false);
    try {
      await person.wait(125);
      expect(await curl(other.pingUrl)).toBe("OK");
      expect((await person.texts()).at(-1)).toMatch(/^DOWN backup/);
      await person.wait(125);
      expect(await person.calls()).toHaveLength(1);
      await expect
        .poll(() => overview(person), { timeout: 20_000, interval: 500 })
        .toMatchObject({ recordDown: true, incidents: [{ paging: "firing" }] });
      const refused = await person.fetch(`/api/teams/${person.team}/heartbeats`, post(EVERY_MINUTE));
      expect(await refused.json()).toMatchObject({ error: { code: "unavailable" } });
      await person.text("ack");
      expect(await incident(person)).toMatchObject({ paging: "acked" });
    } finally {
      await setDatabase(rig, true);
    }
    await expect
      .poll(() => history(person), { timeout: 90_000, interval: 1000 })
      .toEqual(expect.arrayContaining(["page.acked", "incident.opened"]));
    const rows = await query<{ seq: number }>(
      rig,
      "select seq::int as seq from event where team_id = $1 order by seq",
      [person.team],
    );
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1));
  });

  const history = async (person: Person): Promise<string[]> =>
    (await query<{ kind: string }>(rig, "select kind from event where team_id = $1", [person.team])).map(
      ({ kind }) => kind,
    );
});

describe("bad input changes nothing and says why", () => {
  test.each([
    ["/contacts", { kind: "phone", number: "12" }, "number"],
    ["/heartbeats", { ...EVERY_MINUTE, graceSeconds: 5 }, "graceSeconds"],
    ["/heartbeats", { ...EVERY_MINUTE, schedule: { kind: "cron", expression: "61 * * * *", zone: "UTC" } }, "schedule"],
    ["/heartbeats", { ...EVERY_MINUTE, extra: 1 }, "extra"],
    ["/monitors", { name: "x", check: { type: "http", url: "http://169.254.169.254/" } }, "check.url"],
    ["/invitations", { email: "not an address", role: "responder" }, "email"],
  ])("%s %o", async (path, body, field) => {
    const person = await new Person(rig, "Ana").signUp();
    const before = await overview(person);
    const answer = await person.fetch(`/api/teams/${person.team}${path}`, post(body));
    expect(answer.status).toBe(422);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error).toMatchObject({ code: "invalid" });
    expect(JSON.stringify(error)).toContain(field);
    const after = await overview(person);
    expect({ ...after, clock: null }).toEqual({ ...before, clock: null });
  });

  test("malformed and unknown ping ids are 404 and cost nothing", async () => {
    const unknown = "00000000-0000-4000-8000-000000000000";
    for (const path of [`/ping/${unknown}`, "/ping/nonsense", `/ping/${unknown}/START`, `/ping/${unknown}/-1`]) {
      const answer = await fetch(rig.app + path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect((await fetch(`${rig.app}/ping/${unknown}?rid=junk`)).status).toBe(400);
    expect((await fetch(`${rig.app}/ping/${unknown}/256`)).status).toBe(400);
  });
});
