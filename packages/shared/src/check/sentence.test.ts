import { describe, expect, it } from "vitest";
import { monitorSentence, whyDown, whyText } from "./sentence.ts";
import { checkSpec } from "./spec/spec.ts";
import { armMonitor, type MonitorState } from "./verdict.ts";
import { shownStatus } from "./shown.ts";
import { DAY, MINUTE, SECOND } from "../time.ts";

const NOW = 1_800_000_000_000;
const settings = {
  id: "mon_a",
  revision: 1,
  intervalSeconds: 60,
  recoverySeconds: 60,
  regions: ["weur" as const, "enam" as const, "apac" as const],
  everyRegion: false,
  check: checkSpec.parse({
    type: "http",
    url: "https://example.com/",
    expectedStatus: "200-299,301",
    keywordsPresent: ["ok"],
  }),
  timeoutMs: 10_000,
};
const vote = (ok: boolean) => ({ at: NOW - 5 * SECOND, ok, colo: "FRA", totalMs: 143, detail: null });
const up: MonitorState = { ...armMonitor(NOW - MINUTE), status: "up", beneath: "up", regions: { weur: vote(true) } };
const down: MonitorState = {
  ...up,
  status: "down",
  startedAt: NOW - 4 * MINUTE,
  regions: { weur: vote(false), enam: vote(false), apac: vote(false) },
  failure: {
    at: NOW,
    region: "weur",
    cause: "http_status",
    detail: "status 503; the page says 'eaten by a grue'",
    status: 503,
    totalMs: 412,
    evidence: null,
  },
};

describe("a monitor in words", () => {
  it.each([
    [up, "Up. Europe got its answer in 143 ms, 5 s ago."],
    [{ ...up, status: "new" as const }, "First check is under way from Europe, North America and Asia."],
    [down, "Down for 4 min: HTTP 503 from 3 regions."],
    [
      { ...down, status: "suspect" as const, regions: { enam: vote(false) } },
      "Failing from North America: HTTP 503. Other regions are being asked.",
    ],
    [
      { ...up, status: "unknown" as const, blind: { weur: NOW, enam: NOW } },
      "Unknown for 1 min: too few of our regions can see the internet, so we cannot tell. Nothing opens or closes meanwhile.",
    ],
    [
      { ...up, status: "unknown" as const },
      "Unknown for 1 min: no region has reported lately. Nothing opens or closes meanwhile.",
    ],
    [{ ...up, status: "paused" as const }, "Paused. Nothing is checked until you resume it."],
    [{ ...up, status: "paused" as const, pausedUntil: NOW + 90 * MINUTE }, "Paused. Checks go on in 1 h 30 min."],
    [
      {
        ...down,
        status: "up" as const,
        regional: { apac: { since: NOW - MINUTE, passes: 0 } },
        regions: { apac: vote(false) },
      },
      "Fails from Asia alone for 1 min: HTTP 503. Elsewhere it is up.",
    ],
    [
      { ...down, status: "up" as const, regions: { apac: vote(false) }, intermittent: { since: NOW - 5 * MINUTE } },
      "Fails now and then for 5 min: HTTP 503. It counts as steady after 10 clean rounds.",
    ],
    [{ ...up, degraded: { since: NOW - MINUTE } }, "Slow for 1 min. Europe got its answer in 143 ms, 5 s ago."],
    [
      {
        ...up,
        expiry: {
          ...up.expiry,
          expiring: {
            what: "certificate" as const,
            expiresAt: NOW + 5 * DAY,
            level: 1,
            urgent: false,
            since: NOW,
          },
        },
      },
      "The certificate expires in 5 d. Europe got its answer in 143 ms, 5 s ago.",
    ],
    [
      { ...up, regions: { weur: vote(false) } },
      "Up. Europe saw a failure 5 s ago that no other region could see; it is watched.",
    ],
  ])("%#", (state, text) => {
    expect(monitorSentence(settings, state, shownStatus(state, false), NOW)).toBe(text);
  });

  it("says why, with what we expected", () => {
    expect(whyDown(settings, down)).toBe("HTTP 503 from 3 regions");
    expect(whyText(settings, down)).toBe(
      "Status 503; the page says 'eaten by a grue'. Seen after 412 ms from Europe, North America and Asia. " +
        'We expect status 200-299, 301 and "ok" on the page, within 10 s.',
    );
    expect(whyText(settings, up)).toBeNull();
  });
});
