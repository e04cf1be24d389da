import type { SendView } from "@nightbell/shared/views/views";
import type { Tone } from "../../../ui/mark.ts";

/** The messages within a step to one person, or the posts in one room, in the order they were due. */
export type SendLine = { key: string; to: string; sends: SendView[] };

/** Groups a step's messages by whom they go to, keeping the order of paging. */
export function linesOf(sends: readonly SendView[]): SendLine[] {
  const lines = Map.groupBy(sends, ({ person, to }) => person?.id ?? `to ${to}`);
  return [...lines].map(([key, group]) => ({ key, to: group[0]?.to ?? "", sends: group }));
}

const NAMES: Record<SendView["via"], string> = {
  webpush: "push",
  email: "e-mail",
  sms: "SMS",
  voice: "call",
  chat: "post",
};

/** A room has no receipts: what it took is posted. */
const isPosted = ({ channel, state }: Pick<SendView, "channel" | "state">): boolean =>
  channel === "chat" && (state === "with the carrier" || state === "delivered");

/** How a message stands, in words: "2nd call answered, no key". @param name what it is, as {@link sendName} says */
export const sendWords = (send: Pick<SendView, "channel" | "state">, name: string): string =>
  isPosted(send) ? "posted" : `${name} ${send.state}`;

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
export function sendTone(send: Pick<SendView, "channel" | "state">): Tone {
  const { state } = send;
  if (isPosted(send)) return "up";
  if (state === "delivered" || state === "opened" || state === "acknowledged") return "up";
  if (state === "failed") return "down";
  return state === "answered, no key" ? "late" : "idle";
}
