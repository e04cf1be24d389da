import { describe, expect, it } from "vitest";
import { alone, everybody, onCall, overrides, people, rotaView } from "../../../testing/on-call.ts";
import { ana, ben, NOW } from "../../../testing/now.ts";
import { policies } from "../../../testing/policies.ts";
import { listedNames, namesOf, reachMark, shortNamesOf } from "./people.ts";
import { newLayer } from "./rota-form.ts";
import { goneSentence, layerSentence, pendingFrom, windowsSentence } from "./rota-words.ts";
import {
  aheadOf,
  backupWords,
  blockSpan,
  coverageWords,
  dayPart,
  dayWords,
  kindSentence,
  leadOf,
  nextWords,
  nowWords,
  overrideSentence,
  span,
} from "./words.ts";

const VIENNA = "Europe/Vienna";
const names = namesOf(people());
const at = (text: string): number => Date.parse(text);

describe("people", () => {
  it("are called by their first names where these suffice", () => {
    const [first] = people();
    if (first === undefined) throw new Error("no people");
    const short = shortNamesOf([...people(), { ...first, id: "usr_3", name: "Ana Maria" }]);
    expect([short(ben.id), short(ana.id), short("usr_3")]).toEqual(["Ben", "Ana Gruber", "Ana Maria"]);
    expect(names("usr_gone")).toBe("somebody who left");
    expect(listedNames([], names)).toBe("nobody");
  });

  it("are as reachable as their best way that wakes", () => {
    expect(reachMark({ reachable: true, wakes: true }).shape).toBe("disc");
    expect(reachMark({ reachable: true, wakes: false }).word).toBe("no SMS, no calls");
    expect(reachMark({ reachable: false, wakes: false }).shape).toBe("square");
  });
});

it("says each kind of change as one says it", () => {
  const kinds = ["cover", "take", "also", "away"] as const;
  expect(kinds.map((kind) => kindSentence(kind, "Ben", "Ana"))).toEqual([
    "Ben covers for Ana",
    "Ben takes the pager",
    "Ben too",
    "Ben is away",
  ]);
  expect(overrides().map((override) => overrideSentence(override, names))).toEqual([
    "Ben Okafor covers for Ana Gruber",
    "Ben Okafor is away",
  ]);
});

it("lists what runs and what is ahead, the soonest first, and forgets what is over", () => {
  const [cover, away] = overrides();
  expect(aheadOf(overrides().toReversed(), NOW).map(({ id }) => id)).toEqual([cover?.id, away?.id]);
  expect(aheadOf(overrides(), at("2026-11-26T21:00Z")).map(({ id }) => id)).toEqual([away?.id]);
});

describe("times", () => {
  it("leave out a second date that is the same", () => {
    expect(span(at("2026-11-25T08:00Z"), at("2026-11-25T16:00Z"), NOW, VIENNA)).toBe("Wed 09:00 – 17:00");
    expect(span(at("2026-11-25T08:00Z"), at("2026-11-26T08:00Z"), NOW, VIENNA)).toBe("Wed 09:00 – Thu 09:00");
    expect(span(NOW, NOW + 3_600_000, NOW, VIENNA)).toBe("03:36 – 04:36");
  });

  it("say of a block no end that is not known", () => {
    const block = { from: at("2026-11-23T08:00Z"), until: at("2026-11-30T08:00Z"), startKnown: true, endKnown: true };
    expect(blockSpan(block, VIENNA)).toBe("Mon 23 Nov, 09:00 – Mon 30 Nov, 09:00 Vienna");
    expect(blockSpan({ ...block, startKnown: false }, VIENNA)).toBe("until Mon 30 Nov, 09:00 Vienna");
    expect(blockSpan({ ...block, endKnown: false }, VIENNA)).toBe("from Mon 23 Nov, 09:00 Vienna on");
    expect(blockSpan({ ...block, startKnown: false, endKnown: false }, VIENNA)).toBe("all of the time shown, Vienna");
  });

  it("name days, and their parts", () => {
    expect(dayWords("2026-11-23")).toBe("Mon 23 Nov");
    const item = { from: at("2026-11-23T08:00Z"), until: at("2026-11-23T23:00Z"), allDay: false };
    expect(dayPart(item, VIENNA)).toBe("09:00 – 24:00");
  });
});

describe("who has the pager", () => {
  it("is one sentence, also where nobody takes turns", () => {
    expect([onCall(), everybody(), alone()].map(leadOf)).toEqual([
      "Ana is on call until 30 Nov 09:00.",
      "Everybody is on call, always.",
      "You are on call, always. Add a second person.",
    ]);
  });

  it("is now, next, and the backup", () => {
    expect(nowWords(rotaView(), names, NOW, VIENNA)).toBe("Ana Gruber, until 30 Nov 09:00");
    expect(nowWords(rotaView({ until: null }), names, NOW, VIENNA)).toBe("Ana Gruber, always");
    expect(nowWords(rotaView({ now: [] }), names, NOW, VIENNA)).toMatch(/^nobody: pages go to everyone, until/);
    expect(nextWords(rotaView().next, names, NOW, VIENNA)).toBe("Ben Okafor, from 30 Nov 09:00");
    expect(nextWords(null, names, NOW, VIENNA)).toBe("nobody else");
    expect(backupWords(onCall().backup)).toBe("Carl, •••• 67");
    expect(backupWords({ name: "Carl", phone: "•••• 67", verified: false })).toContain("not verified");
  });

  it("is never all of the time unless it is", () => {
    expect(coverageWords(99.99)).toBe("Somebody is on call 99.9 % of the next 400 days.");
    expect(coverageWords(100)).toBe("Somebody is on call all of the next 400 days.");
  });
});

describe("a rota", () => {
  const weekly = newLayer(NOW, VIENNA, "Weekly", [ana.id, ben.id]);

  it("turns as a sentence says", () => {
    expect(layerSentence(weekly, names)).toBe(
      "Ana Gruber, then Ben Okafor, and again. Hand-over every week on Mondays at 09:00 Vienna.",
    );
    expect(layerSentence({ ...weekly, every: 12, unit: "hour" }, names)).toMatch(/Hand-over every 12 hours\.$/);
    expect(layerSentence({ ...weekly, slots: [[ana.id, ben.id]] }, names)).toBe("Ana Gruber and Ben Okafor, always.");
    const hours = { days: ["5"], start: "17:00", end: "09:00", spanDays: "3" };
    expect(windowsSentence([hours])).toBe("Only Fri 17:00 – 09:00, 3 days later.");
  });

  it("says which change of it is still awaited", () => {
    const [layer] = rotaView().settings.layers;
    if (layer === undefined) throw new Error("no layer");
    const versions = layer.versions.map((version) => ({ ...version, from: NOW + 1 }));
    expect([pendingFrom(layer, NOW), pendingFrom({ versions }, NOW)]).toEqual([null, NOW + 1]);
  });

  it("says what pages once it is gone", () => {
    expect(goneSentence("sch_x", [], [], true)).toBe("Everybody is on call then, always.");
    expect(goneSentence("sch_x", [{ id: "sch_y", name: "Nights" }], [], true)).toContain("asks “Nights” then");
    expect(goneSentence("sch_week", [], policies(), true)).toContain(
      "“Weekdays first” and “Nights” ask it by name: that step finds nobody",
    );
  });
});
