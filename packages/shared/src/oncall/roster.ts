import type { Instant } from "../time.ts";
import type { Roster } from "../team/config.ts";

/** Who is on call: null without a rota (everyone is), an empty list in a gap. */
export function onCallAt(roster: Roster | null, at: Instant): string[] | null {
  if (roster === null) return null;
  let users: string[] = [];
  for (const entry of roster) if (entry.from <= at) users = entry.users;
  return users;
}

/** The first hand-over strictly after `at`; null when none is known. */
export function nextHandoff(roster: Roster | null, at: Instant): Instant | null {
  for (const entry of roster ?? []) if (entry.from > at) return entry.from;
  return null;
}
