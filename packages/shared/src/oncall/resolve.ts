import { DAY, type Instant } from "../time.ts";
import { type Clock, turnAt } from "./layer.ts";
import { activeAt, withOverrides } from "./overrides.ts";
import type { Rota } from "./rota.ts";
import { samePeople, turnsOf } from "./shifts.ts";

/** Who is on call now, and until when. Spec "oncall" §2, "resolve". */

/** How far ahead a rota is looked at: some gaps come with a clock change, once a year. */
export const HORIZON = 400 * DAY;

/**
 * The people on call at an instant, sorted by id; nobody is a gap.
 * @param clock how clocks are read, if not as they are
 */
export function onCallAt(rota: Rota, at: Instant, clock?: Clock): string[] {
  const base = rota.layers.findLast((layer) => turnAt(rota, layer, at, clock).length > 0);
  return withOverrides(base ? turnAt(rota, base, at, clock) : [], activeAt(rota.overrides, at));
}

/** The last answer for each rota: until the hand-over it is the same, and it is asked for at every event. */
const remembered = new WeakMap<Rota, { after: Instant; next: Instant }>();

/** The first instant after this one at which others are on call; null: none within {@link HORIZON}. */
export function nextHandOver(rota: Rota, after: Instant): Instant | null {
  const known = remembered.get(rota);
  if (known && known.after <= after && after < known.next) return known.next;
  const next = handOverAfter(rota, after);
  if (next !== null) remembered.set(rota, { after, next });
  return next;
}

function handOverAfter(rota: Rota, after: Instant): Instant | null {
  const users = onCallAt(rota, after);
  for (const turn of turnsOf(rota, after)) {
    if (turn.at > after + HORIZON) return null;
    if (!samePeople(turn.users, users)) return turn.at;
  }
  return null;
}
