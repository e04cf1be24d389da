import type { SendView } from "@nightbell/shared/views/views";
import type { PersonRef } from "@nightbell/shared/views/parts";
import type { Tone } from "../../../ui/mark.ts";

/** One person's messages within a step, in the order they were due. */
export type PersonLine = { person: PersonRef; sends: SendView[] };

/** Groups a step's messages by person, keeping the order of paging. */
export function linesOf(sends: readonly SendView[]): PersonLine[] {
  const lines = new Map<string, PersonLine>();
  for (const send of sends) {
    const line = lines.get(send.person.id) ?? { person: send.person, sends: [] };
    line.sends.push(send);
    lines.set(send.person.id, line);
  }
  return [...lines.values()];
}

const NAMES: Record<SendView["via"], string> = { webpush: "push", email: "e-mail", sms: "SMS", voice: "call" };

/** "push", "e-mail", "SMS", "call"; a repeated one is "2nd call". `nth` counts from 1. */
export const sendName = (via: SendView["via"], nth: number): string =>
  nth === 1 ? NAMES[via] : `${nth === 2 ? "2nd" : nth === 3 ? "3rd" : `${nth}th`} ${NAMES[via]}`;

/** Messages with their name and running number per channel of one person. */
export function named(sends: readonly SendView[]): { send: SendView; name: string }[] {
  const counts = new Map<SendView["via"], number>();
  return sends.map((send) => {
    const nth = (counts.get(send.via) ?? 0) + 1;
    counts.set(send.via, nth);
    return { send, name: sendName(send.via, nth) };
  });
}

/** The colour of a message's state; the words carry the meaning. "With the carrier" is not "delivered". */
export function sendTone(state: SendView["state"]): Tone {
  if (state === "delivered" || state === "opened" || state === "acknowledged") return "up";
  if (state === "failed") return "down";
  return state === "answered, no key" ? "late" : "idle";
}
