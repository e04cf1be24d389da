import type { Queue } from "./queue.ts";
import type { Random } from "./random.ts";

/** What all parts of the world share: its time, its chance, and its trace. */
export type Stage = {
  queue: Queue;
  random: Random;
  /** A line of the trace; the text is only made when somebody reads it. */
  say(line: () => string): void;
  /** Something that may cost a duplicate: a crash, an eviction, a clock that jumps, a write that failed. */
  disturb(): void;
};
