import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  advance,
  callStatus,
  classifyCode,
  isAnswered,
  isDelivered,
  isTerminal,
  isUndelivered,
  rankOf,
} from "./receipts.ts";

const sms = [
  "accepted",
  "scheduled",
  "queued",
  "sending",
  "sent",
  "failed",
  "undelivered",
  "canceled",
  "partially_delivered",
  "delivered",
  "read",
];
const calls = ["queued", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled"];

test("ranks are the table of the specification", () => {
  expect(sms.map((status) => rankOf("sms", status))).toEqual([1, 1, 1, 2, 3, 4, 4, 4, 5, 6, 7]);
  expect(calls.map((status) => rankOf("voice", status))).toEqual([1, 2, 3, 4, 4, 4, 4, 4]);
  for (const status of ["", "receiving", "received", "constructor", "__proto__"])
    expect(rankOf("sms", status)).toBeNull();
  expect(rankOf("push", "delivered")).toBeNull();
});

describe.each([
  ["sms", sms],
  ["voice", calls],
] as const)("%s", (channel, statuses) => {
  test("in any order and however often, receipts end at the highest rank", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...statuses, "nonsense"), { minLength: 1 }), (received) => {
        let current: string | null = null;
        for (const next of received) {
          const before: string | null = current;
          current = advance(channel, current, next);
          expect(rankOf(channel, current ?? "") ?? 0).toBeGreaterThanOrEqual(rankOf(channel, before ?? "") ?? 0);
        }
        const highest = Math.max(0, ...received.map((status) => rankOf(channel, status) ?? 0));
        expect(rankOf(channel, current ?? "") ?? 0).toBe(highest);
      }),
    );
  });
});

test("delivered before sent stays delivered; a failure that comes true late is a delivery", () => {
  expect(advance("sms", "delivered", "sent")).toBe("delivered");
  expect(advance("sms", "undelivered", "delivered")).toBe("delivered");
  expect(advance("sms", "failed", "undelivered")).toBe("failed");
});

test("sent is not delivered, an answered call is no failure, and a push service says nothing", () => {
  expect(sms.filter((status) => isDelivered("sms", status))).toEqual(["delivered", "read"]);
  expect(sms.filter((status) => isUndelivered("sms", status))).toEqual(["failed", "undelivered", "canceled"]);
  expect(calls.filter((status) => isUndelivered("voice", status))).toEqual(["busy", "failed", "no-answer", "canceled"]);
  expect(calls.filter((status) => isAnswered("voice", status))).toEqual(["completed"]);
  expect(calls.filter((status) => isTerminal("voice", status))).toEqual([
    "completed",
    "busy",
    "failed",
    "no-answer",
    "canceled",
  ]);
  expect(isTerminal("sms", "sent")).toBe(false);
});

test("SIP 480 is a phone that nobody answered", () => {
  expect(callStatus("failed", 480)).toBe("no-answer");
  expect(callStatus("failed", 404)).toBe("failed");
  expect(callStatus("completed", 480)).toBe("completed");
});

test.each([
  [21211, "failover", "number", false],
  [21610, "failover", "sms", false],
  [30004, "failover", "sms", false],
  [30005, "failover", "sms", false],
  [30006, "failover", "sms", false],
  [21408, "failover", "sms", true],
  [30003, "failover", null, false],
  [30007, "failover", null, true],
  [30008, "failover", null, true],
  [30034, "failover", null, true],
  [20429, "retry", null, false],
  [null, "retry", null, false],
] as const)("code %s: %s, disables %s", (code, effect, disable, alertOps) => {
  expect(classifyCode(code)).toMatchObject({ effect, disable, alertOps });
  expect(classifyCode(code).note).toMatch(/\.$/);
});
