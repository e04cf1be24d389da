import type { PingView } from "@nightbell/shared/views/views";
import type { Tone } from "../../../ui/mark.ts";

/** One bar of the run timeline: height is the run's length, shape and colour its result. */
export type RunBar = { ping: PingView; tone: Tone; word: string; height: number };

const WORDS: Record<PingView["type"], { tone: Tone; word: string }> = {
  success: { tone: "up", word: "finished" },
  fail: { tone: "down", word: "failed" },
  start: { tone: "late", word: "started" },
  log: { tone: "idle", word: "log" },
  ign: { tone: "idle", word: "ignored" },
};

/** The result of a ping in a word; a failure names its exit code. */
export const resultWord = (ping: Pick<PingView, "type" | "exitCode">): string =>
  ping.type === "fail" && ping.exitCode !== null ? `failed, exit ${ping.exitCode}` : WORDS[ping.type].word;

export const resultTone = (type: PingView["type"]): Tone => WORDS[type].tone;

/**
 * Bars, oldest first. A start that was followed by its end is part of that run, so only a start still running is shown.
 * Heights are shares of the longest run in 0…1; runs of unknown length get the lowest bar.
 * @param recent newest first, as the API gives them
 */
export function barsOf(recent: readonly PingView[]): RunBar[] {
  const shown = recent.filter((ping, i) => ping.type !== "start" || i === 0);
  const longest = Math.max(1, ...shown.map((ping) => ping.durationMs ?? 0));
  return shown
    .map((ping) => ({
      ping,
      tone: WORDS[ping.type].tone,
      word: resultWord(ping),
      height: 0.22 + 0.78 * ((ping.durationMs ?? 0) / longest),
    }))
    .toReversed();
}
