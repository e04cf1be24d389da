import type { About, Send } from "../paging/page.ts";
import { contactOf, memberOf } from "../paging/reach.ts";
import type { EventOf, TeamEvent } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import type { Said } from "./said.ts";
import type { SendView } from "./views.ts";
import { addresseeOf } from "./words.ts";

type Kind = SendView["via"];

/** The kind of contact a message went to; of a contact that is gone, the usual one of its channel. */
export function contactKind(state: TeamState, send: Pick<Send, "user" | "contact" | "channel">): Kind {
  if (send.channel === "chat") return "chat";
  return contactOf(state, send.user, send.contact)?.kind ?? (send.channel === "push" ? "webpush" : send.channel);
}

const WORD: Record<Kind, string> = { webpush: "Push", email: "E-mail", sms: "SMS", voice: "Call", chat: "Post" };
const TAKEN_BY: Record<Kind, string> = {
  webpush: "push service",
  email: "mail service",
  sms: "carrier",
  voice: "carrier",
  chat: "chat service",
};
const ABOUT: Record<About, string> = {
  down: "",
  status: " (who has it)",
  nudge: " (still on it?)",
  recovered: " (recovered)",
  flapping: " (goes up and down)",
  exhausted: " (nobody answered)",
  contact: " (a contact is broken)",
  notice: " (for notice)",
  backup: " (backup)",
  digest: " (what happened at night)",
  shift: " (a turn on call)",
};

const RINGING = 2;
const TAKEN = 3;

/**
 * What a timeline says of a message's way; null for what nobody needs to read.
 * @param pressed whether this person pressed a key since the call went out
 */
export function saidOfSend(state: TeamState, event: TeamEvent, send: Send, pressed: boolean): Said | null {
  const kind = contactKind(state, send);
  const name = addresseeOf(state, send);
  const what = `${WORD[kind]} to ${name}${ABOUT[send.about]}`;
  const person = memberOf(state, send.user) ? { who: send.user } : {};
  const said = (word: string, text: string): Said => ({ kind: word, ...person, via: send.channel, text });
  switch (event.kind) {
    case "send.accepted":
      return said("accepted", `${what}: with the ${TAKEN_BY[kind]}`);
    case "send.retried":
      return said("retried", `${what} failed, trying again: ${event.data.error}`);
    case "send.unconfirmed":
      return said("failed", `${what}: no delivery receipt after 60 s`);
    case "send.shown":
      return said("shown", `${what} shown on the device`);
    case "send.progressed":
      return saidOfProgress(event, what, name, pressed, said);
    default:
      return null;
  }
}

function saidOfProgress(
  { data }: EventOf<"send.progressed">,
  what: string,
  name: string,
  pressed: boolean,
  said: (word: string, text: string) => Said,
): Said | null {
  switch (data.state) {
    case "delivered":
      return said("delivered", `${what} delivered`);
    case "failed":
      return said("failed", `${what} failed${data.error === null ? "" : `: ${data.error}`}`);
    case "skipped":
      return said("skipped", `${what} skipped${data.error === null ? "" : `: ${data.error}`}`);
    case "answered":
      return said("delivered", pressed ? `The call to ${name} is over` : `${what} answered, no key pressed`);
    default:
      return what.startsWith(WORD.voice) ? saidOfCall(data.rank, name, said) : null;
  }
}

function saidOfCall(rank: number, name: string, said: (word: string, text: string) => Said): Said | null {
  if (rank === RINGING) return said("sent", `${name}’s phone rings`);
  return rank === TAKEN ? said("sent", `${name} takes the call`) : null;
}
