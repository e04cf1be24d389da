import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { everyoneAt, sequenceOf } from "../paging/grid.ts";
import { contactOf, isReachableBy, memberOf, roomOf } from "../paging/reach.ts";
import { askingOf } from "../paging/steps.ts";
import { SECOND } from "../time.ts";
import { nextTimer } from "./agenda.ts";
import { decide } from "./decide.ts";
import type { EventOf, TeamEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import { emptyState, type TeamState } from "./state.ts";
import { life, newWorld, play, type Move } from "./testing/random-life.ts";
import { nextLook } from "./watch-monitors.ts";
import { isMaintained } from "./watch-maintenance.ts";
import type { TeamWorld } from "./testing/team-world.ts";
import { incidentOf, incidentsInOrder } from "./incident-table.ts";

/** What holds in every life of a team: spec "oncall" §3 to §5. */

vi.setConfig({ testTimeout: 60_000 });

type Watch = (event: TeamEvent, world: TeamWorld) => void;

function live(moves: Move[], watch: Watch = () => {}, after: (world: TeamWorld) => void = () => {}): TeamWorld {
  const world = newWorld();
  world.observe = watch;
  for (const move of moves) {
    play(world, move);
    after(world);
  }
  return world;
}

/** Checks every claim of a message that something is down. */
function everyClaim(check: (claim: EventOf<"send.claimed">, world: TeamWorld) => void): void {
  const watch: Watch = (event, world) => {
    if (event.kind === "send.claimed") check(event, world);
  };
  fc.assert(
    fc.property(life, (moves) => void live(moves, watch)),
    { numRuns: 150 },
  );
}

const sendOf = (world: TeamWorld, id: string) => {
  const send = world.state.sends[id];
  if (!send) throw new Error(`no send ${id}`);
  return send;
};

describe("in every life of a team", () => {
  test("nobody is told that something is down by a page that does not fire, or for an older run", () => {
    everyClaim(({ subject }, world) => {
      const send = sendOf(world, subject);
      const page = world.state.pages[send.page];
      if (send.about === "down") expect(page).toMatchObject({ state: "firing", gen: send.gen });
    });
  });

  test("only members, the backup and the team's rooms are written to, at an address that works", () => {
    everyClaim(({ subject }, world) => {
      const send = sendOf(world, subject);
      if (send.channel === "chat") return expect(roomOf(world.state, send.contact)).toBeDefined();
      const contact = contactOf(world.state, send.user, send.contact);
      expect(contact?.verifiedAt).not.toBeNull();
      expect(contact).toBeDefined();
      expect(world.state.disabled[send.contact]).toBeUndefined();
    });
  });

  test("a claim says how many things of its page are down", () => {
    everyClaim(({ subject, data }, world) => {
      const send = sendOf(world, subject);
      const open = incidentsInOrder(world.state).filter(
        ({ page, state, flap }) => page === send.page && state === "open" && flap === null,
      );
      if (send.about === "down") expect(data.incidents).toBe(open.length);
    });
  });

  test("nobody is called in the first two minutes, unless a text of ours did not arrive or their signal is bad", () => {
    const callFrom = new Map<string, number>();
    const watch: Watch = (event, world) => {
      const from = (user: string, at: number) => callFrom.set(`${event.subject} ${user}`, at);
      const plan = (user: string) =>
        from(user, memberOf(world.state, user)?.badSignal ? event.at : event.at + 120 * SECOND);
      if (event.kind === "page.stepped") event.data.step.users.forEach(plan);
      if (event.kind === "page.widened" && event.data.why === "fail-over")
        event.data.sends.forEach(({ user }) => from(user, event.at));
      if (event.kind === "page.widened") event.data.users.forEach(plan);
      if (event.kind !== "send.claimed") return;
      const send = sendOf(world, event.subject);
      if (send.channel !== "voice" || world.state.pages[send.page]?.step?.kind !== "policy") return;
      // One that is made again belongs to the step before.
      if (send.attempts > 1) return;
      expect(event.at).toBeGreaterThanOrEqual(callFrom.get(`${send.page} ${send.user}`) ?? Infinity);
    };
    fc.assert(
      fc.property(life, (moves) => (callFrom.clear(), void live(moves, watch))),
      { numRuns: 150 },
    );
  });

  test("everyone is asked once the waits of a run are over, at the latest", () => {
    fc.assert(
      fc.property(
        life,
        (moves) =>
          void live(
            moves,
            () => {},
            (world) => {
              for (const page of Object.values(world.state.pages)) {
                const waits = sequenceOf(page).reduce((sum, { waitSeconds }) => sum + waitSeconds * SECOND, 0);
                if (page.state === "firing" && page.step?.kind === "policy")
                  expect(everyoneAt(page)).toBeLessThanOrEqual(page.run.t0 + waits);
              }
            },
          ),
      ),
      { numRuns: 100 },
    );
  });

  test("a first step always asks somebody who can be reached", () => {
    fc.assert(
      fc.property(
        life,
        (moves) =>
          void live(
            moves,
            () => {},
            ({ state }) => {
              for (const page of Object.values(state.pages)) {
                const { id, step } = page;
                if (page.state !== "firing" || step?.kind !== "policy" || step.rooms.length > 0) continue;
                const asked = [...step.users, ...(step.sleepers?.users ?? [])];
                expect(
                  asked.some((user) => isReachableBy(state, user, askingOf(page))),
                  `${id} waits for nobody`,
                ).toBe(true);
              }
            },
          ),
      ),
      { numRuns: 100 },
    );
  });

  test("what is down and does not flap has a page that will ring; what rings is down", () => {
    fc.assert(
      fc.property(
        life,
        (moves) =>
          void live(
            moves,
            () => {},
            (world) => {
              const { pages } = world.state;
              for (const incident of incidentsInOrder(world.state)) {
                if (incident.state !== "open" || incident.flap || incident.urgency === "low") continue;
                const page = pages[incident.page ?? ""];
                const wakes =
                  page &&
                  { firing: page.next?.at, acked: page.ackFreshAt, snoozed: page.snoozeUntil, closed: null }[
                    page.state
                  ];
                expect(wakes, `${incident.id} is down and silent`).toEqual(expect.any(Number));
                expect(nextTimer(world.state)).not.toBeNull();
              }
              for (const page of Object.values(pages)) {
                const open = page.incidents.filter((id) => {
                  const incident = incidentOf(world.state, id);
                  return incident?.state === "open" && incident.page === page.id && !incident.flap;
                });
                if (page.state !== "closed") expect(open, `${page.id} is ${page.state} for nothing`).not.toEqual([]);
                expect(page.incidents).toEqual([...new Set(page.incidents)]);
              }
            },
          ),
      ),
      { numRuns: 150 },
    );
  });

  test("what was due has happened once time has passed, and no rule broke", () => {
    fc.assert(
      fc.property(
        life,
        (moves) =>
          void live(
            moves,
            () => {},
            (world) => {
              world.pass(0);
              expect(nextTimer(world.state) ?? Infinity).toBeGreaterThan(world.now);
              expect(world.state.faults).toEqual({});
            },
          ),
      ),
      { numRuns: 100 },
    );
  });

  test("a look leaves nothing to look at, whatever the probes said", () => {
    fc.assert(
      fc.property(
        life,
        (moves) =>
          void live(
            moves,
            () => {},
            (world) => {
              world.check(() => ({ result: "pass" }));
              expect(nextLook(world.state, world.now) ?? Infinity).toBeGreaterThan(world.now);
            },
          ),
      ),
      { numRuns: 60 },
    );
  });

  test("in maintenance no incident of a monitor opens, and none gets louder", () => {
    const watch: Watch = (event, { state }) => {
      const incident = incidentOf(state, event.subject);
      const about =
        event.kind === "incident.opened" || (event.kind === "incident.changed" && event.data.how !== "change");
      if (!about || incident?.source.kind !== "monitor" || incident.kind === "unknown") return;
      if (event.kind === "incident.changed" && event.data.by !== null) return;
      expect(isMaintained(state, incident.source.id)).toBe(false);
    };
    fc.assert(
      fc.property(life, (moves) => void live(moves, watch)),
      { numRuns: 100 },
    );
  });

  test("each message goes out once, unless its lease ran out or it is tried again", () => {
    const free = new Map<string, number>();
    const keys = new Map<string, string>();
    const used = new Map<string, string>();
    const watch: Watch = (event, world) => {
      const { state } = world;
      if (event.kind === "page.stepped" || (event.kind === "page.widened" && event.data.why !== "join"))
        noteKeys(state, event, keys);
      if (event.kind === "send.retried") free.set(event.subject, event.at);
      if (event.kind !== "send.claimed") return;
      expect(event.at).toBeGreaterThanOrEqual(free.get(event.subject) ?? 0);
      free.set(event.subject, event.data.leaseUntil);
      const key = keys.get(event.subject) ?? event.subject;
      expect(used.get(key) ?? event.subject).toBe(event.subject);
      used.set(key, event.subject);
    };
    fc.assert(
      fc.property(life, (moves) => ([free, keys, used].forEach((map) => map.clear()), void live(moves, watch))),
      { numRuns: 150 },
    );
  });

  test("a text at most every minute, and a call at most every 50 s within a step, to each person", () => {
    const last = new Map<string, number>();
    const watch: Watch = (event, world) => {
      if (event.kind !== "send.claimed") return;
      const send = sendOf(world, event.subject);
      if (send.about !== "down" || send.channel === "push" || send.attempts > 1) return;
      const key = send.channel === "sms" ? send.user : `${send.user} ${send.page} ${send.step}`;
      expect(event.at - (last.get(key) ?? -Infinity)).toBeGreaterThanOrEqual(
        (send.channel === "sms" ? 60 : 50) * SECOND,
      );
      last.set(key, event.at);
    };
    fc.assert(
      fc.property(life, (moves) => (last.clear(), void live(moves, watch))),
      { numRuns: 150 },
    );
  });
});

function noteKeys(state: TeamState, event: TeamEvent, keys: Map<string, string>): void {
  for (const send of Object.values(state.sends)) {
    if (Math.floor(send.order / 10_000) === event.seq && send.page === event.subject) {
      keys.set(send.id, [send.page, send.gen, send.step, send.contact, send.due].join(" "));
    }
  }
}

describe("a restart at any moment", () => {
  const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

  test("loses nothing: the state is its text, and the log gives the same state", () => {
    fc.assert(
      fc.property(life, (moves) => {
        const world = live(moves);
        expect(copy(world.state)).toEqual(world.state);
        const replayed = world.log.map(copy).reduce(evolve, emptyState());
        for (const part of [
          "heartbeats",
          "incidents",
          "pages",
          "sends",
          "disabled",
          "counters",
          "lastSms",
          "pings",
          "maintenance",
          "blind",
          "seq",
        ] as const) {
          expect(replayed[part]).toEqual(world.state[part]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("changes no decision, and deciding changes no state", () => {
    fc.assert(
      fc.property(life, fc.nat({ max: 600_000 }), (moves, wait) => {
        const { state, now } = live(moves);
        const before = JSON.stringify(state);
        const command = { kind: "tick", maxClaims: 50 } as const;
        const events = decide(state, command, now + wait);
        expect(JSON.stringify(state)).toBe(before);
        expect(decide(copy(state), command, now + wait)).toEqual(events);
      }),
      { numRuns: 150 },
    );
  });
});
