import type { About } from "../paging/page.ts";
import { posts } from "../paging/rungs.ts";
import type { Decision } from "./decision.ts";
import type { NewSend } from "./events.ts";
import { newestOf } from "./incident-table.ts";

/**
 * Writes to channels, beside whomever the ladder asks: when the thing goes down, and when it is back. Whoever gets that
 * very message anyway is not written to twice.
 * @param channels ids of the team's channels; unknown ones are left out
 * @param key the incident's dedup key
 */
export function tellChannels(
  d: Decision,
  channels: readonly string[],
  key: string,
  about: Extract<About, "down" | "recovered">,
): void {
  const incident = newestOf(d.state, key);
  const page = incident?.page ?? null;
  // While it goes up and down, nobody is told each time.
  if (page === null || incident?.flap) return;
  if (about === "down" && incident?.state !== "open") return;
  const sends = posts(d.state, channels, about, d.now).filter((post) => !isTold(d, page, post));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: page, data: { sends } });
}

const isTold = (d: Decision, page: string, { about, contact }: NewSend): boolean =>
  Object.values(d.state.sends).some(
    (send) => send.page === page && send.about === about && send.contact === contact && send.state === "planned",
  );
