import type { Answer, Caller } from "../team/rpc.ts";
import type { Instant } from "../time.ts";
import type { Rollup } from "./rollup.ts";

/** What a Team object is asked about its samples: charts of the last hours, and what the record does not have yet. */
export type SeriesQuery = {
  /** Null: all monitors. */
  monitor: string | null;
  /** Null: from the first hour that the record does not have. Aligned to `step`. */
  from: Instant | null;
  /** Null: until now. */
  until: Instant | null;
  /** A minute or an hour, in ms. */
  step: number;
};

export type SeriesAnswer = {
  now: Instant;
  /** All before it is in the record. */
  recorded: Instant;
  /** By monitor and start; the running stretch comes with what it has so far. */
  rollups: Rollup[];
};

/** A part of the Team object's contract. */
export interface SeriesRpc {
  /** `not_found` for a monitor that the team does not have. */
  series(caller: Caller, query: SeriesQuery): Promise<Answer<SeriesAnswer>>;
}
