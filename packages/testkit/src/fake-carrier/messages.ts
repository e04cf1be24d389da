import type { Clock } from "../clock.ts";
import { TwilioError } from "./errors.ts";
import { newSid, type Message, type MessageStatus } from "./model.ts";
import { API_VERSION } from "./resources.ts";
import type { CarrierState } from "./state.ts";
import { parseMessaging } from "./twiml.ts";
import type { Webhooks } from "./webhooks.ts";

export type CarrierContext = { accountSid: string; clock: Clock; state: CarrierState; webhooks: Webhooks };

export type OutgoingText = { from: string; to: string; body: string; statusCallback: string | null };

export interface Messages {
  /** Takes a text for delivery. @throws TwilioError when the number's operator refuses, or it opted out */
  send(text: OutgoingText): Message;
  /** A person texts one of our numbers; resolves when the inbound webhook has answered. */
  receive(from: string, to: string, body: string): Promise<Message>;
}

/** Spec "oncall" §7, "Opt-out": single words only; the webhook still gets them. */
const STOP = new Set(["stop", "stopall", "unsubscribe", "cancel", "end", "quit"]);
const START = new Set(["start", "yes", "unstop"]);
const HELP = new Set(["help", "info"]);
const STOPPED =
  "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.";
const STARTED =
  "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.";
const HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply.";

/** Milliseconds after acceptance at which a text moves on. */
const SENDING_MS = 100;
const SENT_MS = 300;
const DELIVERED_MS = 1000;

/** @param inboundUrl where texts of people are posted; null: nowhere */
export function createMessages(context: CarrierContext, inboundUrl: string | null): Messages {
  const { accountSid, clock, state, webhooks } = context;

  async function move(message: Message, status: MessageStatus, errorCode: number | null = null): Promise<void> {
    message.status = status;
    message.errorCode = errorCode;
    message.updatedAt = clock.now();
    state.changed();
    if (message.statusCallback === null) return;
    await webhooks.post(message.statusCallback, {
      AccountSid: accountSid,
      ApiVersion: API_VERSION,
      From: message.from,
      MessageSid: message.sid,
      MessageStatus: status,
      SmsSid: message.sid,
      SmsStatus: status,
      To: message.to,
      ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
    });
  }

  function record(
    direction: Message["direction"],
    from: string,
    to: string,
    body: string,
    status: MessageStatus,
    statusCallback: string | null = null,
  ): Message {
    const now = clock.now();
    const message: Message = {
      sid: newSid("SM"),
      direction,
      from,
      to,
      body,
      status,
      errorCode: null,
      statusCallback,
      createdAt: now,
      updatedAt: now,
    };
    state.add({ message });
    return message;
  }

  const reply = (from: string, to: string, body: string): void =>
    void record("outbound-reply", from, to, body, "delivered");

  function takeKeyword(from: string, to: string, body: string): void {
    const word = body.trim().toLowerCase();
    const pair = `${to} ${from}`;
    if (STOP.has(word) && !state.optOuts.has(pair)) {
      state.optOuts.add(pair);
      reply(to, from, STOPPED);
    } else if (START.has(word) && state.optOuts.delete(pair)) {
      reply(to, from, STARTED);
    } else if (HELP.has(word)) {
      reply(to, from, HELPED);
    }
  }

  function takeAnswer(from: string, to: string, contentType: string, body: string): void {
    if (body.trim() === "") return;
    const texts = contentType.startsWith("text/plain") ? [body] : parseMessaging(body);
    for (const text of texts) if (!state.optOuts.has(`${to} ${from}`)) reply(to, from, text);
  }

  return {
    send({ from, to, body, statusCallback }) {
      const { sms } = state.phone(to);
      if (state.optOuts.has(`${from} ${to}`)) throw new TwilioError(21610);
      if (sms.kind === "refuses") throw new TwilioError(sms.code);
      const message = record("outbound-api", from, to, body, "queued", statusCallback);
      clock.schedule(0, () => move(message, "queued"));
      clock.schedule(SENDING_MS, () => move(message, "sending"));
      clock.schedule(SENT_MS, () => move(message, "sent"));
      if (sms.kind === "delivers") clock.schedule(DELIVERED_MS, () => move(message, "delivered"));
      if (sms.kind === "undelivered") {
        clock.schedule(Math.max(SENT_MS + 1, sms.afterSeconds * 1000), () => move(message, "undelivered", sms.code));
      }
      return message;
    },

    async receive(from, to, body) {
      state.phone(from);
      const message = record("inbound", from, to, body, "received");
      takeKeyword(from, to, body);
      if (inboundUrl === null) return message;
      const answer = await webhooks.post(inboundUrl, {
        AccountSid: accountSid,
        ApiVersion: API_VERSION,
        Body: body,
        From: from,
        MessageSid: message.sid,
        NumMedia: "0",
        NumSegments: "1",
        SmsMessageSid: message.sid,
        SmsSid: message.sid,
        SmsStatus: "received",
        To: to,
      });
      if (answer?.response.ok) takeAnswer(from, to, answer.response.headers.get("content-type") ?? "", answer.body);
      return message;
    },
  };
}
