import { describe, expect, it } from "vitest";
import type { Region } from "./region.ts";
import { shownStatus, settledStatus } from "./shown.ts";
import { play } from "./testing/script.ts";
import { simulate, type Reply } from "./testing/simulate.ts";
import { FRESH, armMonitor, type CheckSettings, type MonitorState, type MonitorStatus } from "./verdict.ts";
import { DAY, HOUR, SECOND } from "../time.ts";

const NOW = 1_800_000_000_000;
const up: MonitorState = { ...armMonitor(NOW), armedAt: null, status: "up", beneath: "up", lastVoteAt: NOW };

const plain: CheckSettings = {
  id: "mon_1",
  revision: 1,
  intervalSeconds: 60,
  timeoutMs: 10 * SECOND,
  recoverySeconds: 60,
  regions: ["weur", "enam", "apac"],
  everyRegion: false,
  check: { type: "http" },
};

describe("what a monitor is shown as", () => {
  const since = NOW;
  const expiring = { what: "domain" as const, expiresAt: NOW + DAY, level: 1, urgent: false, since };
  const everything: MonitorState = {
    ...up,
    status: "suspect",
    intermittent: { since },
    regional: { apac: { since, passes: 0 } },
    degraded: { since },
    expiry: { ...FRESH.expiry, expiring },
  };

  it("is the first that holds: paused, maintenance, unknown, down, intermittent, regional, suspect, degraded, up", () => {
    const shown: MonitorStatus[] = [
      shownStatus({ ...everything, status: "paused" }, true),
      shownStatus({ ...everything, status: "unknown" }, true),
      shownStatus({ ...everything, status: "unknown" }, false),
      shownStatus({ ...everything, status: "down" }, false),
      shownStatus(everything, false),
      shownStatus({ ...everything, intermittent: null }, false),
      shownStatus({ ...everything, intermittent: null, regional: {} }, false),
      shownStatus({ ...everything, status: "up", intermittent: null, regional: {} }, false),
      shownStatus({ ...up, expiry: { ...FRESH.expiry, expiring } }, false),
      shownStatus(up, false),
      shownStatus(armMonitor(NOW), false),
    ];
    expect(shown).toEqual([
      "paused",
      "maintenance",
      "unknown",
      "down",
      "intermittent",
      "regional",
      "suspect",
      "degraded",
      "degraded",
      "up",
      "new",
    ]);
  });

  it("of a suspicion, for verdicts, is what lies beneath", () => {
    expect(settledStatus({ ...up, status: "suspect" })).toBe("up");
    expect(settledStatus({ ...up, status: "suspect", beneath: "new" })).toBe("new");
  });
});

describe("what the vectors leave open", () => {
  it("a slow vote among fast ones makes nothing slow, and a fast one ends the count", () => {
    expect(play({ everyRegion: true, script: "E0~ U0~ S0+ E60~ U60~ S60+ E120~ U120~ S120+" }).statuses).toBe("");
    expect(play({ script: "E0~ U60~ S120+ E180~ U240~ S300+" }).statuses).toBe("");
  });

  it("slow answers of one place alone make nothing slow", () => {
    const colos = { E: "FRA", U: "FRA", S: "FRA" };
    expect(play({ colos, script: "E0~ U60~ S120~ E180~" }).statuses).toBe("");
    expect(play({ regions: "P", script: "P0~ P60~ P120~" }).statuses).toBe("degraded@120");
  });

  it("a REGIONAL region that fails again begins its two passes anew", () => {
    const broken = "S120H E120+ U120+ E180+ S180H U180+ U240+ S240H E240+";
    const { statuses } = play({ script: `${broken} S300+ E300+ E360+ S360H U420+ S480+ E480+ E540+ S540+` });
    expect(statuses).toBe("suspect@120 up@120 suspect@180 up@180 suspect@240 regional@240 up@540");
  });

  it("a region's failures count only in a row", () => {
    const script = "S120H E120+ U120+ E180+ S180H U180+ U240+ S240+ S300H E300+ U300+ E360+ S360+";
    expect(play({ script }).statuses).not.toContain("regional");
  });

  it("a private probe recovers by two good rounds of its own", () => {
    const { statuses, incidents } = play({ regions: "P", script: "P60H P80H P120H P180+ P240+" });
    expect(statuses).toBe("suspect@60 down@80 up@240");
    expect(incidents).toBe("open down@80<60 resolve down@240<60");
  });

  it("a private probe that timed out is asked again 20 s after it was asked first", () => {
    expect(play({ regions: "P", script: "P60T P80T" }).statuses).toBe("suspect@70 down@90");
  });

  it("a region that brings no answer for two intervals is blind, and not asked any more", () => {
    const script = "E0N U0+ U60+ S120+ E180N U180+ U240+ S300+ U360+ U420+";
    const { history, statuses, unscripted, unasked } = play({ script });
    expect({ statuses, unscripted, unasked }).toEqual({ statuses: "", unscripted: [], unasked: [] });
    expect(Object.keys(history.state.blind)).toEqual(["weur"]);
  });

  it("a region that brings an answer in between is not", () => {
    const { history } = play({ script: "E0N U0+ U60+ S120+ E180+ U240+ S300+ E360N U360+" });
    expect(history.state).toMatchObject({ blind: {}, silent: { weur: expect.any(Number) as number } });
  });

  it("nothing is known while all but one bring no answer", () => {
    expect(play({ script: "E0N U0N S0+ U60N S60+ S120+ E180N U180N S180+" }).statuses).toBe("unknown@180");
  });

  it("of seven regions half are asked to confirm, and the rest when they disagree", () => {
    const regions = ["weur", "enam", "apac", "r3", "r4", "r5", "r6"] as Region[];
    const asked = (failing: number) => {
      let told = 0;
      const { asks } = simulate(
        {
          settings: { ...plain, regions },
          team: { id: "team_1", monitors: 1 },
          from: NOW,
          until: NOW + 60 * SECOND,
          reply: ({ region }) => ({
            colo: region,
            afterMs: 0,
            ...(told++ < failing ? { result: "fail", cause: "http_status" } : { result: "pass" }),
          }),
        },
        up,
      );
      return asks.length;
    };
    expect(asked(1)).toBe(1 + 3);
    expect(asked(2)).toBe(7);
  });
});

describe("a domain", () => {
  const settings: CheckSettings = { ...plain, intervalSeconds: 86_400, check: { type: "domain" } };
  const world = (days: number, reply: (region: string, at: number) => Reply) =>
    simulate(
      {
        settings,
        team: { id: "team_1", monitors: 1 },
        from: NOW,
        until: NOW + days * DAY,
        reply: ({ region }, at) => reply(region, at),
      },
      up,
    );
  const said = (result: Reply["result"], region: string, more: Partial<Reply> = {}): Reply => ({
    result,
    colo: region,
    afterMs: 0,
    ...more,
  });

  it("is asked once a day, also while it is down", () => {
    const { asks, verdicts } = world(5, (region) => said("fail", region, { cause: "domain_expired" }));
    expect(verdicts).toMatchObject([{ to: "down" }]);
    const hours = new Set(asks.map(({ at }) => Math.floor((at - NOW) / HOUR)));
    expect(hours.size).toBe(5);
  });

  it("is down when a second region confirms it, without a quorum", () => {
    const { verdicts } = world(1, (region) =>
      region === "apac" ? said("pass", region) : said("fail", region, { cause: "domain_expired" }),
    );
    expect(verdicts.map(({ to }) => to)).toEqual(["down"]);
    expect(
      world(1, (region) => said(region === "apac" ? "fail" : "pass", region, { cause: "domain_expired" })).verdicts,
    ).toEqual([]);
  });

  it("keeps its last answer while the registry is silent, and is unknown after seven days", () => {
    const silent = (region: string): Reply => said("void", region, { unknown: true });
    expect(world(6.9, silent).verdicts).toEqual([]);
    expect(world(8, silent).verdicts).toMatchObject([{ from: "up", to: "unknown", startedAt: NOW + 7 * DAY }]);
  });

  it("that is registered for long is up; one that ends soon is degraded", () => {
    const ends =
      (days: number) =>
      (region: string): Reply =>
        said("pass", region, { registration: { expiresAt: NOW + days * DAY, statuses: [] } });
    expect(world(3, ends(200)).verdicts).toEqual([]);
    expect(world(3, ends(30)).verdicts).toMatchObject([{ to: "degraded" }]);
  });
});
