import type { About } from "../paging/page.ts";
import { isUsable, memberOf } from "../paging/reach.ts";
import type { Decision } from "./decision.ts";
import type { NewSend } from "./events.ts";

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
  const incident = Object.values(d.state.incidents).findLast((known) => known.key === key);
  const page = incident?.page ?? null;
  // While it goes up and down, nobody is told each time.
  if (page === null || incident?.flap) return;
  const sends = channels
    .flatMap((id) => addressOf(d, id))
    .filter(({ contact }) => !isTold(d, page, about, contact))
    .map((to): NewSend => ({ ...to, channel: "push", about, aside: true, due: d.now }));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: page, data: { sends } });
}

function addressOf(d: Decision, id: string): { user: string; contact: string }[] {
  const channel = d.state.config?.channels.find((known) => known.id === id);
  const contacts = channel ? (memberOf(d.state, channel.user)?.contacts ?? []) : [];
  const contact = contacts.find((known) => known.kind === "email" && isUsable(d.state, known));
  return channel && contact ? [{ user: channel.user, contact: contact.id }] : [];
}

const isTold = (d: Decision, page: string, about: About, contact: string): boolean =>
  Object.values(d.state.sends).some(
    (send) => send.page === page && send.about === about && send.contact === contact && send.state === "planned",
  );
