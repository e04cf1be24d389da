import { TwilioError } from "./errors.ts";
import type { CarrierContext } from "./messages.ts";
import { newSid, type Call, type CallEvent, type CallStatus, type Phone } from "./model.ts";
import { API_VERSION, durationSeconds, rfc2822 } from "./resources.ts";
import { createScript, type Script } from "./script.ts";
import { parseVoice, type Verb } from "./twiml.ts";

export type OutgoingCall = Pick<Call, "from" | "to" | "url" | "statusCallback" | "events" | "timeoutSeconds">;

/** Each act resolves when the webhooks it caused have answered; a sid that is not of an open call throws TwilioError. */
export interface Calls {
  /** Starts to ring. @throws TwilioError when the number's operator refuses */
  dial(call: OutgoingCall): Call;
  /** The person takes the ringing call. */
  answer(sid: string): Promise<void>;
  /** The person rejects the ringing call, or hangs up. */
  hangUp(sid: string): Promise<void>;
  /** The person presses a key: 0-9, * or #. */
  press(sid: string, key: string): Promise<void>;
  /** Our side ends the call by REST: `canceled` only before the answer. */
  end(sid: string, status: "canceled" | "completed"): Promise<Call>;
}

type Live = { call: Call; phone: Phone; script: Script; timers: (() => void)[]; sequence: number; toPress: string };

const RING_MS = 1000;
const BUSY_MS = 2000;
const VOICEMAIL_MS = 20_000;
const PRESS_MS = 1000;
const TWIML_TYPES = ["text/xml", "application/xml", "text/html"];
export const APPLICATION_ERROR = "We are sorry, an application error has occurred. Goodbye.";

export function createCalls({ accountSid, clock, state, webhooks }: CarrierContext): Calls {
  const live = new Map<string, Live>();

  const params = (call: Call): Record<string, string> => ({
    AccountSid: accountSid,
    ApiVersion: API_VERSION,
    CallSid: call.sid,
    CallStatus: call.status,
    Called: call.to,
    Caller: call.from,
    Direction: "outbound-api",
    From: call.from,
    To: call.to,
  });

  async function report(entry: Live, event: CallEvent): Promise<void> {
    const { call } = entry;
    const sequence = entry.sequence++;
    if (call.statusCallback === null || !call.events.includes(event)) return;
    await webhooks.post(call.statusCallback, {
      ...params(call),
      CallbackSource: "call-progress-events",
      SequenceNumber: String(sequence),
      Timestamp: rfc2822(clock.now()),
      ...(event === "initiated" ? { CallStatus: "initiated" } : {}),
      ...(event === "completed" ? { CallDuration: String(durationSeconds(call)), Duration: "1" } : {}),
    });
  }

  async function finish(entry: Live, status: CallStatus): Promise<void> {
    if (!live.delete(entry.call.sid)) return;
    entry.timers.forEach((cancel) => cancel());
    entry.script.stop();
    entry.call.status = status;
    entry.call.endedAt = clock.now();
    state.changed();
    await report(entry, "completed");
  }

  async function fetchDocument(call: Call, url: string, extra: Record<string, string>): Promise<Verb[]> {
    const answer = await webhooks.post(url, { ...params(call), ...extra });
    if (!answer?.response.ok) throw new Error(`TwiML: ${url} answered ${answer?.response.status ?? "nothing"}`);
    const type = answer.response.headers.get("content-type") ?? "none";
    if (!TWIML_TYPES.some((allowed) => type.startsWith(allowed)))
      throw new Error(`TwiML: content type ${type} is not XML`);
    return parseVoice(answer.body);
  }

  function later(entry: Live, ms: number, task: () => Promise<void>): void {
    entry.timers.push(clock.schedule(ms, task));
  }

  function newScript(call: Call): Script {
    const entry = (): Live => find(call.sid);
    return createScript({
      clock,
      fetchDocument: (url, extra) => fetchDocument(call, url, extra),
      onSay(text) {
        call.spoken.push(text);
        state.changed();
      },
      onListening(listening) {
        call.listening = listening;
        state.changed();
        if (listening) pressByItself(entry());
      },
      onEnd: () => finish(entry(), "completed"),
      onFailure(error) {
        call.spoken.push(`${APPLICATION_ERROR} (${error instanceof Error ? error.message : String(error)})`);
        return finish(entry(), "completed");
      },
    });
  }

  /** An `answers` phone presses its keys once, as soon as somebody listens. */
  function pressByItself(entry: Live): void {
    const keys = entry.toPress.split("");
    entry.toPress = "";
    keys.forEach((key, index) => later(entry, (index + 1) * PRESS_MS, () => press(entry.call.sid, key)));
  }

  function find(sid: string): Live {
    const entry = live.get(sid);
    if (!entry) throw new TwilioError(21220);
    return entry;
  }

  async function answer(sid: string): Promise<void> {
    const entry = find(sid);
    if (entry.call.status !== "ringing") throw new TwilioError(21220);
    entry.timers.splice(0).forEach((cancel) => cancel());
    entry.call.status = "in-progress";
    entry.call.answeredAt = clock.now();
    state.changed();
    await Promise.all([report(entry, "answered"), entry.script.start(entry.call.url)]);
  }

  async function press(sid: string, key: string): Promise<void> {
    const entry = find(sid);
    entry.call.pressed += key;
    state.changed();
    await entry.script.press(key);
  }

  async function ring(entry: Live): Promise<void> {
    const {
      call,
      phone: { voice },
    } = entry;
    call.status = "ringing";
    state.changed();
    const limitMs = call.timeoutSeconds * 1000;
    const answerMs =
      voice.kind === "answers" ? voice.afterSeconds * 1000 : voice.kind === "voicemail" ? VOICEMAIL_MS : Infinity;
    if (voice.kind === "busy") later(entry, BUSY_MS, () => finish(entry, "busy"));
    else if (answerMs < limitMs) later(entry, answerMs, () => answer(call.sid));
    else later(entry, limitMs, () => finish(entry, "no-answer"));
    await report(entry, "ringing");
  }

  return {
    dial(given) {
      const phone = state.phone(given.to);
      if (phone.voice.kind === "refuses") throw new TwilioError(phone.voice.code);
      const call: Call = {
        ...given,
        sid: newSid("CA"),
        status: "queued",
        createdAt: clock.now(),
        answeredAt: null,
        endedAt: null,
        spoken: [],
        pressed: "",
        listening: false,
      };
      const toPress = phone.voice.kind === "answers" ? phone.voice.digits : "";
      const entry: Live = { call, phone, script: newScript(call), timers: [], sequence: 0, toPress };
      live.set(call.sid, entry);
      state.add({ call });
      later(entry, 0, () => report(entry, "initiated"));
      later(entry, RING_MS, () => ring(entry));
      return call;
    },
    answer,
    press,
    async hangUp(sid) {
      const entry = find(sid);
      await finish(entry, entry.call.answeredAt === null ? "busy" : "completed");
    },
    async end(sid, status) {
      const entry = find(sid);
      if (status === "canceled" && entry.call.answeredAt !== null) throw new TwilioError(21220);
      await finish(entry, entry.call.answeredAt === null ? "canceled" : "completed");
      return entry.call;
    },
  };
}
