import { expect, test } from "vitest";
import { isZone } from "./time.ts";

test("every zone that the runtime lists is one, in its own spelling", () => {
  const listed = Intl.supportedValuesOf("timeZone");
  expect(listed.length).toBeGreaterThan(300);
  expect(listed.filter((zone) => !isZone(zone))).toEqual([]);
  expect(listed.filter((zone) => zone.includes("/")).some((zone) => isZone(zone.toLowerCase()))).toBe(false);
});

test.each([
  "UTC",
  "Europe/Kyiv",
  "Asia/Ho_Chi_Minh",
  "America/Argentina/Buenos_Aires",
  "America/North_Dakota/New_Salem",
  "US/Pacific",
  "Australia/ACT",
  "Etc/GMT+5",
  "America/Port-au-Prince",
  "Antarctica/McMurdo",
  "EST5EDT",
])("%s is a zone", (zone) => expect(isZone(zone)).toBe(true));

test.each([
  "BST",
  "IST",
  "AST",
  "JST",
  "PST",
  "EUROPE/RIGA",
  "europe/riga",
  "Europe/RIGA",
  "Factory",
  "SystemV/PST8",
  "+02:00",
  "",
  "Mars/Olympus",
  "US/Pacific-New",
])("%s is none: a runtime may read it as another continent", (zone) => expect(isZone(zone)).toBe(false));
