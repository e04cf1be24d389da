import { describe, expect, test } from "vitest";
import { HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "../heartbeat/settings.ts";
import { DAY, MINUTE, SECOND } from "../time.ts";
import { attentionOf } from "../views/attention.ts";
import { MINUTELY, memberNamed, NIGHT, teamOf } from "./testing/team-config.ts";
import { TeamWorld } from "./testing/team-world.ts";
import { incidentsInOrder } from "./incident-table.ts";

/** What pings say beyond "alive": warnings that need attention, pages that ring, and nothing of it touches up and down. */

const config = (change: Partial<HeartbeatSettings>, version = 1) =>
  teamOf([memberNamed("ana")], { heartbeats: [{ ...MINUTELY, ...change }], version });
const world = (change: Partial<HeartbeatSettings>): TeamWorld => new TeamWorld(config(change), NIGHT);

const threshold = (severity: "warn" | "page") => ({
  metric: "rows_count",
  op: "<" as const,
  value: 1_000,
  times: 1,
  severity,
  clear: null,
  missing: "ignore" as const,
});
const off = { tooShort: "off", tooLong: "off", tooSmall: "off", tooOften: "off" } as const;
const rows = (count: number) => ({ metrics: { rows_count: count } });
const findings = ({ state }: TeamWorld): string[] => Object.keys(state.insights[MINUTELY.id]?.findings ?? {});
const open = ({ state }: TeamWorld): string[] =>
  incidentsInOrder(state)
    .filter((incident) => incident.state === "open")
    .map(({ title }) => title);

describe("a threshold", () => {
  test("that warns needs attention, opens nothing, and is over when the value is back", () => {
    const team = world({ thresholds: [threshold("warn")], sanity: off });
    team.ping(MINUTELY.pingId, "success", rows(12));
    expect(findings(team)).toEqual(["threshold:rows_count:<:1000"]);
    expect(open(team)).toEqual([]);
    expect(attentionOf(team.state, team.now).map(({ kind }) => kind)).toContain("finding");
    expect(team.state.heartbeats[MINUTELY.id]?.status).toBe("up");
    team.pass(30 * SECOND);
    team.ping(MINUTELY.pingId, "success", rows(2_000));
    expect(findings(team)).toEqual([]);
  });

  test("that pages opens an incident of its own, which its recovery resolves", () => {
    const team = world({ thresholds: [threshold("page")], sanity: off });
    team.ping(MINUTELY.pingId, "success", rows(12));
    expect(open(team)).toEqual([expect.stringMatching(/^minutely: rows_count/)]);
    expect(Object.values(team.state.pages).map(({ state }) => state)).toEqual(["firing"]);
    team.pass(30 * SECOND);
    team.ping(MINUTELY.pingId, "success", rows(2_000));
    expect(open(team)).toEqual([]);
  });

  test("that is edited away takes its finding and its incident along", () => {
    const team = world({ thresholds: [threshold("page")], sanity: off });
    team.ping(MINUTELY.pingId, "success", rows(12));
    team.do({ kind: "configure", config: config({ sanity: off }, 2) });
    expect(findings(team)).toEqual([]);
    expect(open(team)).toEqual([]);
  });
});

describe("what was learned", () => {
  /** Runs of a minute each, one after the other, with their starts. */
  function learned(change: Partial<HeartbeatSettings> = {}): TeamWorld {
    const team = world({ graceSeconds: 31_536_000, schedule: { kind: "period", seconds: 3_600 }, ...change });
    for (let run = 0; run < 8; run++) {
      team.ping(MINUTELY.pingId, "start");
      team.pass(MINUTE);
      team.ping(MINUTELY.pingId, "success", { bodyBytes: 4_000 });
      team.pass(59 * MINUTE);
    }
    return team;
  }

  test("a run that goes on for too long is said while it runs, and is over when it ends as usual again", () => {
    const team = learned();
    team.ping(MINUTELY.pingId, "start");
    team.pass(2 * MINUTE);
    expect(findings(team)).toEqual([]);
    team.pass(2 * MINUTE);
    expect(findings(team)).toEqual(["tooLong"]);
    team.ping(MINUTELY.pingId, "success", { bodyBytes: 4_000 });
    team.pass(56 * MINUTE);
    team.ping(MINUTELY.pingId, "start");
    team.pass(MINUTE);
    team.ping(MINUTELY.pingId, "success", { bodyBytes: 4_000 });
    expect(findings(team)).toEqual([]);
  });

  test("far too little output only warns for two weeks, even where it should page", () => {
    const page = { ...HEARTBEAT_DEFAULTS.sanity, tooSmall: "page" } as const;
    const young = learned({ sanity: page });
    young.ping(MINUTELY.pingId, "success", { bodyBytes: 100 });
    expect(findings(young)).toContain("tooSmall:body_bytes");
    expect(open(young)).toEqual([]);

    const old = learned({ sanity: page });
    old.pass(15 * DAY);
    old.ping(MINUTELY.pingId, "success", { bodyBytes: 100 });
    expect(open(old)).toEqual([expect.stringContaining("output size")]);
  });

  test("somebody says that it is normal", () => {
    const team = learned();
    team.ping(MINUTELY.pingId, "success", { bodyBytes: 100 });
    team.do({ kind: "accept as normal", heartbeat: MINUTELY.id, rule: "tooSmall:body_bytes" });
    expect(findings(team)).not.toContain("tooSmall:body_bytes");
  });
});
