import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE } from "../time.ts";
import { Bench } from "./bench.testing.ts";
import { detect, detectAll, isTolerated } from "./detect.ts";
import type { HeartbeatRules } from "./settings.ts";
import { pauseHeartbeat, reschedule, resumeHeartbeat } from "./transition.ts";
import { deadline, nextHeartbeatDue, viewAt } from "./view.ts";

/** Properties of every life that a heartbeat can have. */

const START = Date.parse("2026-03-28T20:00:00Z");
const grace = fc.integer({ min: 60, max: 7_200 });
const limit = fc.constantFrom(null, null, 60, 900, 7_200);
const extras = fc.record({
  failureTolerance: fc.constantFrom(0, 0, 1, 3),
  startToleranceSeconds: limit,
  maxRunSeconds: limit,
});
const scheduled: fc.Arbitrary<Pick<HeartbeatRules, "schedule" | "graceSeconds">> = fc.oneof(
  fc.record({
    schedule: fc.record({ kind: fc.constant("period" as const), seconds: fc.integer({ min: 60, max: 20_000 }) }),
    graceSeconds: grace,
  }),
  fc.record({
    schedule: fc.record({
      kind: fc.constant("cron" as const),
      expression: fc.constantFrom("*/10 * * * *", "0,30 2 * * *", "15 * * * *", "0 3 * * *"),
      zone: fc.constantFrom("UTC", "Europe/Vienna"),
    }),
    graceSeconds: grace,
  }),
);
const rules: fc.Arbitrary<HeartbeatRules> = fc.tuple(scheduled, extras).map(([own, more]) => ({ ...own, ...more }));
type Act = {
  after: number;
  what: "success" | "fail" | "start" | "log" | "ign" | "pause" | "resume" | "edit" | "look";
  key: string;
  rules: HeartbeatRules;
};
const act: fc.Arbitrary<Act> = fc.record({
  after: fc.oneof(fc.integer({ min: 0, max: 300 * MINUTE }), fc.constantFrom(0, 1, 10 * MINUTE, 60 * MINUTE)),
  what: fc.constantFrom(
    "success",
    "success",
    "success",
    "start",
    "start",
    "fail",
    "log",
    "ign",
    "pause",
    "resume",
    "edit",
    "look",
  ),
  key: fc.constantFrom("", "a", "b"),
  rules,
});
const life = fc.tuple(rules, fc.array(act, { maxLength: 25 }));

function perform(bench: Bench, { what, key, rules: edited }: Act, now: number): void {
  if (what === "look") return bench.tick(now);
  if (what === "pause") return bench.take(pauseHeartbeat(bench.state, now));
  if (what === "resume")
    return bench.state.status === "paused" ? bench.take(resumeHeartbeat(bench.rules, bench.state, now)) : undefined;
  if (what !== "edit") return bench.ping(now, what, key);
  bench.rules = edited;
  return bench.take(reschedule(edited, bench.state, now));
}

/** Lives a life, calling `each` after every act with the instant of it. */
function live([first, acts]: [HeartbeatRules, Act[]], each: (bench: Bench, now: number) => void): Bench {
  const bench = new Bench(first, START);
  let now = START;
  for (const next of acts) {
    now += next.after;
    perform(bench, next, now);
    each(bench, now);
  }
  return bench;
}

test("history joins up and runs forwards, and only real changes are in it", () => {
  fc.assert(
    fc.property(life, (given) => {
      const { flips, state } = live(given, () => {});
      flips.forEach((flip, index) => {
        const before = flips[index - 1];
        expect(flip.from).not.toBe(flip.to);
        expect(flip.from).toBe(before?.to ?? "new");
        expect(flip.at).toBeGreaterThanOrEqual(before?.at ?? START);
      });
      expect(state.status).toBe(flips.at(-1)?.to ?? "new");
    }),
    { numRuns: 300 },
  );
});

test("detection does nothing before nextHeartbeatDue, something at it, and nothing twice", () => {
  fc.assert(
    fc.property(life, (given) => {
      live(given, ({ rules: own, state }, now) => {
        const due = nextHeartbeatDue(own, state);
        if (due === null) expect(detect(own, state, now + 1e12)).toBeNull();
        else {
          expect(detect(own, state, due - 1)).toBeNull();
          const found = detect(own, state, due);
          expect(found).not.toBeNull();
          for (const { at } of [...(found?.flips ?? []), ...(found?.notices ?? [])]) expect(at).toBe(due - 1);
        }
        const settled = detectAll(own, state, now + 1e9).state;
        expect(detectAll(own, settled, now + 1e9)).toEqual({ state: settled, flips: [], notices: [] });
      });
    }),
    { numRuns: 200 },
  );
});

test("a flip by time is dated to the deadline, and it makes no difference when detection runs", () => {
  fc.assert(
    fc.property(life, (given) => {
      live(given, ({ rules: own, state }, now) => {
        const limit = deadline(own, state);
        const down = detectAll(own, state, now + 1e9).flips;
        const told = down.map(({ at, to, reason, notifies }) => ({ at, to, reason, notifies }));
        expect(told.length).toBeLessThanOrEqual(1);
        if (!isTolerated(own, state))
          expect(told).toEqual(limit === null ? [] : [{ at: limit, to: "down", reason: "timeout", notifies: true }]);
        const early = detectAll(own, detectAll(own, state, now + 1e6).state, now + 1e9).state;
        expect(early).toEqual(detectAll(own, state, now + 1e9).state);
      });
    }),
    { numRuns: 200 },
  );
});

test("so many failures in a row as are tolerated alert nobody, and what is told runs forwards in time", () => {
  fc.assert(
    fc.property(life, (given) => {
      live(given, ({ rules: own, state }, now) => {
        const { flips, notices } = detectAll(own, state, now + 1e9);
        const absorbed = notices.filter(({ kind }) => kind === "tolerated").length;
        expect(absorbed).toBeLessThanOrEqual(Math.max(0, (own.failureTolerance ?? 0) - state.failStreak));
        const times = notices.map(({ at }) => at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const flip of flips) expect(flip.at).toBeGreaterThanOrEqual(state.since);
      });
    }),
    { numRuns: 200 },
  );
});

test("what is open was opened: an alert of recovery follows one of failure", () => {
  fc.assert(
    fc.property(life, (given) => {
      const bench = live(given, () => {});
      let open = false;
      const told = [
        ...bench.flips.map((flip) => ({
          at: flip.at,
          down: flip.to === "down" && flip.notifies,
          up: flip.to === "up" && flip.notifies,
          paused: flip.to === "paused",
        })),
        ...bench.notices
          .filter(({ kind }) => kind === "never_pinged")
          .map(({ at }) => ({ at, down: true, up: false, paused: false })),
      ].sort((a, b) => a.at - b.at);
      for (const { down, up, paused } of told) {
        if (up) expect(open).toBe(true);
        open = (open || down) && !up && !paused;
      }
      expect(open).toBe(bench.state.status === "down" || bench.state.neverPinged);
    }),
    { numRuns: 300 },
  );
});

test("the state is plain JSON, and its view agrees with it", () => {
  fc.assert(
    fc.property(life, (given) => {
      live(given, ({ rules: own, state }, now) => {
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        const view = viewAt(own, state, now);
        expect(state.expected === null || state.status === "up").toBe(true);
        if (view.status === "down" || view.status === "grace") expect(["up", "down", "new"]).toContain(state.status);
        if (state.status === "up") expect(view.nextPing).not.toBeNull();
        else if (state.status !== "new") expect(view.nextPing).toBeNull();
      });
    }),
    { numRuns: 200 },
  );
});
