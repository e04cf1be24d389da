import type { Run } from "./state.ts";

/** More runs than this are not watched at once. Spec "heartbeats" §4.2. */
export const RUN_CAP = 50;

/** Runs that are timed: neither closed nor expired. */
export function openRuns(runs: readonly Run[]): Run[] {
  return runs.filter((run) => !run.expired);
}

/** Adds a run, or restarts the one with the same key. `dropped` is the oldest when there were too many. */
export function startRun(runs: readonly Run[], run: Run): { runs: Run[]; dropped: Run | null } {
  const all = [...runs.filter(({ key }) => key !== run.key), run];
  const dropped = all.length > RUN_CAP ? (all[0] ?? null) : null;
  return { runs: dropped ? all.slice(1) : all, dropped };
}

/** The run that a ping with this key ends by name. */
export function runOf(runs: readonly Run[], key: string): Run | null {
  return runs.find((run) => run.key === key) ?? null;
}

/**
 * What a success leaves open. It closes the run of its key; failing that, when only one side carries an id, the
 * run without one or else the newest; and in any case all expired runs. A run with another id stays.
 */
export function runsAfterSuccess(runs: readonly Run[], key: string): Run[] {
  const oneSided = key === "" ? runs.at(-1) : runOf(runs, "");
  const closed = runOf(runs, key) ?? oneSided;
  return runs.filter((run) => run !== closed && !run.expired);
}

/** What a fail leaves: it closes the run of its key, or all runs if none has it. */
export function runsAfterFail(runs: readonly Run[], key: string): Run[] {
  const closed = runOf(runs, key);
  return closed ? runs.filter((run) => run !== closed) : [];
}
