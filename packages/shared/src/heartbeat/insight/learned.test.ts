import { describe, expect, test } from "vitest";
import { DAY, MINUTE } from "../../time.ts";
import { NO_INSIGHT } from "./insight.ts";
import { learnedRanges } from "./learned.ts";
import { Life, PAGING, SILENT, WARNING } from "./life.testing.ts";

const T0 = Date.parse("2026-03-01T03:00:00Z");

function nightly(runs: number, values: Record<string, number>, rules = WARNING): Life {
  const life = new Life(rules);
  for (let i = 0; i < runs; i++) life.ping(T0 + i * DAY, values);
  return life;
}

const sentences = (life: Life): string[] => learnedRanges(life.rules, life.insight).map(({ sentence }) => sentence);

describe("what was learned, as sentences", () => {
  test("nothing before the first success", () => {
    expect(learnedRanges(WARNING, NO_INSIGHT)).toEqual([]);
  });

  test("after three runs, that it learns", () => {
    expect(sentences(nightly(3, { duration: 238, dump_bytes: 4.2e9 }))).toEqual([
      "Learning: 3 of 7 successful runs seen.",
      "Learning: 3 of 7 successful runs seen.",
      "Learning dump_bytes: 3 of 7 successful runs seen.",
      "Learning: 3 of 7 successful runs seen.",
    ]);
  });

  test("after seven runs, what is normal", () => {
    expect(sentences(nightly(7, { duration: 238, body_bytes: 1_840, dump_bytes: 4.2e9, rows: 5 }))).toEqual([
      "A run usually takes 3 min 58 s; under 1 min 35 s is too short.",
      "A run usually takes 3 min 58 s; over 11 min 54 s is too long, also while it runs.",
      "Output size is usually 1.84 kB; under 1.29 kB is too small.",
      "dump_bytes is usually 4.2 GB; under 2.94 GB is too small.",
      "One run is expected in each interval; more than 3 beyond that are too often.",
    ]);
  });

  test("of a job that says nothing, what would help", () => {
    expect(sentences(nightly(7, { body_bytes: 0, exit: 0 }))).toEqual([
      "No run has said how long it took: send a start before it, or its time with it.",
      "No run has said how long it took: send a start before it, or its time with it.",
      "Runs send no output and no _bytes or _count metric to compare.",
      "One run is expected in each interval; more than 3 beyond that are too often.",
    ]);
  });

  test("of a quick job, that it cannot be too short", () => {
    expect(sentences(nightly(7, { duration: 2 })).slice(0, 2)).toEqual([
      "A run usually takes 2 s, too little to be too short.",
      "A run usually takes 2 s; over 1 min is too long, also while it runs.",
    ]);
  });

  test("of a pace that somebody called normal", () => {
    const life = new Life(WARNING);
    for (let i = 0; i < 12; i++) life.ping(T0 + i * 10 * MINUTE, { exit: 0 });
    life.accept("tooOften");
    expect(sentences(life).at(-1)).toBe("A run comes about every 10 min; more than 3 beyond that are too often.");
  });
});

describe("whether a rule may page", () => {
  const trust = (life: Life, now?: number) =>
    learnedRanges(life.rules, life.insight, now).map(({ rule, mode, trusted, until }) => ({
      rule,
      mode,
      trusted,
      until,
    }));

  test("14 days after the first success, if it has learned enough", () => {
    const life = nightly(7, { duration: 10 }, PAGING);
    expect(trust(life)[0]).toEqual({ rule: "tooShort", mode: "page", trusted: false, until: T0 + 14 * DAY });
    expect(trust(life, T0 + 14 * DAY - 1)[0]?.trusted).toBe(false);
    expect(trust(life, T0 + 14 * DAY)[0]).toEqual({ rule: "tooShort", mode: "page", trusted: true, until: null });
    expect(trust(nightly(15, { duration: 10 }, PAGING))[0]?.trusted).toBe(true);
    expect(trust(nightly(6, { duration: 10 }, PAGING), T0 + DAY * 99)[0]?.trusted).toBe(false);
  });

  test("a rule that is off is listed with its switch", () => {
    expect(trust(nightly(7, { duration: 10 }, SILENT)).map(({ mode }) => mode)).toEqual(["off", "off", "off", "off"]);
  });
});
