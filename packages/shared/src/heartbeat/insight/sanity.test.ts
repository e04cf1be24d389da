import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY } from "../../time.ts";
import { Life, PAGING, SILENT, WARNING } from "./life.testing.ts";

const T0 = Date.parse("2026-03-01T03:00:00Z");

/** A nightly job that has run `runs` times with these values. */
function nightly(runs: number, values: Record<string, number>, rules = WARNING): Life {
  const life = new Life(rules);
  for (let i = 0; i < runs; i++) life.ping(T0 + i * DAY, values);
  return life;
}

/** The next night's run. */
const next = (life: Life, values: Record<string, number>, extra = {}) =>
  life.ping(T0 + life.pings.length * DAY, values, extra);

describe("one run after seven others", () => {
  test.each<[string, Record<string, number>, Record<string, number>, string[]]>([
    ["40 % of the usual time", { duration: 100 }, { duration: 40 }, []],
    ["less than 40 %", { duration: 100 }, { duration: 39.9 }, ["tooShort warn"]],
    ["jobs of 5 s can be too short", { duration: 5 }, { duration: 1.9 }, ["tooShort warn"]],
    ["quicker ones cannot", { duration: 4.9 }, { duration: 0 }, []],
    ["three times the usual time", { duration: 100 }, { duration: 300 }, []],
    ["more than that", { duration: 100 }, { duration: 300.1 }, ["tooLong warn"]],
    ["a minute is never too long", { duration: 2 }, { duration: 60 }, []],
    ["more than a minute may be", { duration: 2 }, { duration: 60.1 }, ["tooLong warn"]],
    ["70 % of the usual output", { body_bytes: 1_000 }, { body_bytes: 700 }, []],
    ["less than 70 %", { body_bytes: 1_000 }, { body_bytes: 699 }, ["tooSmall:body_bytes warn"]],
    ["nothing is no less than nothing", { body_bytes: 0 }, { body_bytes: 0 }, []],
    ["what is named in bytes", { dump_bytes: 10 }, { dump_bytes: 6 }, ["tooSmall:dump_bytes warn"]],
    ["what is counted", { rows_count: 10 }, { rows_count: 6 }, ["tooSmall:rows_count warn"]],
    ["other numbers are not judged", { rows: 10, free_ratio: 1 }, { rows: 0, free_ratio: 0 }, []],
    ["what has no unit of size", { bytes: 10, count: 10 }, { bytes: 1, count: 1 }, []],
    ["more than usual", { dump_bytes: 10 }, { dump_bytes: 1_000 }, []],
  ])("%s", (_, usual, values, standing) => {
    const life = nightly(7, usual);
    next(life, values);
    expect(life.standing).toEqual(standing);
    // Six are too few to know.
    const young = nightly(6, usual);
    next(young, values);
    expect(young.standing).toEqual([]);
  });

  test("is told in a sentence", () => {
    const life = nightly(7, { duration: 238, dump_bytes: 4.2e9 });
    next(life, { duration: 90, dump_bytes: 1.1e9 });
    expect(life.textOf("tooShort")).toBe("a run took 1 min 30 s, usually 3 min 58 s, at least 1 min 35 s expected");
    expect(life.textOf("tooSmall:dump_bytes")).toBe(
      "critical: dump_bytes was 1.1 GB, usually 4.2 GB, at least 2.94 GB expected",
    );
    next(life, { duration: 3_600, dump_bytes: 4.2e9 });
    expect(life.standing).toEqual(["tooLong warn"]);
    expect(life.textOf("tooLong")).toBe("a run took 1 h, usually 3 min 58 s, at most 11 min 54 s expected");
  });

  test("is critical under 40 %", () => {
    const critical = (value: number): boolean | undefined => {
      const life = nightly(7, { rows_count: 100 });
      next(life, { rows_count: value });
      return life.textOf("tooSmall:rows_count")?.startsWith("critical: ");
    };
    expect([critical(39), critical(40), critical(69), critical(70)]).toEqual([true, false, false, undefined]);
  });
});

describe("what is usual", () => {
  test("is the median of the last ten run times and of the last seven sizes", () => {
    const life = nightly(20, { duration: 1_000, rows_count: 1_000 }, SILENT);
    for (let i = 0; i < 6; i++) next(life, { duration: 100, rows_count: 100 });
    life.edit(WARNING);
    // Six of ten, and six of seven, are small.
    next(life, { duration: 100, rows_count: 100 });
    expect(life.standing).toEqual([]);
    const early = nightly(20, { duration: 1_000, rows_count: 1_000 }, SILENT);
    for (let i = 0; i < 4; i++) next(early, { duration: 100, rows_count: 100 });
    early.edit(WARNING);
    next(early, { duration: 100, rows_count: 100 });
    expect(early.standing).toEqual(["tooShort warn"]);
  });

  test("is learned from successes only", () => {
    const life = nightly(7, { duration: 100, rows_count: 100 });
    for (const type of ["fail", "log", "start"] as const)
      for (let i = 0; i < 8; i++) next(life, { duration: 1, rows_count: 1 }, { type });
    expect(life.standing).toEqual([]);
    next(life, { duration: 100, rows_count: 100 });
    expect(life.standing).toEqual([]);
    next(life, { duration: 1, rows_count: 1 });
    expect(life.standing).toEqual(["tooShort warn", "tooSmall:rows_count warn"]);
  });

  test("does not follow values that were flagged, and a normal one ends the finding", () => {
    const life = nightly(7, { rows_count: 100 });
    for (const rows of [10, 50, 22, 5]) {
      expect(next(life, { rows_count: rows }).flagged).toEqual(["rows_count"]);
      expect(life.standing).toEqual(["tooSmall:rows_count warn"]);
    }
    expect(next(life, { rows_count: 90 })).toMatchObject({ flagged: [], cleared: ["tooSmall:rows_count"] });
    expect(life.standing).toEqual([]);
  });

  test("follows three flagged ones in a row that agree", () => {
    const life = nightly(7, { rows_count: 100 });
    for (const rows of [41, 50, 45]) next(life, { rows_count: rows });
    expect(life.standing).toEqual(["tooSmall:rows_count warn"]);
    next(life, { rows_count: 44 });
    expect(life.standing).toEqual([]);
    next(life, { rows_count: 20 });
    expect(life.standing).toEqual(["tooSmall:rows_count warn"]);
  });

  test("does not follow three that differ, nor any with normal ones among them", () => {
    for (const row of [
      [40, 60, 45],
      [45, 45, 100, 45],
      [69, 72, 74],
    ]) {
      const life = nightly(7, { rows_count: 100 });
      for (const rows of row) next(life, { rows_count: rows });
      expect(next(life, { rows_count: Math.min(...row) - 1 }).flagged).toEqual(["rows_count"]);
    }
  });
});

describe("this is normal", () => {
  test("a person's word counts at once, for that value and what is near", () => {
    const life = nightly(7, { rows_count: 100, duration: 100 });
    next(life, { rows_count: 30, duration: 5 });
    life.accept("tooSmall:rows_count");
    expect(life.standing).toEqual(["tooShort warn"]);
    next(life, { rows_count: 25, duration: 100 });
    expect(life.standing).toEqual([]);
    next(life, { rows_count: 23, duration: 100 });
    expect(life.standing).toEqual(["tooSmall:rows_count warn"]);
  });

  test("for run times as well, short and long", () => {
    const life = nightly(7, { duration: 100 });
    next(life, { duration: 20 });
    life.accept("tooShort");
    next(life, { duration: 600 });
    life.accept("tooLong");
    for (const duration of [16, 720]) next(life, { duration });
    expect(life.standing).toEqual([]);
    next(life, { duration: 721 });
    expect(life.standing).toEqual(["tooLong warn"]);
  });

  test("the word is forgotten once ten other runs have come", () => {
    const life = nightly(7, { duration: 100 });
    next(life, { duration: 20 });
    life.accept("tooShort");
    for (let i = 0; i < 9; i++) next(life, { duration: 100 });
    expect(next(life, { duration: 20 }).flagged).toEqual([]);
    for (let i = 0; i < 10; i++) next(life, { duration: 100 });
    expect(next(life, { duration: 20 }).flagged).toEqual(["duration"]);
  });

  test("about nothing that stands, it changes nothing", () => {
    const life = nightly(8, { duration: 100 });
    const before = life.insight;
    life.accept("tooShort");
    life.accept("constructor");
    expect(life.insight).toEqual(before);
  });
});

describe("paging", () => {
  test("is warning only for 14 days after the first success", () => {
    const life = nightly(13, { duration: 100 }, PAGING);
    next(life, { duration: 10 });
    expect(life.standing).toEqual(["tooShort warn"]);
    // Night 14 is 14 days after the first.
    expect(next(life, { duration: 30 }).raised).toMatchObject([{ rule: "tooShort", severity: "page" }]);
    expect(life.insight.findings["tooShort"]?.since).toBe(T0 + 13 * DAY);
  });

  test("ends when the rule is to warn only, and the finding when it is switched off", () => {
    const life = nightly(20, { duration: 100, rows_count: 9 }, PAGING);
    next(life, { duration: 10, rows_count: 1 });
    expect(life.standing).toEqual(["tooShort page", "tooSmall:rows_count page"]);
    life.edit({ ...PAGING, sanity: { ...PAGING.sanity, tooShort: "warn", tooSmall: "off" } });
    expect(life.standing).toEqual(["tooShort warn"]);
  });
});

test("a rule that is switched off flags nothing", () => {
  const life = nightly(7, { duration: 100, rows_count: 100 }, SILENT);
  expect(next(life, { duration: 1, rows_count: 1 })).toMatchObject({ flagged: [], raised: [] });
});

test("a job that is always the same is never wrong, and one whose values all shrink alike always is", () => {
  const value = fc.double({ min: 5, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(value, fc.double({ min: 0, max: 0.39, noNaN: true }), fc.nat(30), (usual, part, runs) => {
      const life = nightly(7 + runs, { duration: usual, rows_count: usual });
      expect(life.standing).toEqual([]);
      next(life, { duration: usual * part, rows_count: usual * part });
      expect(life.standing).toEqual(["tooShort warn", "tooSmall:rows_count warn"]);
    }),
    { numRuns: 40 },
  );
});
