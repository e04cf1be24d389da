import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MetricLines } from "./metric-lines.ts";
import type { Metrics } from "./metric-set.ts";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

const read = (chunks: Uint8Array[], cut = false): { accepted: Record<string, number>; dropped: number } => {
  const lines = new MetricLines();
  for (const chunk of chunks) lines.push(chunk);
  const { accepted, dropped }: Metrics = lines.end(cut);
  return { accepted: Object.fromEntries(accepted), dropped };
};
const found = (text: string, cut = false) => read([bytes(text)], cut);

/** Spec "heartbeats" §6.1. */
describe("metric lines", () => {
  it.each([
    ["::nightbell rows=12", { rows: 12 }, 0],
    ["done\n::nightbell rows=12 size_bytes=1.5e9\nbye\n", { rows: 12, size_bytes: 1.5e9 }, 0],
    ["  ::nightbell\trows=1 \t n=-2.5 \r\n", { rows: 1, n: -2.5 }, 0],
    ["50 %\r100 %\r::nightbell rows=3", { rows: 3 }, 0],
    ["::nightbell a=1\n::nightbell a=2 b=3", { a: 2, b: 3 }, 0],
    ["::nightbell a= =1 a b=x 9x=1 c=1e999 d=0x10 e=+.5", { e: 0.5 }, 7],
    ["::nightbell duration=3 body_bytes=2 exit=1 disk.free-ratio=0.2", { "disk.free-ratio": 0.2 }, 3],
    ["log ::nightbell a=1\n::Nightbell a=1\n::nightbells a=1\n:::nightbell a=1\n::nightbell=1", {}, 0],
    ["::nightbell\n::nightbell \n\n", {}, 0],
    ["::nightbell\nrows=1", {}, 0],
  ])("%j", (text, accepted, dropped) => {
    expect(found(text)).toEqual({ accepted, dropped });
  });

  it("read the same however the output is cut into chunks", () => {
    const piece = fc.constantFrom("::nightbell", "::night", " a=1", " b=22", " bad", "\n", "\r", "\t", "x", "é");
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.array(fc.nat({ max: 12 })),
        fc.boolean(),
        (pieces, cuts, cut) => {
          const whole = bytes(pieces.join(""));
          const chunks: Uint8Array[] = [];
          let from = 0;
          for (const length of cuts) {
            chunks.push(whole.subarray(from, from + length));
            from += length;
          }
          expect(read([...chunks, whole.subarray(from)], cut)).toEqual(read([whole], cut));
        },
      ),
    );
  });

  it("do not believe a number that the end of the output may have cut", () => {
    expect(found("::nightbell a=1 b=23", true)).toEqual({ accepted: { a: 1 }, dropped: 1 });
    expect(found("::nightbell a=1 b=23 ", true)).toEqual({ accepted: { a: 1, b: 23 }, dropped: 0 });
    expect(found("::nightbell a=1\n", true)).toEqual({ accepted: { a: 1 }, dropped: 0 });
  });

  it("count up to a limit of their length", () => {
    const { accepted } = found(`::nightbell a=1 ${"x".repeat(5_000)} b=2\n::nightbell c=3`);
    expect(accepted).toEqual({ a: 1, c: 3 });
  });

  it("give at most 20 metrics, and a place that is taken can be taken again", () => {
    const line = Array.from({ length: 25 }, (_, i) => `m${i}=${i}`).join(" ");
    const { accepted, dropped } = found(`::nightbell ${line}\n::nightbell m0=100 m24=1`);
    expect(Object.keys(accepted)).toHaveLength(20);
    expect(accepted).toMatchObject({ m0: 100, m19: 19 });
    expect(dropped).toBe(6);
  });
});
