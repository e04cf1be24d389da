import { expect, it } from "vitest";
import { monitorOf } from "./monitor-table.ts";
import { emptyState, type TeamState } from "./state.ts";
import { teamOf } from "./testing/team-config.ts";
import { upgraded } from "./upgrade.ts";
import { incidentOf } from "./incident-table.ts";

/** A monitor and its state as the first release with checks wrote them. */
const OLD_SETTINGS = {
  id: "mon_1",
  name: "api",
  url: "https://api.example.com/",
  method: "HEAD",
  expectedStatus: "200,301",
  keywordsPresent: ["ok"],
  keywordsAbsent: [],
  timeoutMs: 5_000,
  intervalSeconds: 60,
  regions: ["weur", "enam"],
  recoverySeconds: 60,
  createdAt: 1,
  revision: 3,
};
const OLD_STATE = {
  status: "down",
  beneath: "down",
  since: 5,
  startedAt: 4,
  armedAt: null,
  round: { tick: 6, revision: 3, attempt: 1, turns: 1, asked: [], votes: [], failedAt: null, againAt: null },
  through: 5,
  missed: 2,
  lastVoteAt: 5,
  watched: [],
  blind: {},
  regions: {},
  recovery: null,
  results: [],
  failure: null,
};

function old(): TeamState {
  const { maintenance: _m, probes: _p, ...config } = teamOf([]);
  const { maintenance: _w, blind: _b, compared: _c, operatorCalledAt: _o, ...state } = emptyState();
  const incident = { id: "inc_1", key: "monitor:mon_1", state: "open", resolvedAt: null };
  return {
    ...state,
    config: { ...config, monitors: [OLD_SETTINGS] },
    monitors: { mon_1: OLD_STATE },
    incidents: { inc_1: incident },
  } as unknown as TeamState;
}

it("a monitor of the first release becomes a check by HTTP with what it was set to", () => {
  const [monitor] = upgraded(old()).config?.monitors ?? [];
  expect(monitor).toMatchObject({
    id: "mon_1",
    revision: 3,
    regions: ["weur", "enam"],
    everyRegion: false,
    secrets: {},
    check: {
      type: "http",
      url: "https://api.example.com/",
      method: "HEAD",
      expectedStatus: "200,301",
      keywordsPresent: ["ok"],
      redirects: "follow",
    },
  });
  expect(monitor).not.toHaveProperty("url");
});

it("its state keeps its verdict, and what was not known then is empty", () => {
  const state = upgraded(old());
  expect(monitorOf(state, "mon_1")).toMatchObject({
    status: "down",
    startedAt: 4,
    missed: 2,
    regional: {},
    intermittent: null,
    round: { tick: 6, failed: [] },
  });
  expect(state).toMatchObject({ maintenance: {}, blind: {}, config: { maintenance: [], probes: [] } });
  expect(incidentOf(state, "inc_1")).toMatchObject({ kind: "down", urgency: "high" });
});

it("a state of today is as it was", () => {
  const state = upgraded(old());
  expect(upgraded(state)).toEqual(state);
});
