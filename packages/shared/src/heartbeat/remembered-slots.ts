import type { Slots } from "./slots.ts";

/** So many stretches between slots are remembered: a ping asks about its own, the one before and the one after. */
const REMEMBERED = 4;

/** No slot lies strictly between `from` and `to`; each end is a slot, an instant that was asked about, or open. */
type Stretch = { from: number; to: number };

/**
 * The same slots, asked less often: what was found is remembered for the whole stretch of time that it holds for.
 * Computing a slot costs far more than everything else that a ping does.
 */
export function rememberedSlots(slots: Slots): Slots {
  const nexts: Stretch[] = [];
  const previouses: Stretch[] = [];
  const keep = (known: Stretch[], stretch: Stretch): void => {
    known.unshift(stretch);
    known.length = Math.min(known.length, REMEMBERED);
  };
  return {
    next(after) {
      const known = nexts.find(({ from, to }) => from <= after && after < to);
      if (known) return finite(known.to);
      const to = slots.next(after) ?? Infinity;
      keep(nexts, { from: after, to });
      return finite(to);
    },
    previous(before) {
      const known = previouses.find(({ from, to }) => from < before && before <= to);
      if (known) return finite(known.from);
      const from = slots.previous(before) ?? -Infinity;
      keep(previouses, { from, to: before });
      return finite(from);
    },
  };
}

const finite = (at: number): number | null => (Number.isFinite(at) ? at : null);
