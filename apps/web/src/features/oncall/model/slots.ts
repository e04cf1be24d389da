/** The order in which people take turns: a list of slots, each with one or several people. All functions give a new list. */
type Slots = readonly (readonly string[])[];

/** The slot one place earlier (-1) or later (1); at the ends it stays. */
export function shifted(slots: Slots, at: number, step: 1 | -1): string[][] {
  const to = at + step;
  const copy = slots.map((slot) => [...slot]);
  const [slot] = copy.splice(at, 1);
  if (slot === undefined || to < 0 || to > copy.length) return slots.map((each) => [...each]);
  copy.splice(to, 0, slot);
  return copy;
}

/** One more person in a slot. */
export const joined = (slots: Slots, at: number, user: string): string[][] =>
  slots.map((slot, i) => (i === at && !slot.includes(user) ? [...slot, user] : [...slot]));

/** A person out of a slot; the slot goes with its last one. Slots that were left empty on purpose stay. */
export const left = (slots: Slots, at: number, user: string): string[][] =>
  slots.flatMap((slot, i) => {
    if (i !== at) return [[...slot]];
    const rest = slot.filter((each) => each !== user);
    return rest.length === 0 ? [] : [rest];
  });
