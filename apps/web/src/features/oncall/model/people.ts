import { listed } from "@nightbell/shared/list-words";
import type { OnCallPerson } from "@nightbell/shared/views/on-call-views";
import type { Mark } from "../../../ui/mark.ts";

/** What a person is called, by id. */
export type Names = (id: string) => string;

const GONE = "somebody who left";

/** Full names. Who left the team is called that. */
export function namesOf(people: readonly OnCallPerson[]): Names {
  const known = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => known.get(id) ?? GONE;
}

const first = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

/** First names where no two people share one: what fits into a block of the calendar. */
export function shortNamesOf(people: readonly OnCallPerson[]): Names {
  const short = people.map(({ name }) => first(name));
  const known = new Map(
    people.map(({ id, name }) => {
      const one = first(name);
      return [id, short.indexOf(one) === short.lastIndexOf(one) ? one : name];
    }),
  );
  return (id) => known.get(id) ?? GONE;
}

/** "Ana and Ben"; nobody is a gap. */
export const listedNames = (users: readonly string[], names: Names): string =>
  users.length === 0 ? "nobody" : listed(users.map(names));

/** Whether a page would get through to a person, as word, shape and colour. Push and e-mail wake nobody. Spec "oncall" §7. */
export function reachMark({ reachable, wakes }: Pick<OnCallPerson, "reachable" | "wakes">): Mark {
  if (wakes) return { shape: "disc", tone: "up", word: "can be woken" };
  return reachable
    ? { shape: "half", tone: "late", word: "no SMS, no calls" }
    : { shape: "square", tone: "down", word: "not reachable" };
}
