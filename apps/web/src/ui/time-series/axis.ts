import { DAY, SECOND } from "@nightbell/shared/time";
import { wallTime } from "../../lib/time/wall.ts";

/** Times along the axis: the clock, with the date beneath where it changes; dates alone where the steps are days. */
export function axisWords(seconds: readonly number[], stepSeconds: number, zone: string): string[] {
  const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: zone });
  let before = "";
  return seconds.map((second) => {
    const day = date.format(second * SECOND);
    const changed = day !== before;
    before = day;
    if (stepSeconds * SECOND >= DAY) return day;
    const clock = wallTime(second * SECOND, zone).slice(11);
    return changed ? `${clock}\n${day}` : clock;
  });
}
