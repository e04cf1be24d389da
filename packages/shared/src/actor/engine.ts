import type { SampleMemory } from "../check/restore.ts";
import type { Command } from "../team/commands.ts";
import type { decided } from "../team/decide.ts";
import type { TeamEvent } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import { restored } from "../team/watch-monitors.ts";
import type { Instant } from "../time.ts";
import type { Clock, EventStore } from "./ports.ts";

/** What decides. In production always `decided`; the simulator also runs rules that are broken on purpose. */
export type Rules = typeof decided;

/** Decider and log together: a command in, durable events out, in one synchronous step (spec "trust" §5). */
export class Engine {
  readonly #store: EventStore;
  readonly #clock: Clock;
  readonly #rules: Rules;
  #state: TeamState;

  constructor(store: EventStore, clock: Clock, rules: Rules) {
    this.#store = store;
    this.#clock = clock;
    this.#rules = rules;
    this.#state = store.load();
  }

  /** Goes on after the process lost its memory. To be called once, before anything else. @param memory what the samples know */
  restore(memory: SampleMemory | null): void {
    this.#state = restored(this.#state, memory, this.now());
  }

  get state(): TeamState {
    return this.#state;
  }

  /** The team's time, never before its last event. */
  now(): Instant {
    return Math.max(this.#clock.now(), this.#state.lastAt);
  }

  /** @param body bytes that came with a ping; they go into its row */
  do(command: Command, body: Uint8Array | null): TeamEvent[] {
    const { events, state } = this.#rules(this.#state, command, this.#clock.now());
    this.#store.commit(events, body, state);
    this.#state = state;
    return events;
  }
}
