import type { Member } from "../team/config.ts";
import { DAY, type Instant } from "../time.ts";
import { instantOf, offsetAt, wallText } from "./wall-time.ts";

/** What clocks in a zone show, like 2026-03-29T02:30. */
const localTime = (zone: string, at: Instant): string => wallText(at + offsetAt(zone, at));

/**
 * Whether a person is in their quiet hours: local clock in [from, to), overnight allowed, equal means none.
 * Quiet hours order people, they never mute a page (spec "oncall" §3).
 */
export function isAsleep(member: Member, at: Instant): boolean {
  if (!member.quiet || member.quiet.from === member.quiet.to) return false;
  const { from, to } = member.quiet;
  const clock = localTime(member.zone, at).slice("2026-03-29T".length);
  return from < to ? clock >= from && clock < to : clock >= from || clock < to;
}

/** When the quiet hours that a person is in, or has next, end; null when they have none. */
export function wakesAt(member: Member, at: Instant): Instant | null {
  if (!member.quiet || member.quiet.from === member.quiet.to) return null;
  for (let day = -1; day <= 1; day++) {
    const date = localTime(member.zone, at + day * DAY).slice(0, "2026-03-29".length);
    const end = instantOf(member.zone, `${date}T${member.quiet.to}`);
    if (end > at) return end;
  }
  return null;
}
