import { describe, expect, it } from "vitest";
import { NOTHING_KNOWN_OF_EXPIRY, seenExpiry, type Expiry } from "./expiry.ts";
import type { Certificate } from "./protocol.ts";
import { REGIONS, type Region } from "./region.ts";
import { DAY } from "../time.ts";

const NOW = 1_800_000_000_000;

const certificate = (left: number, lifetime: number, sha256 = "a"): Certificate => ({
  notBefore: NOW + left - lifetime,
  notAfter: NOW + left,
  sha256,
  issuer: "R11",
  names: [],
});
const saw = (
  seen: Omit<Parameters<typeof seenExpiry>[1], "region"> & { region?: Region },
  before = NOTHING_KNOWN_OF_EXPIRY,
): Expiry => seenExpiry(before, { region: "weur", ...seen }, REGIONS, NOW);

describe("a certificate", () => {
  it.each([
    // min(14 d, 25 % of its lifetime), and min(3 d, 10 %)
    [90, 14.01, null],
    [90, 14, { level: 1, urgent: false }],
    [90, 3.01, { level: 1, urgent: false }],
    [90, 3, { level: 2, urgent: true }],
    [20, 5.01, null],
    [20, 5, { level: 1, urgent: false }],
    [20, 2.01, { level: 1, urgent: false }],
    [20, 2, { level: 2, urgent: true }],
    [90, -1, { level: 2, urgent: true }],
  ])("of %d days with %d left", (lifetime, left, expected) => {
    const { expiring } = saw({ certificate: certificate(left * DAY, lifetime * DAY) });
    if (expected === null) expect(expiring).toBeNull();
    else expect(expiring).toMatchObject({ what: "certificate", since: NOW, ...expected });
  });

  it("counts the earliest of all regions, until each has seen the new one", () => {
    const old = saw({ certificate: certificate(2 * DAY, 90 * DAY) });
    const both = seenExpiry(
      old,
      { region: "enam", certificate: certificate(80 * DAY, 90 * DAY, "b") },
      REGIONS,
      NOW + 1,
    );
    expect(both.expiring).toMatchObject({ expiresAt: NOW + 2 * DAY, since: NOW });
    const renewed = seenExpiry(
      both,
      { region: "weur", certificate: certificate(80 * DAY, 90 * DAY, "b") },
      REGIONS,
      NOW + 2,
    );
    expect(renewed.expiring).toBeNull();
  });

  it("of a region that is no longer asked says nothing", () => {
    const old = saw({ certificate: certificate(2 * DAY, 90 * DAY) });
    expect(seenExpiry(old, { region: "enam" }, ["enam", "apac"], NOW).expiring).toBeNull();
  });

  it("comes nearer between two answers", () => {
    const calm = saw({ certificate: certificate(15 * DAY, 90 * DAY) });
    expect(calm.expiring).toBeNull();
    const again = { region: "weur" as const, certificate: certificate(15 * DAY, 90 * DAY) };
    const later = seenExpiry(calm, again, REGIONS, NOW + 2 * DAY);
    expect(later.expiring).toMatchObject({ level: 1 });
    expect(later.certificates).toBe(calm.certificates);
  });
});

it.each([
  [31, null],
  [30, { level: 1, urgent: false }],
  [14, { level: 2, urgent: false }],
  [7, { level: 3, urgent: false }],
  [1, { level: 4, urgent: true }],
])("a domain is warned of %d days ahead", (days, expected) => {
  const { expiring } = saw({ registration: { expiresAt: NOW + days * DAY, statuses: [] } });
  if (expected === null) expect(expiring).toBeNull();
  else expect(expiring).toMatchObject({ what: "domain", ...expected });
});

it("an answer that says nothing of either changes nothing", () => {
  expect(saw({})).toBe(NOTHING_KNOWN_OF_EXPIRY);
  expect(saw({ registration: { expiresAt: null, statuses: [] } }).expiring).toBeNull();
});
