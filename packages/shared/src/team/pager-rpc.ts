import type { Instant } from "../time.ts";
import type { ReplyKind } from "../paging/replies.ts";
import type { PageClock } from "../paging/messages.ts";
import type { Answer } from "./rpc.ts";

/**
 * What carriers and people without a session may ask of a Team object. Every call is proven before it gets here:
 * by the carrier's signature, or by the token that only the person paged was sent (spec "trust" §10, "Forged ack").
 */

/** A status callback of a message or call, raw; the object only ever moves forward (spec "oncall" §5, "Ranks"). */
export type CarrierReceipt = { status: string; errorCode: number | null; providerId: string; at: Instant };

/** What a call says. With `gather` it then waits for a key; without, it hangs up. */
export type CallScript = { say: string; gather: boolean };

/** A command texted from a number. `page` is what the number's `Phone` object made of the code. */
export type SmsReply = { from: string; page: string; kind: ReplyKind; at: Instant };

/** The ack page, as data. `state` and `owner` decide which buttons it has. */
export type LinkView = {
  team: string;
  /** The name of the person whom the link was sent to. */
  person: string;
  /** The backup human looks, and reaches somebody who can act. */
  readOnly: boolean;
  state: "firing" | "acked" | "snoozed" | "closed";
  owner: { name: string; you: boolean; since: Instant } | null;
  snoozeUntil: Instant | null;
  clock: PageClock;
  /** The person's IANA zone. */
  zone: string;
  incidents: { title: string; since: Instant; endedAt: Instant | null }[];
};

export const LINK_ACTS = ["ack", "escalate"] as const;
export type LinkAct = (typeof LINK_ACTS)[number];

export interface PagerRpc {
  /** An unknown send is ignored: callbacks outlive what they are about. */
  receipt(send: string, receipt: CarrierReceipt): Promise<void>;
  /** What to say to the person who took the call of this send. Refused as `not_found` for an unknown send. */
  callScript(send: string): Promise<Answer<CallScript>>;
  /** A key pressed in that call; `say` tells what happened. */
  keypress(send: string, digit: "1" | "2"): Promise<Answer<CallScript>>;
  /** Null text: not from a member's verified number, so it is ignored and logged. */
  smsReply(reply: SmsReply): Promise<{ text: string | null }>;
  /** STOP (`out`) or START from a number: the carrier enforces it; the object stops or begins to count on SMS. */
  smsOptOut(number: string, out: boolean, at: Instant): Promise<void>;
  /** Shows only. Null for an unknown or expired token. */
  linkPage(token: string): Promise<LinkView | null>;
  /** `text` says what happened: "You have it", "already acked by Ana". A closed page refuses with `already_resolved`. */
  linkAct(token: string, act: LinkAct): Promise<Answer<{ text: string }>>;
  /** The service worker showed our notification. False for an unknown token. */
  pushShown(token: string): Promise<boolean>;
}
