import type { Carriers } from "@nightbell/shared/actor/ports";
import { isWanted } from "@nightbell/shared/paging/claim";
import type { Receipt, SendResult } from "@nightbell/shared/paging/outcome";
import type { Send } from "@nightbell/shared/paging/page";
import { contactOf, roomOf } from "@nightbell/shared/paging/reach";
import type { Channel } from "@nightbell/shared/team/config";
import type { TeamState } from "@nightbell/shared/team/state";
import { MINUTE, SECOND } from "@nightbell/shared/time";
import type { Random } from "../random.ts";
import type { Stage } from "../stage.ts";
import type { Host, Instance } from "./host.ts";

/** How a carrier is for a while. */
export const CARRIER_MOODS = ["refuses", "gone", "busy", "fails", "slow", "silent", "lies"] as const;
export type CarrierMood = "well" | (typeof CARRIER_MOODS)[number];

/** A message in a carrier's hands. `taken`: it goes on its way, whatever the carrier answers. */
export type Hand = {
  send: Send;
  address: string | null;
  state: TeamState;
  instance: number;
  taken: boolean;
  /** The caller is not told what became of it. */
  unknown: boolean;
};

/** Calls to a provider are given up after that; then nobody knows what became of them. */
const DEADLINE = 10 * SECOND;
const CODES = [21_211, 21_610, 21_408, 30_007] as const;
/** Waits for ever. A new one each time: what waits for one promise stays in memory as long as that does. */
const never = (): Promise<never> => new Promise(() => undefined);

export type Post = {
  /** The moment of truth: a claimed message is given to the carrier. */
  handed(hand: Hand): void;
  /** An instance is about to deliver. */
  delivering(id: string, instance: Instance): void;
  /** It arrived. */
  arrived(hand: Hand): void;
  receipt(send: string, receipt: Receipt): void;
  shown(send: string): void;
};

/** All carriers: SMS, calls, push, chat. Each can refuse, be slow, hang, lie about what it did, or do nothing. */
export class Providers {
  readonly moods: Record<Channel, CarrierMood> = { push: "well", sms: "well", voice: "well", chat: "well" };
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #post: Post;

  constructor(stage: Stage, post: Post) {
    this.#stage = stage;
    this.#random = stage.random.of("carriers");
    this.#post = post;
  }

  heal(): void {
    for (const channel of ["push", "sms", "voice", "chat"] as const) this.moods[channel] = "well";
  }

  /** The carriers as one instance reaches them; it asks a number's object for a code first, as production does. */
  portOf(instance: Instance, host: () => Host): Carriers {
    return {
      deliver: async (id, current) => {
        if (!instance.alive) return never();
        this.#post.delivering(id, instance);
        if (host().dies(instance, "before the carrier") || host().dies(instance, "replaced")) return never();
        const send = current().sends[id];
        if (!send) return null;
        const dice = this.#random.of(`${id} ${send.attempts}`);
        if (send.channel === "sms" && send.page !== "") await this.#wait(dice.int(5, SECOND));
        if (!instance.alive) return never();
        if (send.channel !== "chat" && !isWanted(current(), id)) return null;
        const result = this.#hand(send, current(), instance, dice);
        return host().dies(instance, "after the carrier") ? never() : result;
      },
    };
  }

  async #wait(ms: number): Promise<void> {
    await new Promise<void>((resolve) => this.#stage.queue.in(ms, resolve));
  }

  async #hand(send: Send, state: TeamState, instance: Instance, dice: Random): Promise<SendResult | null> {
    const address = send.channel === "chat" ? addressOfRoom(state, send) : addressOf(state, send);
    if (address === null) return null;
    const mood = this.moods[send.channel];
    const answer = answerOf(mood, send, dice);
    const hand = { send, address, state, instance: instance.number, taken: answer.taken, unknown: mood === "slow" };
    this.#stage.say(
      () => `→ ${send.channel} (${mood}) to ${send.user || address} about ${send.about}, ${send.id} of ${send.page}`,
    );
    this.#post.handed(hand);
    if (answer.taken) this.#onItsWay(hand, mood, dice);
    await this.#wait(mood === "slow" ? DEADLINE : dice.int(30, 900));
    return answer.result;
  }

  /** What becomes of a message that was taken, and what is said of it. */
  #onItsWay(hand: Hand, mood: CarrierMood, dice: Random): void {
    const { id, channel } = hand.send;
    const arrives = mood === "well" || mood === "slow" || (mood === "lies" && dice.chance(0.3));
    const after = dice.int(SECOND, 15 * SECOND);
    if (arrives) this.#stage.queue.in(after, () => this.#post.arrived(hand));
    if (channel === "push" && arrives && dice.chance(0.7))
      this.#stage.queue.in(after + 500, () => this.#post.shown(id));
    if (channel !== "sms" && channel !== "voice") return;
    for (const [ms, receipt] of mood === "lies"
      ? lies(channel, after, dice)
      : truths(channel, after, arrives, mood, dice))
      this.#stage.queue.in(ms, () => this.#post.receipt(receipt.of ?? id, receipt));
  }
}

type Said = [ms: number, receipt: Receipt & { of?: string }];
const said = (ms: number, status: string, errorCode: number | null = null): Said => [ms, { status, errorCode }];

function truths(channel: "sms" | "voice", after: number, arrives: boolean, mood: CarrierMood, dice: Random): Said[] {
  if (mood === "silent") return [];
  if (channel === "voice") {
    const ends = dice.pick(["completed", "completed", "no-answer", "busy"]);
    return [said(SECOND, "ringing"), said(after, "in-progress"), said(after + dice.int(5, 30) * SECOND, ends)];
  }
  const end =
    arrives && dice.chance(0.95)
      ? said(after, "delivered")
      : said(after, "undelivered", dice.pick([30_003, 30_005, 30_008]));
  return [said(900, "sent"), end];
}

/** Late, twice, out of order, about messages that never were, and without end. */
function lies(channel: "sms" | "voice", after: number, dice: Random): Said[] {
  const words =
    channel === "sms"
      ? ["delivered", "queued", "sent", "undelivered", "read", "nonsense"]
      : ["completed", "queued", "in-progress", "ringing", "no-answer"];
  return Array.from({ length: dice.int(1, 8) }, (): Said => {
    const [ms, receipt] = said(
      dice.int(0, dice.pick([after, 20 * MINUTE])),
      dice.pick(words),
      dice.pick([null, null, 30_003]),
    );
    return [ms, dice.chance(0.2) ? { ...receipt, of: "snd_999999" } : receipt];
  });
}

const failed = (change: Partial<Extract<SendResult, { ok: false }>>): SendResult => ({
  ok: false,
  permanent: false,
  code: null,
  message: "the carrier does not answer",
  ...change,
});

function answerOf(mood: CarrierMood, send: Send, dice: Random): { result: SendResult; taken: boolean } {
  const taken: SendResult = { ok: true, providerId: `p_${send.id}` };
  switch (mood) {
    case "refuses":
      return { result: failed({ permanent: true, code: dice.pick(CODES), message: "refused" }), taken: false };
    case "gone":
      return send.channel === "push"
        ? { result: failed({ permanent: true, gone: true, message: "the subscription is gone" }), taken: false }
        : { result: taken, taken: true };
    case "busy":
      return { result: failed({ message: "429", retryAfterMs: dice.pick([1, 20, 3_600]) * SECOND }), taken: false };
    case "fails":
      return { result: failed({ message: dice.pick(["500", "refused connection", "TLS"]) }), taken: false };
    case "slow":
      return { result: failed({ message: "no answer in 10 s" }), taken: dice.chance(0.5) };
    default:
      return { result: taken, taken: true };
  }
}

function addressOf(state: TeamState, send: Send): string | null {
  return contactOf(state, send.user, send.contact)?.address ?? null;
}

function addressOfRoom(state: TeamState, send: Send): string | null {
  const room = roomOf(state, send.contact);
  return room && room.kind !== "email" ? room.sealedUrl : null;
}
