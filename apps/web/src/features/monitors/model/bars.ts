import { SERIES_STATES, type SeriesState } from "@nightbell/shared/stats/series-state";
import { SECOND } from "@nightbell/shared/time";
import type { MonitorStrips, MonitorUptime } from "@nightbell/shared/views/series-views";
import { duration } from "../../../lib/time/format.ts";
import { type Mark, monitorMark } from "../../../ui/mark.ts";
import type { Bar } from "../../../ui/uptime-bars.tsx";

const NOTHING: Mark = { shape: "ring", tone: "idle", word: "nothing known" };

const stateMark = (state: SeriesState | null): Mark => (state === null ? NOTHING : monitorMark(state));

type Seconds = { [S in SeriesState]?: number | undefined };
/** A day as it is drawn. */
export type Day = Pick<MonitorUptime["days"][number], "day" | "state"> & { seconds: Seconds };

/** Seconds per state in words, trouble first: "down 13 min, up 23 h 47 min". */
export function secondsInWords(seconds: Seconds): string {
  const parts = SERIES_STATES.flatMap((state) => {
    const held = seconds[state] ?? 0;
    return held === 0 ? [] : [`${monitorMark(state).word} ${duration(held * SECOND)}`];
  });
  return parts.join(", ") || NOTHING.word;
}

const dayName = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** Days as bars, oldest first. A day is UTC's: the same for everyone who looks. */
export const dayBars = (days: readonly Day[]): Bar[] =>
  days.map(({ day, state, seconds }) => ({
    key: day,
    mark: stateMark(state),
    title: dayName.format(Date.parse(`${day}T00:00Z`)).replace(",", ""),
    words: secondsInWords(seconds),
  }));

type Lately = MonitorStrips["strips"][string];

/** The last 24 hours as marks, oldest first, and what they say together. */
export function stripOf({ hours, downSeconds }: Pick<Lately, "hours" | "downSeconds">): {
  marks: Mark[];
  words: string;
} {
  const blank = hours.filter((state) => state === null || state === "unknown").length;
  const words = downSeconds === 0 ? "no outage in 24 h" : `down for ${duration(downSeconds * SECOND)} in 24 h`;
  return { marks: hours.map(stateMark), words: blank === 0 ? words : `${words}, nothing known of ${blank} h` };
}
