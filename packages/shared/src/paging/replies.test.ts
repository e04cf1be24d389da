import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../test-fixtures/sms-replies.json" with { type: "json" };
import { smsParts } from "./gsm.ts";
import { canReply, carrierWord, parseReply, REPLY_HELP } from "./replies.ts";

describe("vectors", () => {
  test.each(vectors)("$body", ({ body, kind, code }) => {
    expect(parseReply(body)).toEqual({ kind, code });
  });
});

const words = {
  ack: ["a", "ack", "acked", "acknowledge", "acknowledged", "ok", "on it"],
  escalate: ["e", "esc", "escalate"],
  resolve: ["r", "res", "resolve", "resolved"],
  snooze: ["s", "snooze"],
};
const command = fc.constantFrom(
  ...Object.entries(words).flatMap(([kind, list]) => list.map((word) => ({ kind, word }))),
);
const noise = fc
  .array(fc.constantFrom(" ", ".", "!", ",", "'", '"', "’", "“", "\n", "\t"), { maxLength: 4 })
  .map((list) => list.join(""));

test("every word, in any case, with any code before or after it, among the noise phones add", () => {
  fc.assert(
    fc.property(
      command,
      fc.nat(999),
      fc.constantFrom("", " "),
      fc.constantFrom("", " ", "#", " #"),
      noise,
      noise,
      fc.boolean(),
      ({ kind, word }, code, gap, mark, left, right, upper) => {
        const spelt = upper ? word.toUpperCase() : word;
        const expected = { kind, code: code || null };
        expect(parseReply(`${left}${code}${gap}${spelt}${right}`)).toEqual(expected);
        expect(parseReply(`${left}${spelt}${mark}${code}${right}`)).toEqual(expected);
        expect(parseReply(`${left}${spelt}${right}`)).toEqual({ kind, code: null });
      },
    ),
  );
});

test("the leading code wins, zero is none", () => {
  expect(parseReply("12 ack 13")).toEqual({ kind: "ack", code: 12 });
  expect(parseReply("0a")).toEqual({ kind: "ack", code: null });
});

test.each([
  "1234a",
  "a1234",
  "12  3a",
  "ack # 12",
  "5",
  "11",
  "1 2",
  "ackk",
  "okay then",
  "a a",
  "STOP it",
  "12",
  "#12",
  "12#a",
])("%j is no command", (body) => {
  expect(parseReply(body)).toEqual({ kind: "unknown", code: null });
});

test("never throws, and a command never carries a code out of 1 to 999", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (body) => {
      const { kind, code } = parseReply(body);
      expect(code === null || (code >= 1 && code <= 999)).toBe(true);
      if (kind === "carrier" || kind === "unknown") expect(code).toBeNull();
    }),
  );
});

test("carrier words say out, in or help", () => {
  for (const word of ["STOP", "stopall", "Unsubscribe", "cancel", "end", "quit", "revoke", "optout"])
    expect(carrierWord(word)).toBe("out");
  for (const word of ["START", "yes", "unstop."]) expect(carrierWord(word)).toBe("in");
  for (const word of ["HELP", "info"]) expect(carrierWord(word)).toBe("help");
});

test("the help fits one segment", () => {
  expect(smsParts(REPLY_HELP)).toMatchObject({ encoding: "gsm7", parts: 1 });
});

test("countries whose networks carry no replies", () => {
  for (const number of [
    "+919876543210",
    "+8613800138000",
    "+50250000000",
    "+50688888888",
    "+50760000000",
    "+84901234567",
  ])
    expect(canReply(number)).toBe(false);
  for (const number of ["+436601234567", "+14155550123", "+447700900123", "+85251234567", "+886912345678"])
    expect(canReply(number)).toBe(true);
});
