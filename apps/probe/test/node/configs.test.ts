import { readFileSync } from "node:fs";
import { REGIONS } from "@nightbell/shared/check/region";
import { describe, expect, it } from "vitest";
import { unstable_readConfig as readConfig } from "wrangler";

const path = (name: string): string => new URL(`../../wrangler.${name}.jsonc`, import.meta.url).pathname;

describe("the regional configs", () => {
  it("exist for every region, and differ only in name, placement and REGION", () => {
    const common = REGIONS.map((region) => {
      const config = readConfig({ config: path(region) });
      expect(config.name).toBe(`nightbell-probe-${region}`);
      expect(config.vars["REGION"]).toBe(region);
      expect(config.placement).toMatchObject({ mode: "targeted" });
      return readFileSync(path(region), "utf8")
        .split("\n")
        .filter((line) => !/^\s*\/\/ The check runner|"name"|"placement"|"REGION"/.test(line));
    });
    for (const other of common) expect(other).toEqual(common[0]);
    expect(new Set(REGIONS.map((region) => JSON.stringify(readConfig({ config: path(region) }).placement))).size).toBe(
      REGIONS.length,
    );
  });

  it("open no door and reach nothing local", () => {
    for (const region of REGIONS) {
      const config = readConfig({ config: path(region) });
      expect(config).toMatchObject({
        workers_dev: false,
        preview_urls: false,
        compatibility_flags: ["global_fetch_strictly_public"],
      });
      expect(config.routes ?? []).toEqual([]);
      expect(config.vars["ALLOW_LOOPBACK"]).toBe("0");
    }
  });
});

describe("the ingest config", () => {
  const config = readConfig({ config: path("ingest") });

  it("opens no door but the ping host's, which is named at the deploy", () => {
    expect(config).toMatchObject({ name: "nightbell-ingest", workers_dev: false, preview_urls: false });
    expect(config.routes ?? []).toEqual([]);
    expect(config.vars).toEqual({ MAIL_DOMAIN: "", MAIL_DOOR: "0" });
  });

  it("limits failed look-ups to 60 a minute", () => {
    expect(config.ratelimits).toMatchObject([{ name: "FAILED_LOOKUPS", simple: { limit: 60, period: 60 } }]);
  });
});
