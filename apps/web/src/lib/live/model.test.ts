import { expect, it } from "vitest";
import {
  heartbeatKey,
  incidentKey,
  maintenanceKey,
  membersKey,
  monitorKey,
  overviewKey,
  probesKey,
  seriesKey,
} from "../api/keys.ts";
import { concerns, isStale, pollDelay, reconnectDelay } from "./model.ts";

it("reconnects later and later, never all at once, at most after 30 s", () => {
  expect(reconnectDelay(0, 0)).toBe(500);
  expect(reconnectDelay(0, 0.999)).toBeLessThan(1_000);
  expect(reconnectDelay(3, 0)).toBe(4_000);
  expect(reconnectDelay(40, 0.999)).toBeLessThanOrEqual(30_000);
});

it("polls each 3 s while the person is there, else each minute", () => {
  expect(pollDelay(0, 59_999)).toBe(3_000);
  expect(pollDelay(0, 60_000)).toBe(60_000);
});

it("is stale after 40 s of silence", () => {
  expect(isStale(0, 39_999)).toBe(false);
  expect(isStale(0, 40_000)).toBe(true);
});

it("fetches what a change concerns, and no more", () => {
  const changed = new Set(["hb_1"]);
  expect(concerns(overviewKey("t"), changed)).toBe(true);
  expect(concerns(heartbeatKey("t", "hb_1"), changed)).toBe(true);
  expect(concerns(heartbeatKey("t", "hb_2"), changed)).toBe(false);
  expect(concerns(incidentKey("t", "inc_1"), changed)).toBe(false);
  expect(concerns(membersKey("t"), changed)).toBe(false);
});

it("fetches a monitor’s charts with it, and all lists when a window begins or a probe goes blind", () => {
  expect(concerns(seriesKey("t", "mon_1", "24h"), new Set(["mon_1"]))).toBe(true);
  expect(concerns(seriesKey("t", "mon_2", "24h"), new Set(["mon_1"]))).toBe(false);
  for (const key of [maintenanceKey("t"), probesKey("t"), monitorKey("t", "mon_1")])
    expect([concerns(key, new Set(["mnt_1"])), concerns(key, new Set(["prb_1"]))]).toEqual([true, true]);
});

it("fetches everything when the subject has no page of its own", () => {
  expect(concerns(membersKey("t"), new Set(["hb_1", "config"]))).toBe(true);
});
