import type { CalendarView, CoverageView, EditPreview, OnCallView } from "@nightbell/shared/views/on-call-views";
import { DAY, HOUR } from "@nightbell/shared/time";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../src/db/client.ts";
import { loadTeamConfig } from "../../src/db/team-config.ts";
import { testBindings } from "./bindings.ts";
import { ownerQuery, signUp, type Browser } from "./client.ts";
import { joinAs } from "./people.ts";

/** Rotas as people make and change them. Who is on call at an instant is the resolver's, and tested there. */

type Person = Awaited<ReturnType<typeof signUp>>;
let ana: Person;
let ben: { browser: Browser; user: string };

const ask = async (path: string, body?: unknown, method?: string, browser = ana.browser) => {
  const response = await browser.send(`${ana.base}/${path}`, {
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
  });
  const text = await response.text();
  const json = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> & { error?: { message: string } };
  return { status: response.status, json };
};
const read = async <T>(path: string): Promise<T> => (await ask(path)).json as T;
const config = () => loadTeamConfig(openDb(testBindings), ana.team);
const weekly = (slots: string[][]) => [{ anchor: "2026-01-05T09:00", unit: "week", slots }];
const layer = (id: string, slots: string[][]) => ({ id, name: id, versions: weekly(slots) });
const makeRota = async (name: string, layers: unknown[]): Promise<string> => {
  const { status, json } = await ask("rotas", { name, zone: "Europe/Vienna", layers });
  expect(status).toBe(201);
  return String(json["id"]);
};
const rotaOf = async (id: string) => (await config()).rotas.find((known) => known.id === id);
const preview = (body: unknown) => ask("rotas/preview", body).then(({ json }) => json as EditPreview);

beforeAll(async () => {
  ana = await signUp("Ana");
  const browser = await joinAs(ana, "responder");
  ben = { browser, user: (await browser.me()).user.id };
});

describe("a rota", () => {
  it("ends that everyone is on call, is handed over with a new version, and is written down", async () => {
    expect((await read<OnCallView>("on-call")).sentence).toBe("Everyone is on call.");
    const { version } = await config();
    const id = await makeRota("Primary", [layer("main", [[ana.user]])]);
    expect(id).toMatch(/^sch_/);
    expect((await config()).version).toBe(version + 1);
    const view = await read<OnCallView>("on-call");
    expect(view).toMatchObject({ me: ana.user, sentence: "Ana is on call.", rotas: [{ now: [ana.user], next: null }] });
    expect(view.mine).toMatchObject([{ rota: id }]);
    const said = await ownerQuery("select action, actor_id from audit_log where subject = $1", [id]);
    expect(said).toEqual([{ action: "rota.create", actor_id: ana.user }]);
    expect((await ask(`rotas/${id}`, undefined, "DELETE")).status).toBe(204);
    expect((await read<OnCallView>("on-call")).rotas).toEqual([]);
  });

  it("takes layers on top, new versions of them, and gives them back", async () => {
    const id = await makeRota("Layers", [layer("main", [[ana.user]])]);
    const top = await ask(`rotas/${id}/layers`, { name: "Nights", versions: weekly([[ben.user], [ana.user]]) });
    expect(top.status).toBe(201);
    const nights = String(top.json["id"]);
    const patch = { change: { slots: [[ana.user], [ben.user]] }, rollout: "after shift", name: "Late" };
    expect((await ask(`rotas/${id}/layers/${nights}`, patch, "PATCH")).status).toBe(204);
    const [, changed] = (await rotaOf(id))?.layers ?? [];
    expect(changed).toMatchObject({ name: "Late", versions: [{ from: null }, { from: expect.any(Number) }] });
    expect((await ask(`rotas/${id}/layers/main`, undefined, "DELETE")).status).toBe(204);
    const last = await ask(`rotas/${id}/layers/${nights}`, undefined, "DELETE");
    expect([last.status, last.json.error?.message]).toEqual([409, expect.stringContaining("only layer")]);
    await ask(`rotas/${id}`, undefined, "DELETE");
  });

  it.each([
    ["people who are no members", (user: string) => [layer("main", [[user, "usr_stranger"]])], "layers"],
    ["two layers of one name", (user: string) => [layer("main", [[user]]), layer("main", [[user]])], "layers"],
    ["no layer at all", () => [], "layers"],
    ["a shift of no length", (user: string) => [{ ...layer("main", [[user]]), versions: [{ every: 0 }] }], "layers.0"],
  ])("refuses %s", async (_, layers, field) => {
    const { status, json } = await ask("rotas", { name: "Bad", zone: "UTC", layers: layers(ana.user) });
    expect(status).toBe(422);
    expect(json).toMatchObject({ error: { code: "invalid", field: expect.stringContaining(field) } });
  });

  it("are at most twenty", async () => {
    await ownerQuery(
      `insert into rota (id, team_id, name, zone, layers, created_at)
       select 'sch_many' || n, $1, 'Many', 'UTC', '[]', now() from generate_series(1, 20) n`,
      [ana.team],
    );
    const { status, json } = await ask("rotas", {
      name: "One more",
      zone: "UTC",
      layers: [layer("main", [[ana.user]])],
    });
    expect([status, json.error?.message]).toEqual([409, expect.stringContaining("at most 20 rotas")]);
    await ownerQuery("delete from rota where id like 'sch_many%'");
  });

  it("that two people change at once has both changes", async () => {
    const id = await makeRota("Busy", [layer("main", [[ana.user]])]);
    const add = (name: string) => ask(`rotas/${id}/layers`, { name, versions: weekly([[ana.user]]) });
    expect((await Promise.all([add("One"), add("Two")])).map(({ status }) => status)).toEqual([201, 201]);
    expect((await rotaOf(id))?.layers.map(({ name }) => name).toSorted()).toEqual(["One", "Two", "main"]);
    await ask(`rotas/${id}`, undefined, "DELETE");
  });
});

describe("for a while", () => {
  let rota: string;
  beforeAll(async () => void (rota = await makeRota("Primary", [layer("main", [[ana.user]])])));
  const now = () => Date.now();
  const onCall = async () => (await read<OnCallView>("on-call")).rotas[0];

  it("a responder covers, and takes over; one that has begun ends now, one ahead is gone", async () => {
    const cover = { kind: "cover", for: ana.user, by: ben.user, from: now() - HOUR, until: now() + DAY };
    const covered = await ask(`rotas/${rota}/overrides`, cover, "POST", ben.browser);
    expect(covered.status).toBe(201);
    expect((await onCall())?.now).toEqual([ben.user]);
    expect((await ask(`rotas/${rota}/overrides/${String(covered.json["id"])}`, undefined, "DELETE")).status).toBe(204);
    expect(await onCall()).toMatchObject({ now: [ana.user], settings: { overrides: [{ kind: "cover" }] } });

    const ahead = await ask(`rotas/${rota}/overrides`, {
      kind: "also",
      user: ben.user,
      from: now() + DAY,
      until: now() + 2 * DAY,
    });
    expect((await ask(`rotas/${rota}/overrides/${String(ahead.json["id"])}`, undefined, "DELETE")).status).toBe(204);
    expect((await rotaOf(rota))?.overrides).toHaveLength(1);

    const taken = await ask(`rotas/${rota}/take-over`, {}, "POST", ben.browser);
    expect(taken.status).toBe(201);
    expect(await onCall()).toMatchObject({ now: [ben.user] });
    expect((await rotaOf(rota))?.overrides.at(-1)).toMatchObject({ kind: "take", by: ben.user, actor: ben.user });
    const gone = await ask(`rotas/${rota}/overrides/${String(covered.json["id"])}`, undefined, "DELETE");
    expect([gone.status, gone.json.error?.message]).toEqual([409, "This is over already."]);
    await ask(`rotas/${rota}/overrides/${String(taken.json["id"])}`, undefined, "DELETE");
  });

  it.each([
    ["ends before it begins", { from: 2 * DAY, until: DAY }, "until"],
    ["is over already", { from: -2 * DAY, until: -DAY }, "until"],
    ["ends in a century", { from: 0, until: 36_500 * DAY }, "until"],
    ["is for a stranger", { user: "usr_stranger", from: 0, until: DAY }, "user"],
  ])("one that %s is refused", async (_, { from, until, ...rest }, field) => {
    const body = { kind: "also", user: ben.user, ...rest, from: now() + from, until: now() + until };
    const { status, json } = await ask(`rotas/${rota}/overrides`, body);
    expect(status).toBe(422);
    expect(json).toMatchObject({ error: { code: "invalid", field } });
  });

  it("there are at most 200 ahead", async () => {
    await ownerQuery(
      `insert into rota_override (id, team_id, rota_id, kind, user_id, starts_at, ends_at, reason, actor_id, created_at)
       select 'ovr_many' || n, $1, $2, 'also', $3, now() + interval '10 days', now() + interval '11 days', '', $3, now()
       from generate_series(1, 200) n`,
      [ana.team, rota, ana.user],
    );
    const { status, json } = await ask(`rotas/${rota}/take-over`, {});
    expect([status, json.error?.message]).toEqual([409, expect.stringContaining("200 changes ahead")]);
    await ownerQuery("delete from rota_override where id like 'ovr_many%'");
  });
});

describe("before it is saved", () => {
  it("an edit shows the gaps that it would make, and changes nothing", async () => {
    const before = await config();
    const [known] = before.rotas;
    const windows = [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }];
    const edited = { ...layer("main", [[ana.user]]), windows };
    const seen = await preview({ rota: { id: known?.id, name: "Primary", zone: "UTC", layers: [edited] } });
    expect(seen.newGaps.map(({ sentence }) => sentence).join()).toContain("every");
    expect(seen.newGaps[0]?.sentence).toMatch(/^Nobody is on call .*\(UTC\)/);
    expect(seen.final.length).toBeGreaterThan(10);
    const away = { kind: "away", user: ana.user, from: Date.now() + DAY, until: Date.now() + 2 * DAY };
    expect((await preview({ id: known?.id, override: away })).newGaps).toHaveLength(1);
    expect((await preview({ id: known?.id, layer: "main", change: { slots: [[ben.user]] } })).newGaps).toEqual([]);
    expect((await preview({ without: ana.user })).newGaps).toHaveLength(1);
    expect(await config()).toEqual(before);
    expect((await ask("rotas/preview", { without: ana.user, rota: {} })).status).toBe(422);
  });

  it("travelling shows its gaps; then it moves the clock, not the rota, and one journey takes the place of another", async () => {
    const before = await config();
    const journey = (days: number) => ({ from: Date.now() + HOUR, until: Date.now() + days * DAY });
    const body = { zone: "Asia/Tokyo", badSignal: true, away: journey(3) };
    const dry = await ask("travel", { ...body, preview: true });
    expect(dry.json["newGaps"]).toHaveLength(1);
    expect(String(dry.json["sentences"])).toContain("That leaves 1 hole");
    expect(await config()).toEqual(before);

    expect((await ask("travel", body)).status).toBe(200);
    expect((await ask("travel", { ...body, away: journey(5) })).status).toBe(200);
    const after = await config();
    expect(after.members[0]).toMatchObject({ zone: "Asia/Tokyo", badSignal: true });
    const journeys = after.rotas[0]?.overrides.filter(({ kind }) => kind === "away") ?? [];
    expect(journeys).toHaveLength(1);
    expect((journeys[0]?.until ?? 0) - Date.now()).toBeGreaterThan(4 * DAY);
    expect(after.rotas[0]?.layers).toEqual(before.rotas[0]?.layers);

    const back = await ask("travel", { zone: null, badSignal: false, away: null });
    expect(String(back.json["sentences"])).toContain("You are back in Primary.");
    expect((await config()).rotas[0]?.overrides.filter(({ kind }) => kind === "away")).toEqual([]);
    expect((await ask("travel", { ...body, away: { from: 1, until: 2 } })).status).toBe(422);
  });
});

describe("what is read", () => {
  it("the calendar holds final and layers, and no more than two months", async () => {
    const range = (days: number) =>
      `?from=2026-03-01T00:00:00Z&until=${new Date(Date.UTC(2026, 2, 1) + days * DAY).toISOString()}`;
    const { rotas } = await read<CalendarView>(`on-call/calendar${range(14)}`);
    expect(rotas).toMatchObject([{ name: "Primary", coveragePercent: 100, final: [{ users: [ana.user] }] }]);
    expect(rotas[0]?.layers).toMatchObject([{ id: "main", shifts: [{ users: [ana.user] }] }]);
    for (const bad of [range(63), range(-1), "", "?from=yesterday&until=2026-03-02T00:00:00Z"])
      expect((await ask(`on-call/calendar${bad}`)).status).toBe(422);
  });

  it("a member who left is on call no more, and what is read says so", async () => {
    const browser = await joinAs(ana, "responder");
    const { user } = await browser.me();
    const id = await makeRota("Second", [layer("main", [[user.id]])]);
    const second = async () => (await read<OnCallView>("on-call")).rotas.find(({ settings }) => settings.id === id);
    expect((await second())?.now).toEqual([user.id]);
    expect((await preview({ without: user.id })).newGaps).toHaveLength(1);
    expect((await ask(`members/${user.id}`, undefined, "DELETE")).status).toBe(204);
    expect(await second()).toMatchObject({ now: [], sentence: "Nobody is on call: pages go to everyone." });
    expect((await rotaOf(id))?.layers).toMatchObject([{ versions: [{ slots: [[user.id]] }] }]);
    const { items } = await read<CoverageView>("coverage");
    expect(items.map(({ rule }) => rule)).toContain("nobody on call");
    await ask(`rotas/${id}`, undefined, "DELETE");
  });

  it("coverage has a score, and every item a place where it is mended", async () => {
    const view = await read<CoverageView>("coverage");
    expect(view.covered).toBe(false);
    expect(view.score).toBeLessThanOrEqual(49);
    expect(view.sentence).toMatch(/^Tonight 23:00–08:00: Ana is on call\./);
    for (const { fix, sentence } of view.items) expect([fix.path, fix.label, sentence]).not.toContain("");
  });
});
