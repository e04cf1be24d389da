import { SECOND, type Instant } from "../../time.ts";
import type { PingType } from "../ping.ts";
import { slotsOf } from "../schedule.ts";
import type { Schedule } from "../settings.ts";
import { durationText } from "../time-text.ts";
import type { Insight } from "./insight.ts";

/** More runs than a schedule explains: a job that was started twice, or that restarts in a loop. Spec "heartbeats" §6.3. */

/** Runs beyond the expected ones that are too many; and so many that the finding ends. */
const TOO_MANY = 3;
const FEW = 1;

export type SeenPing = { at: Instant; type: PingType; late: boolean };

/** @returns whether there are too many, few enough, or neither; null where the schedule knows no interval */
export function judgeOften(
  insight: Insight,
  schedule: Schedule,
  at: Instant,
  pings: readonly SeenPing[],
  shed: readonly Instant[],
): { runs: number; expected: number; lengthMs: number; says: "objects" | "fine" | null } | null {
  const interval = intervalAt(schedule, at);
  if (!interval) return null;
  const inside = (instant: Instant): boolean => instant >= interval.from && instant <= at;
  // Delayed reports arrive all at once, which says nothing about when the runs were.
  const counted = pings.filter((ping) => !ping.late && inside(ping.at));
  const starts = counted.filter(({ type }) => type === "start").length;
  const successes = counted.filter(({ type }) => type === "success").length;
  // A run that sends both is one run.
  const runs = Math.max(starts, successes) + shed.filter(inside).length;
  const expected = expectedRuns(insight, interval.lengthMs);
  const says = runs > expected + TOO_MANY ? "objects" : runs <= expected + FEW ? "fine" : null;
  return { runs, expected, lengthMs: interval.lengthMs, says };
}

const expectedRuns = ({ allowed }: Insight, lengthMs: number): number =>
  allowed.paceMs === null ? 1 : Math.max(1, Math.ceil(lengthMs / allowed.paceMs));

/** The interval that `at` is in: since the last slot, or the last whole period. */
function intervalAt(schedule: Schedule, at: Instant): { from: Instant; lengthMs: number } | null {
  if (schedule.kind === "period") {
    const lengthMs = schedule.seconds * SECOND;
    return { from: at - lengthMs + 1, lengthMs };
  }
  const slots = slotsOf(schedule);
  const from = slots.previous(at + 1);
  const next = slots.next(at);
  return from === null || next === null ? null : { from, lengthMs: next - from };
}

export const oftenText = (runs: number, expected: number, lengthMs: number): string =>
  `${runs} runs within one interval of ${durationText(lengthMs)}, ${expected} expected`;
