import fc from "fast-check";
import { expect, test } from "vitest";
import { newRoute } from "../ids.ts";
import { newProbeKey, routeOfProbeKey } from "./key.ts";

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });

test("a key is 46 characters and gives its team's route back", () => {
  fc.assert(
    fc.property(bytes(6), bytes(32), (a, b) => {
      const route = newRoute(a);
      const key = newProbeKey(route, b);
      expect(key).toMatch(/^nbp_[0-9a-z]{42}$/);
      expect(routeOfProbeKey(key)).toBe(route);
    }),
  );
});

test("every bit of 160 random ones tells keys apart", () => {
  fc.assert(
    fc.property(bytes(32), fc.nat(159), (random, bit) => {
      const other = random.slice();
      const at = 31 - (bit >> 3);
      other[at] = (other[at] ?? 0) ^ (1 << (bit & 7));
      expect(newProbeKey("0123456789ab", other)).not.toBe(newProbeKey("0123456789ab", random));
    }),
  );
});

test("what no team's key can be has no route", () => {
  const key = newProbeKey("0123456789ab", new Uint8Array(32));
  expect(routeOfProbeKey(key)).toBe("0123456789ab");
  const tooHigh = `nbp_${"z".repeat(10)}${"0".repeat(32)}`;
  for (const text of ["", key.slice(4), `${key}0`, `${key}\n`, key.replace("nbp", "nbw"), key.toUpperCase(), tooHigh])
    expect(routeOfProbeKey(text), JSON.stringify(text)).toBeNull();
});
