import { describe, expect, test } from "vitest";
import type { MonitorSettings } from "../check/settings.ts";
import { messageOf } from "../paging/page-message.ts";
import { API, memberNamed, NIGHT, teamOf } from "../team/testing/team-config.ts";
import { TeamWorld } from "../team/testing/team-world.ts";
import { HOUR, MINUTE } from "../time.ts";
import { routeOf } from "./route.ts";
import { alerting } from "./alerting.ts";
import { incidentsInOrder } from "../team/incident-table.ts";

/** Low urgency: told, not rung; a digest for sleepers; and what each monitor makes of it (spec "oncall" §4). */

const ASLEEP = { quiet: { from: "22:00", to: "07:00" } };
const MORNING = NIGHT + 6 * HOUR;

const world = (monitors: MonitorSettings[] = []): TeamWorld =>
  new TeamWorld(teamOf([memberNamed("ana"), memberNamed("ben", undefined, ASLEEP)], { monitors }), NIGHT);
const told = ({ state }: TeamWorld) =>
  Object.values(state.sends)
    .filter(({ claimedAt }) => claimedAt !== null)
    .map(({ user, channel, about, claimedAt }) => `${user} ${channel} ${about} ${((claimedAt ?? 0) - NIGHT) / HOUR}`);

describe("a low incident at night", () => {
  test("goes to who is awake at once, and to sleepers in one digest when they wake", () => {
    const team = world();
    for (const name of ["A", "B"]) {
      team.fail(name, { urgency: "low" });
      team.pass(HOUR);
    }
    expect(told(team).filter((line) => line.startsWith("ben"))).toEqual([]);
    team.pass(4 * HOUR);
    expect(team.now).toBe(MORNING);
    const digest = team.sends(({ about }) => about === "digest");
    expect(digest.map(({ user, contact, claimedAt }) => [user, contact, claimedAt])).toEqual([
      ["ben", "ben:webpush", MORNING],
      ["ben", "ben:email", MORNING],
    ]);
    const [first] = digest;
    const message = first && messageOf(team.state, first, team.now, null, "");
    expect(message?.incidents.map(({ name }) => name)).toEqual(["A", "B"]);
    team.pass(24 * HOUR);
    expect(team.sends(({ about }) => about === "digest")).toHaveLength(2);
  });

  test("wakes nobody by SMS or call, ever", () => {
    const team = world();
    team.fail("A", { urgency: "low" });
    team.pass(48 * HOUR);
    expect(told(team).some((line) => / (sms|voice) /.test(line))).toBe(false);
  });
});

describe("how loudly a monitor's failures are told", () => {
  test.each([
    [{}, "high", { urgency: "high", policy: null }],
    [{}, "low", { urgency: "low", policy: null }],
    [{ urgent: "tell" }, "high", { urgency: "low", policy: null }],
    [{ other: "page" }, "low", { urgency: "high", policy: null }],
    [{ urgent: "pol_1" }, "high", { urgency: "high", policy: "pol_1" }],
    [{ other: "pol_2" }, "low", { urgency: "high", policy: "pol_2" }],
  ] as const)("%o, verdict %s", (set, verdict, route) => {
    expect(routeOf(alerting.parse(set), verdict)).toEqual(route);
  });

  test("a monitor that is only to be told of is told of once, however long it is down", () => {
    const team = world([{ ...API, alerting: alerting.parse({ urgent: "tell" }) }]);
    team.passChecking(5 * MINUTE, () => ({ result: "pass" }));
    team.passChecking(60 * MINUTE, () => ({ result: "fail" }));
    expect(incidentsInOrder(team.state)).toMatchObject([{ urgency: "low", state: "open", kind: "down" }]);
    expect(team.log.filter(({ kind }) => kind === "incident.changed")).toEqual([]);
    expect(Object.keys(team.state.pages)).toEqual([]);
  });

  test("what stays open for so long pages after all", () => {
    const team = world([{ ...API, alerting: alerting.parse({ urgent: "tell", pageAfterMinutes: 30 }) }]);
    team.passChecking(5 * MINUTE, () => ({ result: "pass" }));
    team.passChecking(60 * MINUTE, () => ({ result: "fail" }));
    const [incident] = incidentsInOrder(team.state);
    const [page] = Object.values(team.state.pages);
    expect(incident?.urgency).toBe("high");
    expect(page?.openedAt).toBe((incident?.openedAt ?? 0) + 30 * MINUTE);
    expect(team.log.filter(({ kind }) => kind === "incident.changed")).toHaveLength(1);
  });
});
