import { expect, it } from "vitest";
import { bytes, counted, number } from "./number.ts";

it.each([
  [0, "0 B"],
  [512, "512 B"],
  [999, "999 B"],
  [1840, "1.84 kB"],
  [9_999_500, "10 MB"],
  [999_900, "1 MB"],
  [4_200_000_000, "4.2 GB"],
  [5e18, "5,000 PB"],
])("says %d bytes as %s", (count, text) => expect(bytes(count)).toBe(text));

it("groups digits, and counts things", () => {
  expect(number(1204)).toBe("1,204");
  expect(number(0.256)).toBe("0.26");
  expect(counted(1, "run")).toBe("1 run");
  expect(counted(1200, "run")).toBe("1,200 runs");
});
