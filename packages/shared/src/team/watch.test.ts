import { expect, test } from "vitest";
import { armHeartbeat } from "../heartbeat/state.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import { PagingWorld } from "../paging/testing/paging-world.ts";
import { nextTimer } from "./agenda.ts";
import type { Command } from "./commands.ts";
import type { TeamConfig } from "./config.ts";
import { decide } from "./decide.ts";
import type { TeamEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import type { TeamState } from "./state.ts";
import { pingFacts } from "./testing/ping-facts.ts";
import { heartbeatNamed } from "./testing/team-config.ts";

/** Ways in which a failure once went silent; each of these was a bug. */

const MINUTE = 60_000;

const heartbeat = (id: string): HeartbeatSettings =>
  heartbeatNamed(id, {
    id,
    pingId: `00000000-0000-4000-8000-00000000000${id.at(-1)}`,
    schedule: { kind: "period", seconds: 60 },
    graceSeconds: 60,
  });

class Team {
  state: TeamState;
  now: number;

  constructor(members: Record<string, { channels?: [] }>, heartbeats: HeartbeatSettings[]) {
    const world = new PagingWorld({ id: "", why: "", members, events: [], until: 0 });
    this.state = world.state;
    this.now = world.state.lastAt;
    this.configure({ heartbeats });
  }

  do(command: Command): TeamEvent[] {
    const events = decide(this.state, command, this.now);
    this.state = events.reduce(evolve, this.state);
    return events;
  }

  configure(change: Partial<TeamConfig>): TeamEvent[] {
    if (!this.state.config) throw new Error("not configured");
    const config = { ...this.state.config, ...change, version: this.state.config.version + 1 };
    return this.do({ kind: "configure", config });
  }

  ping(id: string, action: "success" | "fail"): TeamEvent[] {
    const message = pingFacts({ delivery: `${this.now} ${id}`, action, receivedAt: this.now });
    return this.do({ kind: "ping", heartbeat: id, type: action, message, created: null, shed: [] });
  }

  wait(ms: number): TeamEvent[] {
    this.now += ms;
    return this.do({ kind: "tick", maxClaims: 100 });
  }
}

const opened = (events: TeamEvent[]): string[] =>
  events.flatMap((event) => (event.kind === "incident.opened" ? [event.data.incident.source.id] : []));

test("a heartbeat whose rule throws when it is judged silences none that is due after it", () => {
  const team = new Team({ ana: {} }, ["hb_1", "hb_2", "hb_3"].map(heartbeat));
  for (const id of ["hb_1", "hb_2", "hb_3"]) team.ping(id, "success");
  const broken = { ...armHeartbeat(heartbeat("hb_1"), team.now), expected: team.now - MINUTE };
  // Reading its runs throws: no rule can judge it.
  Object.defineProperty(broken, "failStreak", {
    get: () => {
      throw new Error("broken");
    },
  });
  team.state = { ...team.state, heartbeats: { ...team.state.heartbeats, hb_1: broken } };
  expect(opened(team.wait(2 * MINUTE + 1)).toSorted()).toEqual(["hb_2", "hb_3"]);
});

test("a silent heartbeat that was resolved by hand pages again when its next run is missed too", () => {
  const team = new Team({ ana: {} }, [heartbeat("hb_1")]);
  team.ping("hb_1", "success");
  expect(opened(team.wait(2 * MINUTE + 1))).toEqual(["hb_1"]);
  const page = Object.keys(team.state.pages)[0] ?? "";
  team.do({ kind: "act", page, user: "ana", via: "sms", act: { kind: "resolve" } });
  expect(nextTimer(team.state)).not.toBeNull();
  const kinds = team.wait(2 * MINUTE + 1).map(({ kind }) => kind);
  expect(kinds).toContain("incident.reopened");
  expect(kinds).toContain("send.claimed");
});

test("whoever can be reached at last is rung at once for what is still down", () => {
  const team = new Team({ ana: { channels: [] } }, [heartbeat("hb_1")]);
  team.ping("hb_1", "fail");
  expect(team.wait(MINUTE).map(({ kind }) => kind)).not.toContain("send.claimed");
  const contacts = [{ id: "ana:sms", kind: "sms", address: "+43660", verifiedAt: team.now } as const];
  team.configure({
    members: team.state.config?.members.map((member) => ({ ...member, contacts: [...contacts] })) ?? [],
  });
  expect(team.wait(0).map(({ kind }) => kind)).toContain("send.claimed");
});
