import { describe, expect, it } from "vitest";
import type { Override, Rota } from "../oncall/rota.ts";
import { memberNamed, NIGHT, rotaOf, teamOf } from "../team/testing/team-config.ts";
import type { Member, TeamConfig } from "../team/config.ts";
import { emptyState, type TeamState } from "../team/state.ts";
import { DAY, HOUR } from "../time.ts";
import { editPreviewOf } from "./calendar-preview.ts";
import { calendarFeedOf } from "./calendar-feed.ts";
import { calendarViewOf, scanOf } from "./calendar.ts";
import { badgeSvg } from "./badge-svg.ts";
import { onCallBadgeOf } from "./on-call-badge.ts";
import { isInRota, isJourney, travelSentences, TRAVELLING } from "./on-call-travel.ts";
import { onCallViewOf } from "./on-call-view.ts";
import { onCallOf } from "./on-call.ts";

const ANA = memberNamed("ana");
const BEN = memberNamed("ben", ["webpush", "email"], { zone: "Asia/Tokyo" });
const TURNS = rotaOf([
  { from: NIGHT - DAY, users: ["ana"] },
  { from: NIGHT + 8 * HOUR, users: ["ben"] },
  { from: NIGHT + DAY, users: [] },
  { from: NIGHT + 2 * DAY, users: ["ana"] },
]);

const stateOf = (members: Member[], rotas: Rota[], change: Partial<TeamConfig> = {}): TeamState => {
  const config = { ...teamOf(members, { rotas }), ...change };
  return { ...emptyState(), team: config.team, config };
};
const override = (change: Partial<Override> & Pick<Override, "kind">): Override =>
  ({ id: "ovr_1", from: NIGHT, until: NIGHT + DAY, createdAt: NIGHT, actor: "ana", reason: "", ...change }) as Override;

describe("who is on call", () => {
  it("is everyone without a rota", () => {
    expect(onCallOf(stateOf([ANA, BEN], []), NIGHT)).toMatchObject({
      everyone: true,
      sentence: "Everyone is on call.",
    });
  });

  it("is said in the reader's zone, of the first rota, on every screen the same", () => {
    const state = stateOf([ANA, BEN], [TURNS]);
    expect(onCallOf(state, NIGHT).sentence).toBe("Ana is on call until 09:00.");
    const view = onCallViewOf(state, "ben", NIGHT);
    expect(view).toMatchObject({ me: "ben", zone: "Asia/Tokyo", sentence: "Ana is on call until 17:00." });
    expect(view.rotas[0]).toMatchObject({
      now: ["ana"],
      until: new Date(NIGHT + 8 * HOUR).toISOString(),
      next: { users: ["ben"], until: new Date(NIGHT + DAY).toISOString() },
    });
    expect(view.mine).toHaveLength(1);
    expect(view.people).toMatchObject([
      { id: "ana", reachable: true, wakes: true },
      { id: "ben", reachable: true, wakes: false },
    ]);
  });

  it("is nobody in a gap, and pages go to everyone", () => {
    const seen = onCallOf(stateOf([ANA, BEN], [TURNS]), NIGHT + DAY);
    expect(seen).toMatchObject({ everyone: true, people: [{ id: "ana" }, { id: "ben" }] });
    expect(seen.sentence).toBe("Nobody is on call until Sun 01:00: pages go to everyone.");
  });

  it("is never somebody who left, whoever names them", () => {
    const left = rotaOf([{ from: NIGHT - DAY, users: ["ana", "gone"] }]);
    expect(onCallViewOf(stateOf([ANA], [left]), "ana", NIGHT).rotas[0]?.now).toEqual(["ana"]);
    const taken = { ...left, overrides: [override({ kind: "take", by: "gone" })] };
    const view = onCallViewOf(stateOf([ANA], [taken]), "ana", NIGHT);
    expect(view.rotas[0]).toMatchObject({ now: [], settings: { overrides: [{ kind: "take" }] } });
    const calendar = calendarViewOf(stateOf([ANA], [left]), "ana", { from: NIGHT, until: NIGHT + DAY }, NIGHT);
    expect(calendar.rotas[0]).toMatchObject({
      final: [{ users: ["ana"] }],
      layers: [{ shifts: [{ users: ["ana"] }] }],
    });
  });

  it("shows the backup's last two digits only, and overrides of a month", () => {
    const backup = { name: "Cem", phone: "+436641234567", verifiedAt: null };
    const old = override({ kind: "also", user: "ben", from: NIGHT - 40 * DAY, until: NIGHT - 31 * DAY });
    const view = onCallViewOf(stateOf([ANA, BEN], [{ ...TURNS, overrides: [old] }], { backup }), "ana", NIGHT);
    expect(view.backup).toEqual({ name: "Cem", phone: "•••• 67", verified: false });
    expect(view.rotas[0]?.settings.overrides).toEqual([]);
  });
});

describe("the scan of 400 days", () => {
  it("is made once a day for each configuration, and ends what is over", () => {
    const state = stateOf([ANA, BEN], [TURNS]);
    const first = scanOf(state, "UTC", NIGHT);
    const gap = first.findings.find(({ kind }) => kind === "gap");
    expect(gap).toMatchObject({ from: NIGHT + DAY, until: NIGHT + 2 * DAY });
    expect(scanOf(state, "UTC", NIGHT + HOUR).findings[0]).toBe(first.findings[0]);
    expect(scanOf(state, "UTC", NIGHT + 2 * DAY).findings.map(({ kind }) => kind)).not.toContain("gap");
    const changed = {
      ...state,
      disabled: Object.fromEntries(ANA.contacts.map(({ id }) => [id, { reason: "x", at: 0 }])),
    };
    expect(scanOf(changed, "UTC", NIGHT).findings).not.toEqual(first.findings);
  });
});

describe("a preview", () => {
  const state = stateOf([ANA, BEN], [TURNS]);
  it("tells the gaps that are new, and not those that are there", () => {
    const away = { ...TURNS, overrides: [override({ kind: "away", user: "ana", until: NIGHT + 4 * HOUR })] };
    const seen = editPreviewOf(state, "ana", { rotas: [away], without: null }, NIGHT);
    expect(seen.newGaps).toEqual([
      {
        from: new Date(NIGHT).toISOString(),
        until: new Date(NIGHT + 4 * HOUR).toISOString(),
        sentence: "Nobody is on call Fri 9 Jan 01:00-05:00 (Vienna). Pages go to the whole team.",
      },
    ]);
    expect(seen.final[0]).toMatchObject({ users: [] });
  });

  it("of a new rota tells all of its gaps: without it everyone was on call", () => {
    const alone = stateOf([ANA, BEN], []);
    expect(editPreviewOf(alone, "ana", { rotas: [TURNS], without: null }, NIGHT).newGaps).toHaveLength(1);
  });

  it("of a member who leaves goes through every rota", () => {
    const second = { ...rotaOf([{ from: NIGHT - DAY, users: ["ben"] }], "sch_2"), name: "Second" };
    const two = stateOf([ANA, BEN], [TURNS, second]);
    const seen = editPreviewOf(two, "ana", { rotas: [], without: "ben" }, NIGHT);
    expect(seen.newGaps.map(({ sentence }) => /for (\w+)/.exec(sentence)?.[1])).toEqual(["Second", "Main"]);
  });
});

describe("a calendar feed", () => {
  const feeds = (user: string | null) => [{ id: "feed_1", user, tokenHash: "hash", createdAt: NIGHT }];
  const eventsAt = (user: string | null, now = NIGHT, rota = TURNS) =>
    calendarFeedOf(stateOf([ANA, BEN], [rota], { feeds: feeds(user) }), "hash", now)?.events ?? [];

  it("has the true start of every shift, gaps aloud, and the same ids tomorrow", () => {
    const events = eventsAt(null);
    expect(events.map(({ summary }) => summary)).toEqual([
      "Ana on call",
      "Ben on call",
      "NOBODY on call",
      "Ana on call",
    ]);
    expect(events[0]?.from).toBe(NIGHT - DAY);
    expect(eventsAt(null, NIGHT + 20 * DAY).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it("of one person has their shifts only, and is gone with them", () => {
    expect(eventsAt("ben").map(({ summary }) => summary)).toEqual(["On call"]);
    expect(calendarFeedOf(stateOf([ANA], [TURNS], { feeds: feeds("ben") }), "hash", NIGHT)).toBeNull();
    expect(calendarFeedOf(stateOf([ANA], [TURNS]), "hash", NIGHT)).toBeNull();
  });

  it("of a turn without an end keeps its id, whenever it is asked", () => {
    const endless = rotaOf([{ from: 0, users: ["ana"] }]);
    const ids = [0, 3, 50].map((days) => eventsAt(null, NIGHT + days * DAY, endless).map(({ id }) => id));
    expect(ids).toEqual(Array(3).fill(["sch_main-first"]));
  });
});

describe("travelling", () => {
  it("finds the rotas that a person is in, now or to come, or by an override", () => {
    expect(isInRota(TURNS, "ben", NIGHT)).toBe(true);
    expect(isInRota(TURNS, "ben", NIGHT + 3 * DAY)).toBe(false);
    expect(isInRota(TURNS, "cem", NIGHT)).toBe(false);
    const also = { ...TURNS, overrides: [override({ kind: "also", user: "cem" })] };
    expect([isInRota(also, "cem", NIGHT), isInRota(also, "cem", NIGHT + DAY)]).toEqual([true, false]);
  });

  it("knows its own journeys from other absences", () => {
    expect(isJourney(override({ kind: "away", user: "ana", reason: TRAVELLING }), "ana", NIGHT)).toBe(true);
    expect(isJourney(override({ kind: "away", user: "ana", reason: "doctor" }), "ana", NIGHT)).toBe(false);
    expect(isJourney(override({ kind: "away", user: "ana", reason: TRAVELLING }), "ben", NIGHT)).toBe(false);
  });

  it("says what moves and what does not", () => {
    const member = { ...ANA, quiet: { from: "22:00", to: "07:00" } };
    const still = { member, zone: ANA.zone, badSignal: false, away: null, rotas: [], back: [], gaps: 0, now: NIGHT };
    expect(travelSentences(still)).toEqual(["Nothing changes."]);
    const away = { from: NIGHT, until: NIGHT + 2 * DAY };
    expect(travelSentences({ ...still, zone: "Asia/Tokyo", badSignal: true, away, rotas: ["Main"], gaps: 2 })).toEqual([
      "Your quiet hours 22:00–07:00 are Tokyo's from now on. Rotas turn as before.",
      "Calls come first, because your signal is bad: at once and after 1 min, an SMS after 90 s.",
      "You are not on call by Main from Fri 9 Jan 09:00 to Sun 11 Jan 09:00 (Tokyo). What pages everyone reaches you all the same.",
      "That leaves 2 holes: find somebody to cover.",
    ]);
  });
});

describe("the badge", () => {
  const badgeAt = (now: number, rotas = [TURNS]) =>
    onCallBadgeOf(onCallViewOf(stateOf([{ ...ANA, name: "Ana Maria <Ö>" }, BEN], rotas), "key", now));

  it("has first names only, and is red in a gap", () => {
    expect(badgeAt(NIGHT).message).toBe("Ana");
    expect(badgeAt(NIGHT, []).message).toBe("everyone");
    expect(badgeAt(NIGHT + DAY)).toMatchObject({ message: "everyone", color: "#c62828" });
  });

  it("escapes what is drawn", () => {
    const svg = badgeSvg({ label: "on call", message: `<script>"&\0`, color: "#2e7d32" });
    expect(svg).toContain("&lt;script&gt;&quot;&amp; </text>");
    expect(svg).not.toContain("<script>");
  });
});
