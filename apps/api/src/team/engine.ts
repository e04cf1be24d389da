import type { Instant } from "@nightbell/shared/time";
import type { Command } from "@nightbell/shared/team/commands";
import { decided } from "@nightbell/shared/team/decide";
import type { TeamEvent } from "@nightbell/shared/team/events";
import type { SampleMemory } from "@nightbell/shared/check/restore";
import { restored } from "@nightbell/shared/team/watch-monitors";
import type { TeamState } from "@nightbell/shared/team/state";
import { TeamClock } from "./clock.ts";
import type { Log } from "./log.ts";

/** Decider and log together: a command in, durable events out, in one synchronous step (spec "trust" §5). */
export class Engine {
  readonly log: Log;
  readonly clock: TeamClock;
  #state: TeamState;

  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage, log: Log) {
    this.#storage = storage;
    this.log = log;
    this.clock = new TeamClock(log);
    this.#state = log.load();
  }

  /** Goes on after the object lost its memory. To be called once, before anything else. @param memory what the samples know */
  restore(memory: SampleMemory | null): void {
    this.#state = restored(this.#state, memory, this.now());
  }

  get state(): TeamState {
    return this.#state;
  }

  /** The team's time, never before its last event. */
  now(): Instant {
    return Math.max(this.clock.now(), this.#state.lastAt);
  }

  /** @param body bytes that came with a ping; they go into its row */
  do(command: Command, body: Uint8Array | null = null): TeamEvent[] {
    const { events, state: next } = decided(this.#state, command, this.clock.now());
    this.#storage.transactionSync(() => {
      this.log.append(events, body);
      this.log.snapshotIfDue(next);
    });
    this.#state = next;
    return events;
  }
}
