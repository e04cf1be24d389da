import type { OnCallView } from "./on-call-views.ts";
import { listed } from "../list-words.ts";
import type { BadgeText } from "./badge-svg.ts";

/** A badge that says who is on call, for a page of the team's: first names only. */

const LABEL = "on call";
const CALM = "#2e7d32";
const ALARM = "#c62828";
const MOST_NAMES = 3;

/** Of the first rota, as in the header; "everyone" without one, and in a gap, in which pages go to everyone. */
export function onCallBadgeOf({ rotas: [first], people }: Pick<OnCallView, "rotas" | "people">): BadgeText {
  if (first === undefined) return { label: LABEL, message: "everyone", color: CALM };
  const names = first.now.flatMap((user) => people.find(({ id }) => id === user)?.name ?? []).map(firstName);
  if (names.length === 0) return { label: LABEL, message: "everyone", color: ALARM };
  const more = names.length - MOST_NAMES;
  const shown = more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names;
  return { label: LABEL, message: listed(shown), color: CALM };
}

const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;
