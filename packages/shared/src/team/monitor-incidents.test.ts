import { describe, expect, it } from "vitest";
import type { Region } from "../check/region.ts";
import type { Ask } from "../check/round.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import type { TeamEvent } from "./events.ts";
import { monitorOf } from "./monitor-table.ts";
import { API, memberNamed, NIGHT, teamOf } from "./testing/team-config.ts";
import { TeamWorld, type Answer } from "./testing/team-world.ts";
import { incidentsInOrder } from "./incident-table.ts";

/** What a monitor's states mean for people: spec "checks" §3.2, "oncall" §4 (low urgency). */

const pass: Answer = { result: "pass" };
const fail: Answer = { result: "fail" };
const always = (answer: Answer) => (): Answer => answer;
/** This region fails, all others pass. */
const failsFrom =
  (...regions: Region[]) =>
  ({ region }: Ask): Answer =>
    regions.includes(region) ? fail : pass;

function healthy(change: Partial<Parameters<typeof teamOf>[1]> = {}): TeamWorld {
  const world = new TeamWorld(teamOf([memberNamed("ana"), memberNamed("ben")], { monitors: [API], ...change }), NIGHT);
  world.passChecking(5 * MINUTE, always(pass));
  return world;
}

const incidents = ({ state }: TeamWorld) =>
  incidentsInOrder(state).map(({ kind, urgency, state: is, title }) => ({ kind, urgency, is, title }));
const pages = ({ state }: TeamWorld): string[] => Object.values(state.pages).map((page) => page.state);
const notices = (world: TeamWorld) => world.sends(({ about }) => about === "notice");
const kinds = (world: TeamWorld, from = 0): TeamEvent["kind"][] => world.log.slice(from).map(({ kind }) => kind);

/** Fails and recovers until it is intermittent. */
function untilIntermittent(world: TeamWorld): void {
  for (let turn = 0; turn < 2; turn++) {
    world.passChecking(2 * MINUTE, always(fail));
    world.passChecking(3 * MINUTE, always(pass));
  }
  expect(incidents(world).at(-1)).toMatchObject({ kind: "intermittent", is: "open" });
}

describe("an outage that was called off by hand while it lasts", () => {
  const calledOff = (): TeamWorld => {
    const world = healthy();
    world.passChecking(3 * MINUTE, always(fail));
    world.act("ana", { kind: "resolve" });
    expect(incidents(world)).toMatchObject([{ is: "resolved" }]);
    return world;
  };

  it("opens again once two places say so anew", () => {
    const world = calledOff();
    world.passChecking(3 * MINUTE, always(fail));
    expect(incidents(world)).toMatchObject([{ kind: "down", is: "open" }]);
  });

  it("does not by one region's word", () => {
    const world = calledOff();
    world.passChecking(MINUTE, ({ region }) => (region === "apac" ? fail : { result: "void" }));
    expect(incidents(world)).toMatchObject([{ is: "resolved" }]);
  });
});

describe("an outage", () => {
  it("pages, and the recovery resolves it", () => {
    const world = healthy();
    world.passChecking(2 * MINUTE, always(fail));
    expect(incidents(world)).toEqual([
      { kind: "down", urgency: "high", is: "open", title: "api: HTTP 503 from 2 regions" },
    ]);
    expect(pages(world)).toEqual(["firing"]);
    world.passChecking(5 * MINUTE, always(pass));
    expect(incidents(world)).toMatchObject([{ is: "resolved" }]);
    expect(pages(world)).toEqual(["closed"]);
  });

  it("that is a firewall's word against us is told, not paged", () => {
    const world = healthy();
    world.passChecking(3 * MINUTE, always({ ...fail, cause: "blocked_by_target" } as Answer));
    expect(incidents(world)).toMatchObject([{ kind: "down", urgency: "low", is: "open" }]);
    world.passChecking(3 * MINUTE, always(fail));
    expect(incidents(world)).toMatchObject([{ kind: "down", urgency: "high", is: "open" }]);
    expect(pages(world)).toEqual(["firing"]);
  });
});

describe("a region that fails alone", () => {
  it("is told to everyone once, by push and e-mail, and resolved like any other", () => {
    const world = healthy();
    world.passChecking(12 * MINUTE, failsFrom("apac"));
    expect(incidents(world)).toMatchObject([
      { kind: "regional", urgency: "low", is: "open", title: "api: fails only from Asia: HTTP 503" },
    ]);
    expect(pages(world)).toEqual([]);
    expect(notices(world).map(({ user, contact }) => [user, contact])).toEqual([
      ["ana", "ana:webpush"],
      ["ana", "ana:email"],
      ["ben", "ben:webpush"],
      ["ben", "ben:email"],
    ]);
    expect(world.sends(({ channel }) => channel !== "push")).toEqual([]);
    world.passChecking(10 * MINUTE, always(pass));
    expect(incidents(world)).toMatchObject([{ is: "resolved" }]);
  });

  it("becomes a page when it is down everywhere", () => {
    const world = healthy();
    world.passChecking(12 * MINUTE, failsFrom("apac"));
    world.passChecking(2 * MINUTE, always(fail));
    expect(incidents(world)).toMatchObject([{ kind: "down", urgency: "high", is: "open" }]);
    expect(pages(world)).toEqual(["firing"]);
  });

  it("pages whoever wants it to, and stays loud", () => {
    const world = healthy();
    world.passChecking(12 * MINUTE, failsFrom("apac"));
    const [id = ""] = incidentsInOrder(world.state).map(({ id }) => id);
    world.do({ kind: "page anyway", incident: id, by: "ana" });
    expect(pages(world)).toEqual(["firing"]);
    world.passChecking(5 * MINUTE, failsFrom("apac"));
    expect(incidents(world)).toMatchObject([{ kind: "regional", urgency: "high", is: "open" }]);
    expect(world.do({ kind: "page anyway", incident: id, by: "ana" })).toEqual([]);
    world.passChecking(10 * MINUTE, always(pass));
    expect(pages(world)).toEqual(["closed"]);
  });

  it("resolved by hand opens again at the next failure, without a word", () => {
    const world = healthy();
    world.passChecking(12 * MINUTE, failsFrom("apac"));
    const [id = ""] = incidentsInOrder(world.state).map(({ id }) => id);
    world.do({ kind: "resolve incident", incident: id, by: "ana" });
    expect(incidents(world)).toMatchObject([{ is: "resolved" }]);
    const told = notices(world).length;
    world.passChecking(4 * MINUTE, failsFrom("apac"));
    expect(incidents(world)).toMatchObject([{ kind: "regional", is: "open" }]);
    expect(notices(world)).toHaveLength(told);
  });
});

describe("one that goes up and down", () => {
  it("is one incident, held open, that pages", () => {
    const world = healthy();
    untilIntermittent(world);
    world.passChecking(5 * MINUTE, always(pass));
    expect(incidents(world).filter(({ is }) => is === "open")).toMatchObject([
      { kind: "intermittent", urgency: "high" },
    ]);
    world.passChecking(10 * MINUTE, always(pass));
    expect(incidents(world).filter(({ is }) => is === "open")).toEqual([]);
  });

  it("that goes down keeps its incident; an acked page begins anew", () => {
    const world = healthy();
    untilIntermittent(world);
    const page = Object.keys(world.state.pages).at(-1) ?? "";
    world.act("ana", { kind: "ack" }, "app", page);
    const before = incidentsInOrder(world.state).map(({ id }) => id).length;
    const from = world.log.length;
    world.passChecking(2 * MINUTE, always(fail));
    expect(incidentsInOrder(world.state).map(({ id }) => id)).toHaveLength(before);
    expect(incidents(world).at(-1)).toMatchObject({ kind: "down", is: "open" });
    const worsened = world.log.slice(from).find(({ kind }) => kind === "page.restarted");
    expect(worsened?.data).toMatchObject({ why: "worsened", run: { start: { kind: "policy" } } });
    expect(world.state.pages[page]?.state).toBe("firing");
  });

  it("that goes down while its page rings is not paged twice", () => {
    const world = healthy();
    untilIntermittent(world);
    const from = world.log.length;
    world.passChecking(2 * MINUTE, always(fail));
    expect(kinds(world, from)).not.toContain("page.restarted");
    expect(kinds(world, from)).not.toContain("page.opened");
  });
});

describe("slow answers", () => {
  it("are told, and that is over after three fast rounds", () => {
    const world = healthy();
    world.passChecking(4 * MINUTE, always({ result: "pass", slow: true }));
    expect(incidents(world)).toMatchObject([{ kind: "degraded", urgency: "low", title: "api: answers slowly" }]);
    world.passChecking(4 * MINUTE, always(pass));
    expect(incidents(world)).toMatchObject([{ is: "resolved" }]);
  });
});

describe("a certificate", () => {
  const until = (notAfter: number): Answer => ({
    result: "pass",
    certificate: { notBefore: notAfter - 90 * DAY, notAfter, sha256: String(notAfter), issuer: "R11", names: [] },
  });

  it("that runs out is told, pages when it is urgent, and is over once renewed", () => {
    const world = healthy();
    const end = world.now + 14 * DAY + 10 * MINUTE;
    world.passChecking(5 * MINUTE, always(until(end)));
    expect(incidents(world)).toEqual([]);
    world.passChecking(10 * MINUTE, always(until(end)));
    expect(incidents(world)).toMatchObject([
      { kind: "expiry", urgency: "low", is: "open", title: "api: the certificate expires in 13 days" },
    ]);
    expect(monitorOf(world.state, API.id)).toMatchObject({ status: "up", expiry: { expiring: { urgent: false } } });
    world.now += 11 * DAY;
    world.passChecking(10 * MINUTE, always(until(end)));
    expect(incidents(world).find(({ kind }) => kind === "expiry")).toMatchObject({ urgency: "high", is: "open" });
    expect(pages(world)).toContain("firing");
    world.passChecking(5 * MINUTE, always(until(end + 90 * DAY)));
    expect(incidents(world).find(({ kind }) => kind === "expiry")).toMatchObject({ is: "resolved" });
  });

  it("is told again after a pause", () => {
    const world = healthy();
    const near = until(world.now + 10 * DAY);
    world.passChecking(5 * MINUTE, always(near));
    world.do({ kind: "pause", what: "monitor", id: API.id, by: "ana", until: world.now + HOUR });
    expect(incidents(world)).toMatchObject([{ kind: "expiry", is: "resolved" }]);
    world.passChecking(2 * HOUR, always(near));
    expect(incidents(world).at(-1)).toMatchObject({ kind: "expiry", is: "open" });
  });

  it("stands beside an outage", () => {
    const world = healthy();
    world.passChecking(5 * MINUTE, always(until(world.now + 10 * DAY)));
    world.passChecking(2 * MINUTE, always(fail));
    world.passChecking(5 * MINUTE, always(pass));
    expect(incidents(world)).toMatchObject([
      { kind: "expiry", is: "open" },
      { kind: "down", is: "resolved" },
    ]);
  });

  it("of a healthy monitor costs no row for every pass", () => {
    const world = healthy();
    const near = until(world.now + 10 * DAY);
    world.passChecking(5 * MINUTE, always(near));
    const from = world.log.length;
    world.passChecking(30 * MINUTE, always(near));
    expect(kinds(world, from).filter((kind) => kind === "monitor.changed")).toEqual([]);
  });
});

describe("a monitor that nobody can see", () => {
  const blind: Answer = { result: "void", blind: true };

  it("calls the operator at once, and tells the team after ten minutes, once for all", () => {
    const other = { ...API, id: "mon_web", name: "web" };
    const world = healthy({ monitors: [API, other] });
    const from = world.log.length;
    world.passChecking(2 * MINUTE, always(blind));
    expect(kinds(world, from).filter((kind) => kind === "operator.called")).toHaveLength(1);
    expect(incidents(world)).toEqual([]);
    world.passChecking(12 * MINUTE, always(blind));
    expect(incidents(world)).toMatchObject([{ kind: "unknown", urgency: "low", is: "open" }]);
    expect(incidents(world)[0]?.title).toMatch(/and 1 more: we cannot see them/);
    for (const region of API.regions) world.do({ kind: "sight", region, sighted: true });
    world.passChecking(3 * MINUTE, always(pass));
    expect(incidents(world)).toMatchObject([{ is: "resolved" }]);
  });

  it("opens, closes and mutes nothing of what was there before", () => {
    const world = healthy();
    world.passChecking(2 * MINUTE, always(fail));
    world.passChecking(2 * MINUTE, always(blind));
    expect(monitorOf(world.state, API.id)).toMatchObject({ status: "unknown", beneath: "down" });
    expect(pages(world)).toEqual(["firing"]);
    for (const region of API.regions) world.do({ kind: "sight", region, sighted: true });
    world.passChecking(90 * SECOND, always(fail));
    expect(monitorOf(world.state, API.id)).toMatchObject({ status: "down" });
    expect(incidents(world)).toMatchObject([{ kind: "down", is: "open" }]);
  });
});

it("says in each change what the monitor is shown as, and since when", () => {
  const world = healthy();
  const from = world.log.length;
  world.passChecking(2 * MINUTE, always(fail));
  const changes = world.log.slice(from).flatMap((event) => (event.kind === "monitor.changed" ? [event.data] : []));
  const down = changes.find(({ what }) => what === "down");
  expect(changes[0]).toMatchObject({ what: "suspect" });
  expect(down?.since).toBe(down?.after.startedAt);
});

it("counts an edit as a new beginning: what single regions saw of the old target is over", () => {
  const world = healthy();
  world.passChecking(12 * MINUTE, failsFrom("apac"));
  const config = teamOf([memberNamed("ana")], { monitors: [{ ...API, revision: 2 }], version: 2 });
  world.do({ kind: "configure", config });
  expect(incidents(world)).toMatchObject([{ kind: "regional", is: "resolved" }]);
  expect(world.now).toBeLessThan(NIGHT + HOUR);
});
