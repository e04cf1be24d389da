import { beforeAll, describe, expect, it, vi } from "vitest";
import { ownerQuery, signUp } from "../api/client.ts";
import { pathOf, ping, pingSlug, Program, type Json, type Person, type Version } from "./program.ts";

/** Somebody whose team has three channels. @returns the id of that by the name of "Ana's mail" too */
async function withChannels(): Promise<{ ana: Person; channel: string }> {
  const ana = await signUp("Ana");
  const add = async (name: string) => {
    const made = await ana.browser.send(`${ana.base}/channels`, { body: { name, userId: ana.user } });
    return ((await made.json()) as { id: string }).id;
  };
  const channel = await add("Ana's mail");
  for (const name of ["Twin", "Twin"]) await add(name);
  return { ana, channel };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe.each([1, 2, 3] as Version[])("version %i", (version) => {
  let ana: Person;
  let channel: string;
  let program: Program;
  beforeAll(async () => {
    ({ ana, channel } = await withChannels());
    program = await Program.of(ana, version);
  });

  it("makes a check of nothing, with every default", async () => {
    const check = await program.create();
    const api = `http://nightbell.test/api/v${version}/checks/${String(check["uuid"])}`;
    expect(check["uuid"]).toMatch(UUID);
    expect(check).toEqual({
      name: "",
      slug: "",
      tags: "",
      desc: "",
      grace: 3600,
      n_pings: 0,
      status: "new",
      started: false,
      last_ping: null,
      next_ping: null,
      manual_resume: false,
      methods: "",
      subject: "",
      subject_fail: "",
      start_kw: "",
      success_kw: "",
      failure_kw: "",
      filter_subject: false,
      filter_body: false,
      filter_http_body: false,
      filter_default_fail: false,
      badge_url: check["badge_url"],
      uuid: check["uuid"],
      ping_url: `http://nightbell.test/ping/${String(check["uuid"])}`,
      update_url: api,
      pause_url: `${api}/pause`,
      resume_url: `${api}/resume`,
      channels: "",
      timeout: 86_400,
    });
    expect(check["badge_url"]).toMatch(/^http:\/\/nightbell\.test\/b\/2\/[0-9a-f-]{36}\.svg$/);
    expect(check["badge_url"]).not.toContain(String(check["uuid"]));
    expect((await program.ask(pathOf(check))).body).toEqual(check);
  });

  it("keeps everything that can be written, and answers in compact JSON", async () => {
    const sent = {
      name: "Nightly ü",
      slug: "nightly",
      tags: "prod  eu\tprod",
      desc: "what\nit does",
      grace: 60,
      manual_resume: true,
      methods: "POST",
      start_kw: "START",
      success_kw: "OK,FINE",
      failure_kw: "ERR",
      filter_subject: true,
      filter_body: true,
      filter_http_body: true,
      filter_default_fail: true,
      channels: channel,
      schedule: "5 4 * * *",
      tz: "US/Pacific",
      timeout: 60,
      nonsense: { ignored: true },
    };
    const response = await program.send("/checks/", { body: sent });
    const text = await response.text();
    expect([response.status, text.includes('": ')]).toEqual([201, false]);
    const { nonsense: _, timeout: __, ...kept } = sent;
    const check = JSON.parse(text) as Json;
    expect(check).toMatchObject({
      ...kept,
      tags: "prod eu prod",
      tz: "America/Los_Angeles",
      subject: "OK,FINE",
      subject_fail: "ERR",
    });
    expect(check).not.toHaveProperty("timeout");
    expect((await program.ask(pathOf(check))).body).toEqual(check);
  });

  it("slugs: given ones always count, and names make them before version 3 only", async () => {
    const slugs: unknown[] = [];
    const check = await program.create({ name: "Größe & Co. (db-1)" });
    slugs.push(check["slug"]);
    const update = async (body: Json) => slugs.push((await program.ask(pathOf(check), { body })).body["slug"]);
    await update({ slug: "my-own" });
    await update({ name: "Größe & Co. (db-1)", grace: 60 });
    await update({ name: "Another name" });
    await update({ name: "Third", slug: "by_hand" });
    expect(slugs).toEqual(
      version === 3
        ? ["", "my-own", "my-own", "my-own", "by_hand"]
        : ["groe-co-db-1", "my-own", "my-own", "another-name", "by_hand"],
    );
  });

  it("changes what is sent, and nothing else", async () => {
    const check = await program.create({
      name: "Before",
      schedule: "0 3 * * *",
      tz: "Europe/Riga",
      tags: "a",
      channels: "*",
    });
    expect(String(check["channels"]).split(",")).toHaveLength(3);
    expect(String(check["channels"]).split(",")).toEqual(String(check["channels"]).split(",").sort());
    const update = async (body: Json) => (await program.ask(pathOf(check), { body })).body;
    expect(await update({})).toEqual(check);
    expect(await update({ tz: "UTC" })).toEqual({ ...check, tz: "UTC" });
    expect(await update({ schedule: "Mon 12:00" })).toEqual({ ...check, tz: "UTC", schedule: "Mon 12:00" });
    const { schedule: _, tz: __, ...simple } = check;
    expect(await update({ timeout: 120 })).toEqual({ ...simple, timeout: 120 });
    expect(await update({ channels: "Ana's mail" })).toMatchObject({ channels: channel, timeout: 120 });
    expect(await update({ channels: "" })).toMatchObject({ channels: "" });
    expect(await update({ subject: "OK" })).toMatchObject({ subject: "OK", success_kw: "OK", filter_subject: true });
    expect(await update({ subject: "" })).toMatchObject({ subject: "", success_kw: "", filter_subject: false });
    expect(await update({ subject_fail: "X", filter_subject: false })).toMatchObject({
      subject_fail: "",
      failure_kw: "X",
    });
    expect((await program.ask(pathOf(check), { body: { grace: 5 } })).body).toEqual({
      error: "json validation error: grace is too small",
    });
  });

  it.each([
    [["name"], { name: "U-name" }],
    [["slug"], { slug: "u-slug" }],
    [["name", "tags"], { name: "U-tags", tags: "x y" }],
    [["timeout", "grace", "name"], { name: "U-times", timeout: 777, grace: 888 }],
  ])("upserts by %j", async (unique, fields: Json) => {
    const first = await program.ask("/checks/", { body: { ...fields, unique } });
    const again = await program.ask("/checks/", { body: { ...fields, unique, desc: "again" } });
    expect([first.status, again.status, again.body["uuid"]]).toEqual([201, 200, first.body["uuid"]]);
    expect(again.body["desc"]).toBe("again");
    const other = await program.ask("/checks/", { body: { ...fields, unique: [...unique, "desc"], desc: "" } });
    expect(other).toEqual({
      status: 400,
      body: { error: "json validation error: an item in 'unique' has unexpected value" },
    });
    const different = await program.ask("/checks/", { body: { ...fields, unique: [...unique, "grace"], grace: 999 } });
    expect(different.status).toBe(201);
  });

  it("matches nothing by a field that was not sent", async () => {
    const body = { name: "Absent", unique: ["name", "tags"] };
    const [first, second] = [await program.ask("/checks/", { body }), await program.ask("/checks/", { body })];
    expect([first.status, second.status]).toEqual([201, 201]);
  });

  it("lists by slug and by whole tags, all of them", async () => {
    const mark = `m${version}`;
    await program.create({ name: "one", slug: `${mark}-one`, tags: `${mark} prod` });
    await program.create({ name: "two", slug: `${mark}-two`, tags: `${mark} production` });
    const names = async (query: string) =>
      ((await program.ask(`/checks/${query}`)).body["checks"] as Json[]).map((check) => check["name"]);
    expect(await names(`?tag=${mark}`)).toEqual(["one", "two"]);
    expect(await names(`?tag=${mark}&tag=prod`)).toEqual(["one"]);
    expect(await names(`?tag=${mark}&slug=${mark}-two`)).toEqual(["two"]);
    expect(await names(`?slug=${mark}`)).toEqual([]);
    expect((await names("?slug=")).length).toBeGreaterThan(1);
  });

  it("pauses, resumes and deletes", async () => {
    const check = await program.create({ name: "Life" });
    expect(await ping(check)).toBe(200);
    const post = (verb: string) => program.ask(`${pathOf(check)}/${verb}`, { method: "POST" });
    expect(await post("resume")).toEqual({ status: 409, body: { text: "check is not paused" } });
    expect(await post("pause")).toMatchObject({ status: 200, body: { status: "paused", n_pings: 1, next_ping: null } });
    expect(await post("pause")).toMatchObject({ status: 200, body: { status: "paused" } });
    expect(await post("resume")).toMatchObject({ status: 200, body: { status: "new", last_ping: null, n_pings: 1 } });
    const deleted = await program.ask(pathOf(check), { method: "DELETE" });
    expect(deleted).toMatchObject({ status: 200, body: { name: "Life", uuid: check["uuid"] } });
    expect((await program.ask(pathOf(check))).status).toBe(404);
    expect(await ping(check)).toBe(404);
  });

  it("says how a check stands", async () => {
    const check = await program.create({ name: "Standing", timeout: 60, grace: 60 });
    const look = async () => (await program.ask(pathOf(check))).body;
    await ping(check, { action: "start", runId: "00000000-0000-4000-8000-000000000001" });
    expect(await look()).toMatchObject({ status: version === 1 ? "started" : "new", started: true });
    await ping(check, { runId: "00000000-0000-4000-8000-000000000001" });
    const up = await look();
    expect(up).toMatchObject({ status: "up", started: false, n_pings: 2, last_duration: 0 });
    expect(up["last_ping"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
    expect(Date.parse(String(up["next_ping"])) - Date.parse(String(up["last_ping"]))).toBe(60_000);
    await ping(check, { action: "fail" });
    expect(await look()).toMatchObject({ status: "down", next_ping: null });
    await ping(check, { action: "start" });
    expect(await look()).toMatchObject({ status: version === 1 ? "started" : "down", started: true });
  });

  it("leaves its key in the audit log", async () => {
    const check = await program.create({ name: `Audited ${version}` });
    await program.ask(pathOf(check), { body: { desc: "changed" } });
    await program.ask(pathOf(check), { method: "DELETE" });
    const rows = await ownerQuery(
      `select a.action, k.name from audit_log a join api_key k on k.id = a.actor_id where a.team_id = $1
       and a.action like 'heartbeat.%' order by a.at desc, a.id desc limit 3`,
      [ana.team],
    );
    expect(rows.map((row) => row["action"])).toEqual(["heartbeat.delete", "heartbeat.update", "heartbeat.create"]);
    expect(rows[0]?.["name"]).toBe(`v${version}`);
  });

  it("lists channels, and a deleted one is in no check any more", async () => {
    const made = await ana.browser.send(`${ana.base}/channels`, { body: { name: "Gone", userId: ana.user } });
    const { id } = (await made.json()) as { id: string };
    const check = await program.create({ channels: `${id},${channel}` });
    expect(String(check["channels"]).split(",").sort()).toEqual([id, channel].sort());
    await ana.browser.send(`${ana.base}/channels/${id}`, { method: "DELETE" });
    expect((await program.ask(pathOf(check))).body["channels"]).toBe(channel);
    expect((await program.ask("/channels/")).body).toEqual({
      channels: [
        { id: channel, name: "Ana's mail", kind: "email" },
        { id: expect.stringMatching(UUID), name: "Twin", kind: "email" },
        { id: expect.stringMatching(UUID), name: "Twin", kind: "email" },
      ],
    });
  });
});

describe("a check that a ping made", () => {
  it("is there at once, and like any other once the record has it", async () => {
    const bo = await signUp("Bo");
    const program = await Program.of(bo, 3);
    const { keys } = (await (await bo.browser.send(`${bo.base}/ping-keys`)).json()) as { keys: { key: string }[] };
    const key = keys[0]?.key ?? "";
    await program.create({ name: "first" });
    expect(await pingSlug(key, "auto")).toBe(201);
    const find = async () => ((await program.ask("/checks/?slug=auto")).body as { checks: Json[] }).checks[0] ?? {};
    expect(await find()).toMatchObject({ name: "auto", slug: "auto", status: "up", timeout: 86_400, grace: 3_600 });
    await vi.waitFor(
      async () =>
        expect(
          await ownerQuery("select 1 from heartbeat where slug = 'auto' and team_id = $1", [bo.team]),
        ).toHaveLength(1),
      { timeout: 10_000, interval: 50 },
    );
    const changed = await program.ask(pathOf(await find()), { body: { grace: 60 } });
    expect(changed).toMatchObject({ status: 200, body: { slug: "auto", grace: 60, n_pings: 1 } });
    expect(await pingSlug(key, "auto")).toBe(200);
    expect(((await program.ask("/checks/")).body as { checks: Json[] }).checks).toHaveLength(2);
  });
});
