import type { Instant } from "../time.ts";
import type { Member } from "../team/config.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

function localClock(zone: string, at: Instant): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    formats.set(zone, format);
  }
  return format.format(at);
}

/**
 * Whether a person is in their quiet hours: local clock in [from, to), overnight allowed, equal means none.
 * Quiet hours order people, they never mute a page (spec "oncall" §3).
 */
export function isAsleep(member: Member, at: Instant): boolean {
  if (!member.quiet || member.quiet.from === member.quiet.to) return false;
  const { from, to } = member.quiet;
  const clock = localClock(member.zone, at);
  return from < to ? clock >= from && clock < to : clock >= from || clock < to;
}
