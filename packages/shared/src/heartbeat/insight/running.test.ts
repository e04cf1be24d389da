import { describe, expect, test } from "vitest";
import { DAY, MINUTE, SECOND } from "../../time.ts";
import { Life, PAGING, SILENT, WARNING } from "./life.testing.ts";
import { runningFinding, tooLongAt } from "./running.ts";

const T0 = Date.parse("2026-03-01T03:00:00Z");
const START = T0 + 20 * DAY;

function nightly(seconds: number, rules = WARNING, runs = 20): Life {
  const life = new Life(rules);
  for (let i = 0; i < runs; i++) life.ping(T0 + i * DAY, { duration: seconds });
  return life;
}

describe("an open run", () => {
  test.each([
    ["three times the median", 100, 300 * SECOND + 1],
    ["a minute at least", 2, 60 * SECOND + 1],
  ])("is too long after %s", (_, seconds, ms) => {
    const life = nightly(seconds);
    expect(tooLongAt(WARNING, life.insight, START)).toBe(START + ms);
    life.look(START, START + ms - 1);
    expect(life.standing).toEqual([]);
    life.look(START, START + ms);
    expect(life.standing).toEqual(["tooLong warn"]);
    expect(life.insight.findings["tooLong"]?.since).toBe(START + ms);
  });

  test("is told once, in a sentence, and pages where that is set", () => {
    const life = nightly(238, PAGING);
    life.look(START, START + DAY);
    expect(life.standing).toEqual(["tooLong page"]);
    expect(life.textOf("tooLong")).toBe("a run takes more than 11 min 54 s, usually 3 min 58 s");
    expect(tooLongAt(PAGING, life.insight, START)).toBeNull();
    expect(runningFinding(PAGING, life.insight, START, START + DAY)).toBeNull();
  });

  test("pages although an older run is warned of", () => {
    const life = nightly(100);
    life.ping(START - DAY, { duration: 1_000 });
    expect(life.standing).toEqual(["tooLong warn"]);
    life.edit(PAGING);
    life.look(START, START + 301 * SECOND);
    expect(life.standing).toEqual(["tooLong page"]);
  });

  test("has no limit while nothing is learned, or nobody wants to know", () => {
    expect(tooLongAt(WARNING, nightly(100, WARNING, 6).insight, START)).toBeNull();
    expect(tooLongAt(SILENT, nightly(100).insight, START)).toBeNull();
  });
});

describe("a run that was too long ends", () => {
  const hanging = (): Life => {
    const life = nightly(100);
    life.look(START, START + 10 * MINUTE);
    return life;
  };

  test("as too long as it was", () => {
    const life = hanging();
    expect(life.ping(START + 20 * MINUTE, { duration: 1_200 })).toMatchObject({ raised: [], flagged: ["duration"] });
    expect(life.standing).toEqual(["tooLong warn"]);
    life.ping(START + DAY, { duration: 100 });
    expect(life.standing).toEqual([]);
  });

  test.each(["fail", "success"] as const)("with a %s of unknown length", (type) => {
    const life = hanging();
    life.ping(START + 20 * MINUTE, {}, { type });
    expect(life.standing).toEqual([]);
  });

  test("but not by the end of another run", () => {
    const life = hanging();
    life.ping(START + 20 * MINUTE, { duration: 100 }, { running: [START] });
    expect(life.standing).toEqual(["tooLong warn"]);
    life.ping(START + 21 * MINUTE, { duration: 100 }, { running: [START + 20 * MINUTE] });
    expect(life.standing).toEqual([]);
  });

  test("as normal, when somebody said so while it ran; the next one may be too long again", () => {
    const life = hanging();
    life.accept("tooLong");
    expect(tooLongAt(WARNING, life.insight, START)).toBeNull();
    expect(life.ping(START + 20 * MINUTE, { duration: 1_200 })).toMatchObject({ raised: [], flagged: [] });
    expect(tooLongAt(WARNING, life.insight, START + DAY)).toBe(START + DAY + 300 * SECOND + 1);
  });
});
