import type { PingView } from "@nightbell/shared/views/views";
import { counted } from "../../../lib/number.ts";
import type { Mark, Tone } from "../../../ui/mark.ts";

/** A run, or a report of another kind, as one line and one bar. */
export type Run = {
  kind: "run";
  ping: PingView;
  mark: Mark;
  /** ISO-8601; null where only the end is known. */
  startedAt: string | null;
  tookMs: number | null;
  /** Runs that were expected and did not come right before it. */
  missedBefore: number;
};

/** A run that was expected at an instant (ISO-8601) and did not come. */
export type Missed = { kind: "missed"; at: string };

const MARKS: Record<PingView["type"], Mark> = {
  success: { shape: "disc", tone: "up", word: "finished" },
  fail: { shape: "square", tone: "down", word: "failed" },
  start: { shape: "half", tone: "late", word: "started" },
  log: { shape: "ring", tone: "idle", word: "log" },
  ign: { shape: "ring", tone: "idle", word: "ignored" },
};

export const MISSED: Mark = { shape: "ring", tone: "down", word: "missed" };

/** The result of a ping; a failure names its exit code. */
export const resultMark = (ping: Pick<PingView, "type" | "exitCode">): Mark =>
  ping.type === "fail" && ping.exitCode !== null
    ? { ...MARKS.fail, word: `failed, exit ${ping.exitCode}` }
    : MARKS[ping.type];

const ends = (ping: PingView): boolean => ping.type === "success" || ping.type === "fail";

/** Whether one of the newer pings is the end of this start. Without a run id on either side, the next end is. */
const ended = (start: PingView, newer: readonly PingView[]): boolean =>
  newer.some((ping) => ends(ping) && (ping.runId === start.runId || ping.runId === null || start.runId === null));

/** How long the run took: measured from its start, else as the job reported it. */
const tookMs = ({ durationMs, metrics }: PingView): number | null =>
  durationMs ?? (metrics.duration === undefined ? null : metrics.duration * 1000);

function startOf(ping: PingView): string | null {
  const took = tookMs(ping);
  if (ping.type === "start") return ping.at;
  return took === null ? null : new Date(Date.parse(ping.at) - took).toISOString();
}

/**
 * Everything that happened or should have, oldest first. A start that was followed by its end is part of that run.
 * @param recent newest first, as the API gives them
 * @param missed expected instants that no ping served, oldest first
 */
export function historyOf(recent: readonly PingView[], missed: readonly string[]): (Run | Missed)[] {
  const runs = recent
    .filter((ping, index) => ping.type !== "start" || !ended(ping, recent.slice(0, index)))
    .map((ping): Run => {
      return {
        kind: "run",
        ping,
        mark: resultMark(ping),
        startedAt: startOf(ping),
        tookMs: tookMs(ping),
        missedBefore: 0,
      };
    });
  const all = [...runs, ...missed.map((at): Missed => ({ kind: "missed", at }))];
  const at = (entry: Run | Missed): number => Date.parse(entry.kind === "run" ? entry.ping.at : entry.at);
  return countMissed(all.toSorted((a, b) => at(a) - at(b)));
}

/** Tells each success how many runs were missed since the one before it. */
function countMissed(history: readonly (Run | Missed)[]): (Run | Missed)[] {
  let missed = 0;
  return history.map((entry) => {
    if (entry.kind === "missed") {
      missed += 1;
      return entry;
    }
    if (entry.ping.type !== "success") return entry;
    const told = { ...entry, missedBefore: missed };
    missed = 0;
    return told;
  });
}

/** A bar of the timeline: height is the run's length as a share of the longest, in 0…1. */
export type Bar = { key: string; tone: Tone; missed: boolean; height: number; entry: Run | Missed };

const LOWEST = 0.22;
const MISSED_HEIGHT = 0.45;

/** Bars of a history; runs of unknown length get the lowest. */
export function barsOf(history: readonly (Run | Missed)[]): Bar[] {
  const longest = Math.max(1, ...history.map((entry) => (entry.kind === "run" ? (entry.tookMs ?? 0) : 0)));
  return history.map((entry) =>
    entry.kind === "missed"
      ? { key: `missed ${entry.at}`, tone: MISSED.tone, missed: true, height: MISSED_HEIGHT, entry }
      : {
          key: String(entry.ping.seq),
          tone: entry.mark.tone,
          missed: false,
          height: LOWEST + (1 - LOWEST) * ((entry.tookMs ?? 0) / longest),
          entry,
        },
  );
}

/** A row of the list: one run, or missed ones in a row (ISO-8601, oldest first). */
export type Row = Run | { kind: "gap"; missed: string[] };

/** Rows of a history, newest first. */
export function rowsOf(history: readonly (Run | Missed)[]): Row[] {
  const rows: Row[] = [];
  for (const entry of history) {
    const last = rows.at(-1);
    if (entry.kind === "run") rows.push(entry);
    else if (last?.kind === "gap") last.missed.push(entry.at);
    else rows.push({ kind: "gap", missed: [entry.at] });
  }
  return rows.toReversed();
}

export const missedWord = (count: number): string => `${counted(count, "run")} missed`;
