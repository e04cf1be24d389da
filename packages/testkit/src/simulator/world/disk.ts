import type { EventStore } from "@nightbell/shared/actor/ports";
import { isKept, type TeamEvent } from "@nightbell/shared/team/events";
import { evolve } from "@nightbell/shared/team/evolve";
import { emptyState, type TeamState } from "@nightbell/shared/team/state";
import { upgraded } from "@nightbell/shared/team/upgrade";
import { withoutDefaults } from "./older.ts";

/** Storage was touched by an instance that another one has replaced. */
export class Superseded extends Error {
  override name = "Superseded";
}
/** Storage does not answer. */
export class DiskFailed extends Error {
  override name = "DiskFailed";
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A team's storage: the log, the last snapshot, and who may write. Only the newest instance may. */
export class Disk {
  readonly log: TeamEvent[] = [];
  /** What the log comes to, as its last writer had it. */
  state: TeamState = emptyState();
  failing = false;
  /** The next load finds what the release before would have written. */
  older = false;
  readonly #snapshotEvery: number;
  #snapshot: TeamState = emptyState();
  #snapshotAt = 0;
  #owner = 0;

  /** @param snapshotEvery events between two snapshots */
  constructor(snapshotEvery: number) {
    this.#snapshotEvery = snapshotEvery;
  }

  /** Whether this instance may still write. */
  isOwner(instance: number): boolean {
    return this.#owner === instance;
  }

  /** Storage as one instance sees it; opening it fences all others. @param guard throws when the instance dies here */
  open(
    instance: number,
    guard: () => void,
    written: (events: readonly TeamEvent[], state: TeamState) => void,
  ): EventStore {
    this.#owner = instance;
    return {
      load: () => this.#load(),
      commit: (events, _body, state) => {
        guard();
        if (this.#owner !== instance) throw new Superseded("another instance owns the storage");
        if (this.failing) throw new DiskFailed("storage does not answer");
        for (const event of events) if (isKept(event)) this.log.push(event);
        this.state = state;
        this.#snapshotIfDue();
        written(events, state);
      },
    };
  }

  #snapshotIfDue(): void {
    if (this.log.length - this.#snapshotAt < this.#snapshotEvery) return;
    this.#snapshot = this.state;
    this.#snapshotAt = this.log.length;
  }

  #load(): TeamState {
    const written = copy(this.#snapshot);
    const base = this.older ? withoutDefaults(written) : written;
    this.older = false;
    const events = this.log.slice(this.#snapshotAt).map(copy);
    return upgraded(events.reduce(evolve, upgraded({ ...emptyState(), ...base })));
  }

  /** The state, folded from the first event on. */
  replayed(): TeamState {
    return this.log.reduce(evolve, emptyState());
  }
}
