import { SECOND } from "@nightbell/shared/time";

export type LiveStatus = "connecting" | "open" | "closed";

/** No answer of any kind for this long is told to the person. Spec "product" §1, Live. */
export const STALE_AFTER = 40 * SECOND;
const ACTIVE_FOR = 60 * SECOND;

/**
 * Wait before connecting again: doubling from 1 s to 30 s, half of it random, so that a deploy does not
 * bring every tab back in the same instant.
 * @param attempt 0 for the first retry
 * @param random in [0, 1)
 */
export function reconnectDelay(attempt: number, random: number): number {
  const ceiling = Math.min(30 * SECOND, SECOND * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random;
}

/** Polling interval without a socket: 3 s while the person was active in the last minute, else 60 s. */
export const pollDelay = (lastActive: number, now: number): number =>
  now - lastActive < ACTIVE_FOR ? 3 * SECOND : 60 * SECOND;

export const isStale = (lastHeard: number, now: number): boolean => now - lastHeard >= STALE_AFTER;

const KINDS: Record<string, string> = { hb: "heartbeat", mon: "monitor", inc: "incident" };

/**
 * Whether some changed subjects concern a cached query of their team: the overview and the incident list always, the
 * subjects' own pages, and everything when a subject has no page of its own (the configuration, a window, a region or probe).
 * @param key a query key that starts with ["team", team]
 */
export function concerns(key: readonly unknown[], subjects: ReadonlySet<string>): boolean {
  if (key[2] === "overview" || key[2] === "incidents") return true;
  return [...subjects].some((subject) => {
    const kind = KINDS[subject.split("_")[0] ?? ""];
    return kind === undefined || (key[2] === kind && key[3] === subject);
  });
}
