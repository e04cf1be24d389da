import type {
  CalendarView,
  ChainView,
  CoverageView,
  OnCallView,
  PolicyList,
} from "@nightbell/shared/views/on-call-views";
import type { IncidentDetail, Overview } from "@nightbell/shared/views/views";
import { describe, expect, inject, test } from "vitest";
import { json, Person, post, setDatabase } from "../rig/person.ts";

/** Turns on call as a team of two lives them, through every Worker: one is asked, then the other, then both. */

const rig = inject("rig");

const DAY = 86_400_000;
const wall = (at: number): string => new Date(at).toISOString().slice(0, 16);

type Pair = { ana: Person; bo: Person; ids: { ana: string; bo: string }; now: number };

/** Ana, who owns the team, and Bo, both with a proven phone; the team's clock stands. */
async function pair(): Promise<Pair> {
  const ana = await (await new Person(rig, "Ana").signUp()).verifyPhone();
  const bo = await (await (await new Person(rig, "Bo").signUp()).join(ana)).verifyPhone();
  await ana.wait(0);
  const { now } = await ana.api<OnCallView>("/on-call");
  return { ana, bo, ids: { ana: await ana.id(), bo: await bo.id() }, now: Date.parse(now) };
}

/** A rota by days in UTC that began yesterday with Ana. */
const rotaOf = ({ ids, now }: Pair) => ({
  name: "Main",
  zone: "UTC",
  layers: [
    {
      id: "lay_1",
      name: "Turns",
      versions: [{ anchor: wall(now - DAY / 2), unit: "day", slots: [[ids.ana], [ids.bo]] }],
    },
  ],
});

const downs = async (person: Person): Promise<number> =>
  (await person.texts()).filter((text) => text.startsWith("DOWN")).length;

const incident = async (person: Person): Promise<IncidentDetail> => {
  const { incidents } = await person.api<Overview>("/overview");
  return person.api<IncidentDetail>(`/incidents/${incidents[0]?.id}`);
};

async function breaks(person: Person, extra: object = {}): Promise<void> {
  const input = { name: "backup", schedule: { kind: "period", seconds: 60 }, graceSeconds: 60, ...extra };
  const { pingUrl } = await person.api<{ pingUrl: string }>("/heartbeats", post(input));
  expect((await fetch(`${pingUrl}/fail`)).status).toBe(200);
  await person.wait(1, 1);
}

describe("a team that takes turns", () => {
  test("asks who is on call, then the other by the policy's second step, then both", async () => {
    const team = await pair();
    const { ana, bo, ids } = team;
    const { id: rota } = await ana.api<{ id: string }>("/rotas", post(rotaOf(team)));
    const steps = [
      { targets: [{ kind: "rota", rota }], waitSeconds: 60 },
      { targets: [{ kind: "member", user: ids.bo }], plan: [{ via: "sms", afterSeconds: 0 }], waitSeconds: 60 },
    ];
    const { id: policy } = await ana.api<{ id: string }>("/policies", post({ name: "Two", steps }));
    await ana.api("/escalation", post({ defaultPolicy: policy }, "PUT"));
    expect((await bo.api<OnCallView>("/on-call")).sentence).toMatch(/^Ana is on call until /);

    await breaks(ana);
    expect([await downs(ana), await downs(bo)]).toEqual([1, 0]);
    await ana.wait(60);
    expect([await downs(ana), await downs(bo)]).toEqual([1, 1]);
    await ana.wait(60);
    expect([await downs(ana), await downs(bo)]).toEqual([2, 2]);
    const detail = await incident(ana);
    expect(detail.policy).toBe("Two");
    expect(detail.steps.map(({ label }) => label)).toEqual(["Step 1", "Step 2", "Everyone"]);

    await bo.text("1");
    expect(await ana.api(`/incidents/${detail.id}/take-over`, post({}))).toMatchObject({
      text: expect.stringMatching(/^You have it/) as string,
    });
    expect((await incident(bo)).owner).toMatchObject({ id: ids.ana });
  });

  test("hands over in mid-page, and a database that is gone changes nothing of it", async () => {
    const team = await pair();
    const { ana, bo, ids, now } = team;
    const { id: rota } = await ana.api<{ id: string }>("/rotas", post(rotaOf(team)));
    const cover = {
      kind: "cover",
      for: ids.ana,
      by: ids.bo,
      from: now + 60_000,
      until: now + DAY / 4,
      reason: "dentist",
    };
    await ana.api(`/rotas/${rota}/overrides`, post(cover));
    await setDatabase(rig, false);
    try {
      const input = { name: "x", schedule: { kind: "period", seconds: 60 }, graceSeconds: 60 };
      expect((await ana.fetch(`/api/teams/${ana.team}/heartbeats`, post(input))).status).toBe(503);
    } finally {
      await setDatabase(rig, true);
    }
    await breaks(ana);
    expect([await downs(ana), await downs(bo)]).toEqual([1, 0]);
    await ana.wait(65);
    expect([await downs(ana), await downs(bo)]).toEqual([1, 1]);
  });

  test("sees gaps before they are saved, the calendar, the chain and whether it is covered", async () => {
    const team = await pair();
    const { ana, bo, ids, now } = team;
    const { id: rota } = await ana.api<{ id: string }>("/rotas", post(rotaOf(team)));
    const away = { kind: "away", user: ids.ana, from: now + DAY, until: now + 3 * DAY, reason: "holiday" };
    const preview = await bo.api<{ newGaps: { sentence: string }[] }>(
      "/rotas/preview",
      post({ id: rota, override: away }),
    );
    expect(preview.newGaps.length).toBeGreaterThan(0);
    expect(preview.newGaps[0]?.sentence).toMatch(/^Nobody is on call .*Pages go to the whole team\.$/);
    const before = await ana.api<CoverageView>("/coverage");
    await bo.api(`/rotas/${rota}/overrides`, post(away));
    const after = await ana.api<CoverageView>("/coverage");
    expect(after.score).toBe(before.score - 15);

    const from = new Date(now).toISOString();
    const until = new Date(now + 7 * DAY).toISOString();
    const calendar = await bo.api<CalendarView>(`/on-call/calendar?from=${from}&until=${until}`);
    expect(calendar.rotas[0]?.final.some(({ users }) => users.length === 0)).toBe(true);
    const chain = await bo.api<ChainView>(
      `/on-call/chain?policy=default&at=${new Date(now + 1.6 * DAY).toISOString()}`,
    );
    expect(chain.lines.map(({ afterSeconds, kind, who }) => `${afterSeconds} ${kind} ${who.join("+")}`)).toContain(
      "0 gap ",
    );
    expect((await ana.api<PolicyList>("/policies")).policies[0]?.sentences.length).toBeGreaterThan(1);
  });

  test("gives a feed to calendars and a badge to a wiki; a feed that is revoked is gone", async () => {
    const team = await pair();
    const { ana } = team;
    await ana.api("/rotas", post(rotaOf(team)));
    const { id, url } = await ana.api<{ id: string; url: string }>("/feeds", post({ whose: "mine" }));
    const feed = await fetch(url);
    expect(feed.headers.get("content-type")).toContain("text/calendar");
    const text = await feed.text();
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(text.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(80);
    expect(text).not.toContain("RRULE");
    await ana.api(`/feeds/${id}`, { method: "DELETE" });
    expect((await fetch(url)).status).toBe(404);
  });

  test("is held by a parent that is down, and by maintenance, and pages once when that is over", async () => {
    const { ana } = await pair();
    const input = { name: "db", schedule: { kind: "period", seconds: 3_600 }, graceSeconds: 60 };
    const db = await ana.api<{ id: string; pingUrl: string }>("/heartbeats", post(input));
    expect((await fetch(`${db.pingUrl}/fail`)).status).toBe(200);
    await ana.wait(1, 1);
    await breaks(ana, { name: "web", parents: [db.id] });
    const { heartbeats, incidents } = await ana.api<Overview>("/overview");
    expect(heartbeats.find(({ name }) => name === "web")?.held).toBe("held: db is down, which it stands on");
    expect(incidents.map(({ source }) => source.name)).toEqual(["db"]);
    expect((await fetch(db.pingUrl)).status).toBe(200);
    await ana.wait(190);
    const later = await ana.api<Overview>("/overview");
    expect(later.incidents.filter(({ state }) => state === "open").map(({ source }) => source.name)).toEqual(["web"]);
  });
});

test("whoever is not in the team learns nothing of its turns", async () => {
  const team = await pair();
  const { id } = await team.ana.api<{ id: string }>("/rotas", post(rotaOf(team)));
  const stranger = await new Person(rig, "Mallory").signUp();
  for (const path of ["/on-call", "/coverage", "/policies", `/rotas/${id}`]) {
    const answer = await stranger.fetch(`/api/teams/${team.ana.team}${path}`);
    expect(answer.status, path).toBe(404);
  }
  await expect(json(stranger.fetch(`/api/teams/${stranger.team}/rotas/${id}`, { method: "DELETE" }))).rejects.toThrow(
    "404",
  );
});
