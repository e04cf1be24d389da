import type { Instant } from "../time.ts";
import { bucketOf, valueOf } from "./histogram.ts";

/** What a check came to. `missed`: a tick that nobody ran. */
export const SAMPLE_RESULTS = ["pass", "slow", "void", "missed", "fail"] as const;
export type SampleResult = (typeof SAMPLE_RESULTS)[number];

/** One check as charts keep it. Regions and causes are texts: old rows may know some that are gone. */
export type Sample = {
  monitor: string;
  region: string;
  colo: string;
  /** When it was asked; kept to the second. */
  at: Instant;
  result: SampleResult;
  /** Of a failure; null otherwise, and where it has none. */
  cause: string | null;
  /** Kept within 1 %. */
  ms: number;
};

/** True for an answer whose latency is the target's own: failures and voids say how long we waited, not how fast it is. */
export const isTimed = ({ result }: Pick<Sample, "result">): boolean => result === "pass" || result === "slow";

/** A latency as it is kept, in ms. */
export const keptMs = (ms: number): number => valueOf(bucketOf(ms));
