import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ShownStatus } from "@nightbell/shared/views/monitor-views";
import { ago, NOW } from "../../../testing/now.ts";
import { series, strips, uptime } from "../../../testing/series.ts";
import { downMonitor, monitor, monitorDetail, newDetail, region, result } from "../../../testing/watched.ts";
import { MONITOR_STATES, monitorMark } from "../../../ui/mark.ts";
import { dayBars, secondsInWords, stripOf } from "./bars.ts";
import { listedMonitors, listSentence } from "./list.ts";
import { pauseChoices } from "./pause.ts";
import { answersInWords, namer, regionsSentence } from "./regions.ts";
import { isUnseen, phasesOf, resultBars, resultMark, secondsToFirstResults, worstFirst } from "./results.ts";
import { chartOf, lineOf, rangeStart } from "./series.ts";

it("gives every state the shape of its kind, and a word of its own", () => {
  const shapes: Record<ShownStatus, string> = {
    up: "disc",
    suspect: "half",
    regional: "half",
    intermittent: "half",
    degraded: "half",
    down: "square",
    unknown: "ring",
    paused: "ring",
    new: "ring",
    maintenance: "wrench",
  };
  expect(Object.fromEntries(MONITOR_STATES.map((state) => [state, monitorMark(state).shape]))).toEqual(shapes);
  expect(new Set(MONITOR_STATES.map((state) => monitorMark(state).word)).size).toBe(10);
});

describe("regions", () => {
  it("are told in a sentence, blind and dropped ones apart", () => {
    expect(regionsSentence(downMonitor().regions)).toBe(
      "It fails from Western Europe and Eastern North America. Asia-Pacific cannot see anything right now and has no vote.",
    );
    expect(regionsSentence([region({ state: "slow" }), region({ region: "apac", state: "dropped" })])).toBe(
      "It passes from Western Europe. Asia-Pacific is ignored until the next edit.",
    );
    expect(regionsSentence([])).toBe("It has not been seen yet.");
  });

  it("have their names, and probes the ones they were given", () => {
    const id = "prb_00000000000000000000000000" as const;
    const nameOf = namer([region({ region: id, name: "office" })]);
    expect([nameOf(id), nameOf("apac"), nameOf("prb_11111111111111111111111111")]).toEqual([
      "office",
      "Asia-Pacific",
      "a probe of your own",
    ]);
  });

  it("take the same answers together", () => {
    expect(answersInWords(["fail", "fail", "pass", "slow"])).toBe("2 failed, then 1 passed, then 1 slow");
    expect(answersInWords([])).toBe("no answer yet");
  });
});

describe("results", () => {
  it("are never passed or failed where nothing could be seen", () => {
    expect(resultMark({ ok: false, slow: false, void: true }).tone).toBe("idle");
    expect(resultMark({ ok: true, slow: true, void: false }).word).toBe("slow");
    const { results } = monitorDetail();
    expect(resultBars(results).at(-1)?.result).toBe(results[0]);
    expect(worstFirst(results, 7).every(({ ok }) => !ok)).toBe(true);
  });

  it("say what they spent their time on, as far as it is known", () => {
    expect(phasesOf(result()).map(({ word }) => word)).toEqual(["name", "connection", "TLS", "first byte", "download"]);
    expect(phasesOf(result({ phases: { dns: null, connect: null, tls: null, ttfb: 90, download: null } }))).toEqual([
      { key: "ttfb", word: "first byte", ms: 90 },
    ]);
    expect(phasesOf(result({ phases: null }))).toEqual([]);
  });
});

it("counts down to the first results, and never promises what is past", () => {
  const { input } = newDetail();
  expect(secondsToFirstResults({ since: ago(0), input }, NOW + 2_500)).toBe(13);
  expect(secondsToFirstResults({ since: ago(1), input }, NOW)).toBe(0);
  expect([isUnseen(newDetail()), isUnseen(monitorDetail())]).toEqual([true, false]);
});

describe("days", () => {
  it("say the time in each state, trouble first", () => {
    expect(secondsInWords({ up: 82_020, down: 780, maintenance: 3_600 })).toBe(
      "down 13 min, maintenance 1 h, up 22 h 47 min",
    );
    expect(secondsInWords({})).toBe("nothing known");
  });

  it("are drawn in their worst state, oldest first, and dashed where nothing is known", () => {
    const bars = dayBars(uptime().days);
    expect(bars).toHaveLength(90);
    expect(bars[0]?.mark.shape).toBe("ring");
    expect(bars.at(-4)).toMatchObject({ title: "Sat 21 Nov", mark: { shape: "square" } });
    expect(bars.at(-1)).toMatchObject({ title: "Tue 24 Nov", words: "up 1 d" });
  });

  it("are a strip of 24 hours with a sentence", () => {
    const strip = stripOf(strips().strips.mon_shop ?? { hours: [], downSeconds: 0 });
    expect(strip.marks).toHaveLength(24);
    expect(strip.words).toBe("down for 13 min in 24 h, nothing known of 1 h");
  });
});

describe("the chart", () => {
  const all = series();

  it("leaves gaps where nothing was checked, and keeps every point that there is", () => {
    const line = lineOf(all, undefined);
    const chart = chartOf(all, line, []);
    expect(chart.at).toHaveLength(24);
    const [p50, p95] = chart.lines;
    expect(p50?.values.filter((value) => value === null)).toHaveLength(2);
    expect(p50?.values.filter((value) => value !== null)).toEqual(line.points.map((point) => point.p50));
    expect(p95?.dashed).toBe(true);
  });

  it("shows one region alone; one without answers is empty", () => {
    expect(lineOf(all, "weur").total.p50).toBe(120);
    expect(lineOf(all, "apac").points).toEqual([]);
  });

  it("shades incidents within the range only", () => {
    const [from, until] = [Date.parse(all.from), Date.parse(all.until)];
    const minute = fc.integer({ min: -3_000, max: 3_000 });
    fc.assert(
      fc.property(minute, fc.option(fc.nat(3_000)), (start, length) => {
        const begun = NOW + start * 60_000;
        const ended = length === null ? null : new Date(begun + length * 60_000).toISOString();
        const incident = { id: "inc_1", title: "down", from: new Date(begun).toISOString(), until: ended };
        for (const band of chartOf(all, lineOf(all, undefined), [incident]).bands) {
          expect(band.from).toBeGreaterThanOrEqual(from);
          expect(band.until).toBeLessThanOrEqual(until);
          expect(band.from).toBeLessThanOrEqual(band.until);
        }
      }),
    );
    const open = { id: "inc_1", title: "down", from: ago(6), until: null };
    expect(chartOf(all, lineOf(all, undefined), [open]).bands).toEqual([
      { from: Date.parse(ago(6)), until, word: "down" },
    ]);
  });

  it("begins as long ago as the range says", () => {
    expect(rangeStart("7d", NOW)).toBe(ago(7 * 24 * 60));
  });
});

describe("the list", () => {
  const monitors = [
    monitor({ id: "a", name: "alpha" }),
    downMonitor({ id: "b", name: "beta" }),
    monitor({ id: "c", name: "gamma", status: "maintenance", type: "dns", target: "example.org A" }),
  ];
  const ids = (filter: Parameters<typeof listedMonitors>[1]): string[] =>
    listedMonitors(monitors, filter).map(({ id }) => id);

  it("has the worst first, and filters by text and state", () => {
    expect(ids({})).toEqual(["b", "c", "a"]);
    expect(ids({ q: " EXAMPLE.org " })).toEqual(["c"]);
    expect(ids({ q: "dns" })).toEqual(["c"]);
    expect(ids({ state: "up" })).toEqual(["a"]);
    expect(ids({ q: "alpha", state: "down" })).toEqual([]);
  });

  it("is told in a sentence", () => {
    expect(listSentence(monitors)).toBe("1 of 3 is down; 1 is in maintenance.");
    expect(listSentence(monitors.slice(0, 1))).toBe("1 monitor, none is down.");
  });
});

it("offers to pause until tomorrow in the person’s zone, or for ever", () => {
  const choices = pauseChoices(NOW, "Europe/Vienna");
  expect(choices.map(({ until }) => (until === null ? null : new Date(until).toISOString()))).toEqual([
    ago(-60),
    ago(-240),
    "2026-11-25T07:00:00.000Z",
    null,
  ]);
});
