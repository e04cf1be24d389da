import { placeOf } from "../heartbeat/time-text.ts";
import { listed } from "../list-words.ts";
import { DAY, type Instant } from "../time.ts";
import type { Pattern } from "./gap-patterns.ts";
import { HORIZON } from "./resolve.ts";
import { dayText, everyText, spanText, timeText, type Viewer } from "./when-text.ts";

/** What the gap scan says. Spec "oncall" §2, "Gap scan". */

/**
 * "Nobody is on call Sat 9 May 02:00-09:00 (Toronto). Pages go to the whole team."
 * @param zones those that change their clocks on different dates, if the gap is for that
 * @param rota its name, if there are several
 */
export function gapSentence(pattern: Pattern, zones: readonly string[], viewer: Viewer, rota: string | null): string {
  const { from, until } = pattern.first;
  const endless = until === viewer.now + HORIZON;
  const when = endless ? `from ${timeText(from, viewer)} on` : spanText(from, until, viewer);
  const why = zones.length > 0 ? `: clocks in ${listed(zones.map(placeOf))} change on different dates` : "";
  return `Nobody is on call${placed(rota)} ${when}${againText(pattern, viewer)}${why}. Pages go to the whole team.`;
}

/** "Nobody awake is on call Mon 4 May 22:00-07:00 (Toronto), the first such night of Ana. Pages ring all the same." */
export function nightSentence(
  names: readonly string[],
  { from, until }: { from: Instant; until: Instant },
  viewer: Viewer,
  rota: string | null,
): string {
  const when = spanText(from, until, viewer);
  return `Nobody awake is on call${placed(rota)} ${when}, the first such night of ${listed(names)}. Pages ring all the same.`;
}

/** "Only Ana can be reached. Have somebody else verify a phone number." */
export const onePersonSentence = (name: string): string =>
  `Only ${name} can be reached. Have somebody else verify a phone number.`;

/** "Bo is on call from Mon 11 May 09:00 (Toronto) and has no proven SMS or call. Have Bo verify a phone number." */
export function unprovenSentence(name: string, from: Instant, viewer: Viewer): string {
  const when = from <= viewer.now ? "now" : `from ${timeText(from, viewer)}`;
  return `${name} is on call ${when} and has no proven SMS or call. Have ${name} verify a phone number.`;
}

const placed = (rota: string | null): string => (rota === null ? "" : ` for ${rota}`);

function againText({ last, times, every }: Pattern, viewer: Viewer): string {
  if (times === 1) return "";
  const end = ` until ${dayText(last.from, viewer)}`;
  if (every === null) return `, and ${times - 1} more times${end}`;
  const goesOn = last.from + 7 * DAY >= viewer.now + HORIZON;
  return `, and then every ${everyText(every)}${goesOn ? "" : end}`;
}
