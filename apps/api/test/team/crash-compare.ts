import type { Rung, Trace } from "./crash-night.ts";

/** Two nights, message by message: what came too early or never, what came once more, and the longest delay in seconds. */
export type Compared = { missing: string[]; repeated: string[]; latest: number };

/** @param calm the night in which nothing crashed */
export function compare(calm: readonly Rung[], other: readonly Rung[]): Compared {
  const result: Compared = { missing: [], repeated: [], latest: 0 };
  const left = [...other];
  for (const { what, second } of calm) {
    // Never before its time, or it is another message.
    const found = left.findIndex((rung) => rung.what === what && rung.second >= second);
    const [rung] = found === -1 ? [] : left.splice(found, 1);
    if (rung) result.latest = Math.max(result.latest, rung.second - second);
    else result.missing.push(`${what} at ${second}`);
  }
  result.repeated = left.map(({ what, second }) => `${what} at ${second}`);
  return result;
}

/** Seconds: a lease of 30, a sweeper that comes every 60, and callers who ask again. */
const LATEST = 95;

/**
 * What is wrong with a night; nothing where it is the calm one, with at most so many messages repeated.
 * @param after what befell it
 * @param mostLate seconds
 */
export function faultsOf(
  calm: Trace,
  night: Trace,
  repetitions: number,
  after: string,
  mostLate: number = LATEST,
): string[] {
  const { missing, repeated, latest } = compare(calm.rung, night.rung);
  const faults = missing.map((what) => `no ${what}`);
  if (repeated.length > repetitions) faults.push(`${repeated.join(", ")} once more`);
  if (latest > mostLate) faults.push(`${latest} s late`);
  for (const about of new Set([...Object.keys(calm.story), ...Object.keys(night.story)])) {
    const [told, expected] = [night.story[about], calm.story[about]].map((lines) => JSON.stringify(lines));
    if (told !== expected) faults.push(`${about}: ${told} instead of ${expected}`);
  }
  return faults.map((fault) => `${after}: ${fault}`);
}
