import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_EXTRAS, pingExtras } from "../../src/ping-extras.ts";

const extras = (query: string) => pingExtras(new URLSearchParams(query));

/** Spec "heartbeats" §1, "Extension parameters". */
describe("extension parameters", () => {
  it.each([
    ["", NO_EXTRAS],
    ["host=web-1.example:80&note=a_b", { host: "web-1.example:80", note: "a_b" }],
    ["host=web 1/<b>&note=%F0%9F%94%94+%C3%BC", { host: "web-1--b-", note: "---" }],
    [`host=${"a".repeat(101)}`, { host: "a".repeat(100) }],
    ["host=&note=", NO_EXTRAS],
    ["host=a&host=b", { host: "b" }],
    ["secs=0", { runSeconds: 0 }],
    ["secs=12.5e1", { runSeconds: 125 }],
    ["secs=-1", NO_EXTRAS],
    ["secs=1e999", NO_EXTRAS],
    ["secs=NaN&ts=NaN", NO_EXTRAS],
    ["ts=1760000000", { clientAt: 1_760_000_000_000 }],
    ["ts=1760000000.1234567", { clientAt: 1_760_000_000_123 }],
    ["ts=0", NO_EXTRAS],
    ["ts=1760000000000", NO_EXTRAS],
    ["late=1", { late: true }],
    ["late=true&late", NO_EXTRAS],
  ])("%s", (query, expected) => {
    expect(extras(query)).toEqual({ ...NO_EXTRAS, ...expected });
  });

  it("are always what a ping message may hold", () => {
    const names = fc.constantFrom("host", "note", "secs", "ts", "late");
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.string({ unit: "binary" })), { maxLength: 6 }), (pairs) => {
        const found = pingExtras(new URLSearchParams(pairs));
        for (const word of [found.host, found.note]) expect(word ?? "a").toMatch(/^[A-Za-z0-9_.:-]{1,100}$/);
        for (const number of [found.runSeconds, found.clientAt]) expect(Number.isFinite(number ?? 0)).toBe(true);
      }),
    );
  });
});
