import { describe, expect, it } from "vitest";
import { curlLine, expectation, monitorSentence, whyDown, whyText } from "./sentence.ts";
import { armMonitor, type MonitorState } from "./verdict.ts";
import { MINUTE, SECOND } from "../time.ts";

const NOW = 1_800_000_000_000;
const settings = {
  id: "mon_a",
  revision: 1,
  intervalSeconds: 60,
  recoverySeconds: 60,
  regions: ["weur" as const, "enam" as const, "apac" as const],
  url: "https://example.com/it's?a=b",
  method: "GET" as const,
  expectedStatus: "200-299,301",
  keywordsPresent: ["ok"],
  keywordsAbsent: [],
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
    [
      { ...up, regions: { weur: vote(false) } },
      "Up. Europe saw a failure 5 s ago that no other region could see; it is watched.",
    ],
  ])("%#", (state, text) => {
    expect(monitorSentence(settings, state, NOW)).toBe(text);
  });

  it("says why, with what we expected", () => {
    expect(whyDown(settings, down)).toBe("HTTP 503 from 3 regions");
    expect(whyText(settings, down)).toBe(
      "Status 503; the page says 'eaten by a grue'. Seen after 412 ms from Europe, North America and Asia. " +
        'We expect status 200-299, 301 and "ok" on the page, within 10 s.',
    );
    expect(whyText(settings, up)).toBeNull();
    expect(expectation({ ...settings, keywordsPresent: [], keywordsAbsent: ["error"] })).toBe(
      'We expect status 200-299, 301 and no "error", within 10 s.',
    );
  });

  it("gives a curl line that a shell cannot misread", () => {
    expect(curlLine(settings)).toBe(
      "curl -sS -i -L --max-redirs 5 -m 10 -A 'Nightbell/1' -H 'Nightbell-Check: 1' 'https://example.com/it'\\''s?a=b'",
    );
    expect(curlLine({ ...settings, method: "HEAD" })).toContain(" -I ");
    expect(curlLine({ ...settings, method: "POST" })).toContain(" -X POST ");
  });
});
