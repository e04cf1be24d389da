import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MINUTE, SECOND } from "../time.ts";
import { RateLimit } from "./rate-limit.ts";

const T0 = 1_800_000_000_000;

describe("one heartbeat", () => {
  test("20 at once, then 10 a minute; the answer says when the next one may come", () => {
    const limit = new RateLimit();
    const answers = Array.from({ length: 22 }, () => limit.take("a", "log", T0));
    expect(answers.filter((wait) => wait === 0).length).toBe(20);
    expect(answers.at(-1)).toBe(6);
    expect(limit.take("a", "log", T0 + 5 * SECOND)).toBe(1);
    expect(limit.take("a", "log", T0 + 6 * SECOND)).toBe(0);
    expect(limit.shedOf("a")).toEqual([]);
    expect(limit.take("a", "start", T0 + 7 * SECOND)).toBe(5);
    expect(limit.shedOf("a")).toEqual([T0 + 7 * SECOND]);
  });

  test("floods of one do not touch another", () => {
    const limit = new RateLimit();
    for (let i = 0; i < 50; i++) limit.take("a", "log", T0);
    expect(limit.take("b", "log", T0)).toBe(0);
  });
});

test("a team has 200 at once and 50 a second", () => {
  const limit = new RateLimit();
  const burst = Array.from({ length: 260 }, (_, i) => limit.take(`h${i % 20}`, "log", T0));
  expect(burst.filter((wait) => wait === 0).length).toBe(200);
  const later = Array.from({ length: 100 }, (_, i) => limit.take(`n${i}`, "log", T0 + SECOND));
  expect(later.filter((wait) => wait === 0).length).toBe(50);
});

test("the first success and the first fail of any ten seconds always pass", () => {
  const arrivals = fc.array(
    fc.record({ after: fc.nat(3_000), action: fc.constantFrom("success", "fail", "log", "start") }),
    { minLength: 40, maxLength: 300 },
  );
  fc.assert(
    fc.property(arrivals, (pings) => {
      const limit = new RateLimit();
      let now = T0;
      const passed = { success: -Infinity, fail: -Infinity };
      for (const { after, action } of pings) {
        now += after;
        const wait = limit.take("a", action, now);
        if (action !== "success" && action !== "fail") continue;
        if (now - passed[action] >= 10 * SECOND) expect(wait).toBe(0);
        if (wait === 0) passed[action] = now;
      }
    }),
  );
});

test("over any stretch of time no more than the burst and the refill pass, but for the kept ones", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4_000), { minLength: 1, maxLength: 400 }), (gaps) => {
      const limit = new RateLimit();
      let now = T0;
      let passed = 0;
      for (const gap of gaps) {
        now += gap;
        if (limit.take("a", "log", now) === 0) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(20 + Math.ceil(((now - T0) * 10) / MINUTE));
    }),
  );
});
