import type { SendResult } from "../paging/outcome.ts";
import type { TeamEvent } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";

/**
 * What a team's actor needs of the world. In production these are a Durable Object's storage, alarm and carriers; in the
 * simulator they are adversaries. Nothing here decides anything.
 */

/** The log and its snapshots. */
export type EventStore = {
  /** The state: the last snapshot, and everything after it. */
  load(): TeamState;
  /** Makes events durable, all or none of them. @param body bytes that came with a ping @param state what they lead to */
  commit(events: readonly TeamEvent[], body: Uint8Array | null, state: TeamState): void;
};

/** Two clocks: the team's, which the rules see, and the machine's, which alarms go by. Epoch ms. */
export type Clock = {
  now(): Instant;
  /** When the machine's clock will show a team instant; null while the team's clock stands. */
  realTimeOf(at: Instant): number | null;
  machine(): number;
};

/** The one alarm that storage keeps. It may fire late, twice, or never. */
export type AlarmStore = {
  set(at: number): void;
  get(): Promise<number | null>;
};

export type Carriers = {
  /**
   * Hands a claimed send to its carrier. Null: it turned out not to be wanted any more.
   * @param current the state at the moment it is asked: acks arrive while one waits
   */
  deliver(send: string, current: () => TeamState, now: Instant): Promise<SendResult | null>;
};

/** What an actor does beside paging, once nothing that pages is due. It must not throw. */
export type Beside = {
  /** Does what is due. True: something happened, so that what is due is to be looked at again. */
  run(): boolean;
  /** Machine time at which it wants to be run next; null: only when something happens. */
  due(): number | null;
  /** Told when it will be woken next, machine time. */
  armed(due: number | null): void;
};

export type Ports = {
  store: EventStore;
  clock: Clock;
  alarm: AlarmStore;
  carriers: Carriers;
  beside: Beside;
  /** Told of everything that happened, once it is durable. It must not throw. */
  happened(events: readonly TeamEvent[], before: TeamState): void;
  /** Keeps the process awake for work under way. */
  track(work: Promise<void>): void;
  /** Something of ours broke. */
  fault(what: string, error: unknown): void;
};
