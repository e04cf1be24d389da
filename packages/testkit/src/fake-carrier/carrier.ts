import type { Clock } from "../clock.ts";
import { createCalls, type Calls } from "./calls.ts";
import { TwilioError } from "./errors.ts";
import { createMessages } from "./messages.ts";
import {
  smsBehaviour,
  voiceBehaviour,
  type CarrierSnapshot,
  type Message,
  type Phone,
  type SmsBehaviour,
  type VoiceBehaviour,
} from "./model.ts";
import { createRest } from "./rest.ts";
import { createState } from "./state.ts";
import { createWebhooks, type Fetch, type WebhookRecord } from "./webhooks.ts";

export type CarrierOptions = {
  accountSid: string;
  authToken: string;
  /** The account's own numbers, E.164; the first is the one people text when they name none. */
  numbers: [string, ...string[]];
  clock: Clock;
  /** Where people's texts are posted; null: nowhere. */
  inboundUrl: string | null;
  /** How webhooks leave: `fetch`, or a test's router. */
  send: Fetch;
  /** What an earlier carrier knew. */
  initial?: CarrierSnapshot;
};

/** Twilio, as far as Nightbell uses it: spec "oncall" §7. People's side of the phones is in the methods. */
export interface FakeCarrier extends Pick<Calls, "answer" | "hangUp" | "press"> {
  /** Answers one REST request; the path starts with `/2010-04-01`. Never rejects. */
  handle(request: Request): Promise<Response>;
  /** The phone of a number; new ones take SMS and ring until somebody answers. */
  phone(number: string): Phone;
  /** Changes how a number behaves from its next message or call on. */
  setBehaviour(number: string, behaviour: { sms?: SmsBehaviour; voice?: VoiceBehaviour }): Phone;
  /** A person texts us; resolves when our webhook has answered. @param to one of our numbers */
  textFrom(number: string, body: string, to?: string): Promise<Message>;
  /** 20503 answers every request with 503, 20429 with 429; null ends it. */
  setOutage(code: 20503 | 20429 | null): void;
  /** Everything known, as a copy that is plain JSON. */
  snapshot(): CarrierSnapshot;
  /** @returns stops listening */
  onChange(listener: () => void): () => void;
  /** The latest webhook attempts, oldest first. */
  readonly webhooks: readonly WebhookRecord[];
}

export function createFakeCarrier(options: CarrierOptions): FakeCarrier {
  const { accountSid, authToken, numbers, clock } = options;
  const state = createState(options.initial);
  const webhooks = createWebhooks(authToken, options.send);
  const context = { accountSid, clock, state, webhooks };
  const messages = createMessages(context, options.inboundUrl);
  const calls = createCalls(context);
  const rest = createRest({ accountSid, authToken, numbers }, state, messages, calls);
  let outage: 20503 | 20429 | null = null;

  return {
    answer: calls.answer,
    hangUp: calls.hangUp,
    press: calls.press,
    webhooks: webhooks.records,
    handle: async (request) => (outage === null ? rest.fetch(request) : new TwilioError(outage).response()),
    phone: state.phone,
    setBehaviour(number, { sms, voice }) {
      const phone = state.phone(number);
      if (sms) phone.sms = smsBehaviour.parse(sms);
      if (voice) phone.voice = voiceBehaviour.parse(voice);
      state.changed();
      return phone;
    },
    textFrom: (number, body, to = numbers[0]) => messages.receive(number, to, body),
    setOutage: (code) => void (outage = code),
    snapshot: state.snapshot,
    onChange: state.onChange,
  };
}
