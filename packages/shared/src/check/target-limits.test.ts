import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSpec } from "./spec/spec.ts";
import { siteDomain } from "./domain.ts";
import { domainsOf, excessOf, rateOf, TEAM_RATE, type Load } from "./target-limits.ts";

const of = (url: string, change: Partial<Load> = {}): Load => ({
  check: checkSpec.parse({ type: "http", url }),
  intervalSeconds: 60,
  regions: ["weur", "enam"],
  everyRegion: false,
  ...change,
});
const tcp = (port: number): Load => ({
  ...of("https://x.example/"),
  check: checkSpec.parse({ type: "tcp", host: "db.shop.example", port }),
  intervalSeconds: 3_600,
});
const NONE = new Set<string>();

describe("how hard a host may be checked that nobody has proved to own", () => {
  it("counts by registrable domain", () => {
    expect(["a.b.shop.co.uk", "shop.co.uk", "x.github.io", "203.1.2.3", "intranet"].map(siteDomain)).toEqual([
      "shop.co.uk",
      "shop.co.uk",
      "x.github.io",
      "203.1.2.3",
      "intranet",
    ]);
    expect(domainsOf(of("https://www.shop.co.uk:8443/a"))).toEqual(["shop.co.uk"]);
    expect(domainsOf({ ...tcp(22), regions: ["prb_00000000000000000000000000"] })).toEqual([]);
  });

  it("lets six monitors a minute be, and refuses the seventh", () => {
    const six = Array.from({ length: 6 }, (_, i) => of(`https://h${i}.shop.example/`));
    expect(excessOf(six, NONE)).toBeNull();
    expect(excessOf([...six, of("https://shop.example/")], NONE)).toEqual({ domain: "shop.example", what: "rate" });
    expect(excessOf([...six, of("https://shop.example/")], new Set(["shop.example"]))).toBeNull();
    expect(excessOf([...six, of("https://other.example/")], NONE)).toBeNull();
  });

  it("counts every region that is asked, and every host of a flow", () => {
    expect(rateOf(of("https://a.example/", { everyRegion: true }))).toBeCloseTo(2 / 60);
    const flow: Load = {
      ...of("https://a.example/"),
      check: checkSpec.parse({
        type: "flow",
        steps: [
          { name: "a", url: "https://a.example/" },
          { name: "b", url: "https://b.example/{{id}}" },
        ],
      }),
    };
    expect(domainsOf(flow)).toEqual(["a.example", "b.example"]);
  });

  it("refuses a sixth port", () => {
    expect(excessOf([1, 2, 3, 4, 5].map(tcp), NONE)).toBeNull();
    expect(excessOf([1, 2, 3, 4, 5, 6].map(tcp), NONE)).toEqual({ domain: "shop.example", what: "ports" });
  });

  it("never lets a team aim more than the limit at one domain, however it spreads its monitors", () => {
    const load = fc.record({ sub: fc.nat(5), interval: fc.integer({ min: 20, max: 600 }), every: fc.boolean() });
    fc.assert(
      fc.property(fc.array(load, { maxLength: 30 }), (loads) => {
        const monitors = loads.map(({ sub, interval, every }) =>
          of(`https://s${sub}.shop.example/`, { intervalSeconds: interval, everyRegion: every }),
        );
        const total = monitors.reduce((sum, one) => sum + rateOf(one), 0);
        expect(excessOf(monitors, NONE) === null).toBe(total <= TEAM_RATE + 1e-9);
      }),
    );
  });
});
