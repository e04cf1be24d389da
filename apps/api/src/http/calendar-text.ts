import ical, { ICalCalendarMethod } from "ical-generator";
import { plainText } from "@nightbell/shared/paging/plain-text";
import type { CalendarFeed } from "@nightbell/shared/views/calendar-feed";
import { MINUTE, SECOND } from "@nightbell/shared/time";

/** How often a client should ask again. */
const REFRESH_SECONDS = (15 * MINUTE) / SECOND;

/** A calendar as RFC 5545 has it: times in UTC, texts escaped, lines folded at 75 octets. Names may hold anything. */
export function calendarText({ name, now, events }: CalendarFeed): string {
  const calendar = ical({
    name: plainText(name),
    prodId: { company: "Nightbell", product: "On-call", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  });
  for (const { id, from, until, summary, note } of events)
    calendar.createEvent({
      id: `${id}@nightbell`,
      start: new Date(from),
      end: new Date(until),
      stamp: new Date(now),
      summary: plainText(summary),
      ...(note === "" ? {} : { description: note }),
    });
  return calendar.toString();
}
