import { Actor } from "@nightbell/shared/actor/actor";
import type { Ports } from "@nightbell/shared/actor/ports";
import { onCallAt } from "@nightbell/shared/oncall/resolve";
import type { Send } from "@nightbell/shared/paging/page";
import { nextTimer } from "@nightbell/shared/team/agenda";
import type { Command } from "@nightbell/shared/team/commands";
import { decided } from "@nightbell/shared/team/decide";
import type { TeamEvent } from "@nightbell/shared/team/events";
import { monitorOf } from "@nightbell/shared/team/monitor-table";
import type { TeamState } from "@nightbell/shared/team/state";
import { rotaOf } from "@nightbell/shared/team/testing/team-config";
import { HOUR, MINUTE } from "@nightbell/shared/time";
import { Superseded } from "@nightbell/testkit/simulator/world/disk";
import { PRODUCT } from "@nightbell/testkit/simulator/world";
import { asking, edited, ruled, seeing, type Mutant } from "./mutant.ts";

/** The mutants of spec "trust" §4, as far as their parts exist. */

const markedBeforeSent = (event: TeamEvent): TeamEvent[] =>
  event.kind === "send.claimed"
    ? [event, { ...event, kind: "send.accepted", data: { providerId: null, receiptDue: null } }]
    : [event];

/** What was missed happens at its own time, one after the other, as if nobody had been away. */
function replayed(state: TeamState, command: Command, now: number): { events: TeamEvent[]; state: TeamState } {
  const all: TeamEvent[] = [];
  let after = state;
  for (let due = nextTimer(after); due !== null && due <= now; due = nextTimer(after)) {
    const { events, state: next } = decided(after, command, due);
    if (events.length === 0) break;
    all.push(...events);
    after = next;
  }
  return { events: all, state: after };
}

class SetsFirstThenThrows extends Actor {
  readonly #ports: Ports;
  constructor(...[ports, rules]: ConstructorParameters<typeof Actor>) {
    super(ports, rules);
    this.#ports = ports;
  }
  override alarmFired(): void {
    this.#ports.alarm.set(this.#ports.clock.machine() + HOUR);
    if (Object.values(this.engine.state.pages).some(({ state }) => state === "firing"))
      throw new Error("out of memory");
    super.alarmFired();
  }
}

class SendsUnclaimed extends Actor {
  readonly #ports: Ports;
  constructor(...[ports, rules]: ConstructorParameters<typeof Actor>) {
    super(ports, rules);
    this.#ports = ports;
  }
  override do(command: Command, body: Uint8Array | null = null): TeamEvent[] {
    const { state } = this.engine;
    const due = Object.values(state.sends).find((send) => send.state === "planned" && send.due <= this.engine.now());
    if (command.kind === "tick" && due) this.track(this.#sendNow(state, due));
    return super.do(command, body);
  }
  async #sendNow(state: TeamState, send: Send): Promise<void> {
    const claimed = { ...state, sends: { ...state.sends, [send.id]: { ...send, state: "leased" as const } } };
    await this.#ports.carriers.deliver(send.id, () => claimed, this.engine.now());
  }
}

/** Says that a ping is kept, whether it is or not. */
class AnswersAnyway extends Actor {
  override do(command: Command, body: Uint8Array | null = null): TeamEvent[] {
    try {
      return super.do(command, body);
    } catch (error) {
      if (command.kind === "ping") return [];
      throw error;
    }
  }
}

/** An instance that was replaced does not notice it. */
function unfenced(ports: Ports): Ports {
  const commit: Ports["store"]["commit"] = (...args) => {
    try {
      ports.store.commit(...args);
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  };
  return { ...ports, store: { ...ports.store, commit } };
}

/** What was read of storage lacks a part. */
const forgetful = (ports: Ports): Ports => ({
  ...ports,
  store: { ...ports.store, load: () => ({ ...ports.store.load(), lastSms: {} }) },
});

/** Whoever was on call when the page opened has it until it is over. */
function asWhenItOpened(state: TeamState): TeamState {
  const page = Object.values(state.pages).find(({ state: is }) => is === "firing");
  if (!page || !state.config) return state;
  const rotas = state.config.rotas.map((rota) => rotaOf([{ from: 0, users: onCallAt(rota, page.openedAt) }], rota.id));
  return { ...state, config: { ...state.config, rotas } };
}

/** Once a region says that it is down, the others are not believed. */
function oneVoteIsEnough(command: Command, state: TeamState): Command {
  if (command.kind !== "checked" || command.outcome.result !== "pass") return command;
  const { votes = [] } = monitorOf(state, command.monitor)?.round ?? {};
  return votes.every(({ pass }) => pass) ? command : { ...command, outcome: { ...command.outcome, result: "fail" } };
}

function mutedAfterTrouble(): typeof decided {
  let until = -Infinity;
  return (state, command, now) => {
    const due = nextTimer(state);
    const wasAway = due !== null && due < now - 5 * MINUTE;
    if (until < now && (wasAway || Object.keys(state.blind).length > 0)) until = now + HOUR;
    return command.kind === "tick" && now < until ? { events: [], state } : decided(state, command, now);
  };
}

export const SPEC_MUTANTS: readonly Mutant[] = [
  ruled("M1", "marked sent before sending", () => edited((events) => events.flatMap(markedBeforeSent))),
  ruled(
    "M2",
    "what was missed is replayed",
    () => (state, command, now) =>
      command.kind === "tick" ? replayed(state, command, now) : decided(state, command, now),
  ),
  {
    id: "M3",
    says: "the alarm is set first, then the handler throws",
    make: () => ({ ...PRODUCT, build: (ports, rules) => new SetsFirstThenThrows(ports, rules) }),
  },
  { id: "M4", says: "no sweeper", make: () => ({ ...PRODUCT, sweeps: false }) },
  {
    id: "M8",
    says: "sends without a claim",
    make: () => ({ ...PRODUCT, build: (ports, rules) => new SendsUnclaimed(ports, rules) }),
  },
  ruled("M10", "the schedule is resolved when the incident opens", () => seeing("tick", asWhenItOpened)),
  ruled("M11", "one region decides", () => asking(oneVoteIsEnough)),
  ruled("M13", "what throws is left out silently", () =>
    edited((events) => events.filter(({ kind }) => kind !== "item.failed")),
  ),
  {
    id: "M14",
    says: "a GET acks",
    make: () => ({
      ...PRODUCT,
      view: (actor, page, user) => void actor.do({ kind: "act", page, user, via: "link", act: { kind: "ack" } }),
    }),
  },
  ruled("M15", "everything is muted for an hour after blindness or an outage", mutedAfterTrouble),
  {
    id: "F19",
    says: "an instance that was replaced sends on",
    make: () => ({ ...PRODUCT, build: (ports, rules) => new Actor(unfenced(ports), rules) }),
  },
  {
    id: "I6",
    says: "pings are answered before they are kept",
    make: () => ({ ...PRODUCT, build: (ports, rules) => new AnswersAnyway(ports, rules) }),
  },
  {
    id: "I12",
    says: "a restart forgets something",
    make: () => ({ ...PRODUCT, build: (ports, rules) => new Actor(forgetful(ports), rules) }),
  },
  ruled("I5", "a claim lasts no time", () =>
    edited((events) =>
      events.map((event) =>
        event.kind === "send.claimed" ? { ...event, data: { ...event.data, leaseUntil: event.at } } : event,
      ),
    ),
  ),
];
