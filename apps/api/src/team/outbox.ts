import type { Contact } from "@nightbell/shared/team/config";
import type { Route } from "@nightbell/shared/ids";
import { mailText, pushPayload, smsText } from "@nightbell/shared/paging/message-channels";
import { nameOf } from "@nightbell/shared/paging/messages";
import { incidentsOf, messageOf } from "@nightbell/shared/paging/page-message";
import type { Receipt } from "@nightbell/shared/paging/outcome";
import type { Send } from "@nightbell/shared/paging/page";
import { contactOf } from "@nightbell/shared/paging/reach";
import type { TeamState } from "@nightbell/shared/team/state";
import { phoneOf } from "../carriers/bindings.ts";
import { within } from "../carriers/deadline.ts";
import { sendMail } from "../carriers/mail.ts";
import type { SendResult } from "../carriers/result.ts";
import { fetchStatus, sendSms, startCall } from "../carriers/twilio.ts";
import { sendPush } from "../carriers/web-push.ts";
import { statusUrl, voiceUrl } from "../carriers/webhooks.ts";
import { settingsOf, type Settings } from "../env.ts";
import { logLine } from "../http/log.ts";
import type { Links } from "./links.ts";

/** A number's object that does not answer by then costs the reply code, never the SMS (spec "oncall" §6). */
const PHONE_ANSWERS_MS = 1_000;

/** Carries out claimed sends: what to say comes from the state, where to say it from the configuration. */
export class Outbox {
  readonly #env: Env;
  readonly #settings: Settings;
  readonly #route: Route;
  readonly #links: Links;

  constructor(env: Env, route: Route, links: Links) {
    this.#env = env;
    this.#settings = settingsOf(env);
    this.#route = route;
    this.#links = links;
  }

  /**
   * Sends what was claimed. Null when it turned out to be no longer wanted.
   * @param current the state at the moment it is asked: acks arrive while we wait for others
   */
  async deliver(id: string, current: () => TeamState, now: number): Promise<SendResult | null> {
    const state = current();
    const send = state.sends[id];
    const contact = send && contactOf(state, send.user, send.contact);
    if (!send || !contact) return null;
    const code = send.channel === "sms" && send.page !== "" ? await this.#code(state, send, contact, now) : null;
    if (!isWanted(current(), id)) return null;
    return this.#hand(current(), send, contact, code, now);
  }

  #hand(state: TeamState, send: Send, contact: Contact, code: number | null, now: number): Promise<SendResult> {
    const settings = this.#settings;
    const token = this.#links.token({ page: send.page, user: send.user });
    const { incident } = send;
    // A notice belongs to no page that could be acknowledged: it leads to its incident.
    const link =
      incident === undefined
        ? `${settings.PUBLIC_URL}/i/${token}`
        : `${settings.PUBLIC_URL}/t/${state.team?.id ?? ""}/incidents/${incident}`;
    const thread = incident ?? send.page;
    const message = messageOf(state, send, now, code, link);
    switch (contact.kind) {
      case "sms":
        return sendSms(settings, {
          to: contact.address,
          body: smsText(message),
          callbackUrl: statusUrl(settings.PUBLIC_URL, this.#route, send.id),
        });
      case "voice":
        return startCall(settings, {
          to: contact.address,
          twimlUrl: voiceUrl(settings.PUBLIC_URL, this.#route, send.id),
          callbackUrl: statusUrl(settings.PUBLIC_URL, this.#route, send.id),
        });
      case "webpush": {
        const shownUrl = `${settings.PUBLIC_URL}/carrier/push/${token}/shown`;
        const payload = pushPayload(message, {
          tag: thread,
          url: link,
          ackUrl: incident === undefined ? link : "",
          shownUrl,
        });
        const urgency = send.about === "down" ? "high" : "low";
        return sendPush(settings, { subscription: contact.address, payload, topic: thread || "contact", urgency });
      }
      case "email":
        return sendMail(settings, {
          to: contact.address,
          ...mailText(message),
          key: `${this.#route}-${send.id}`,
          thread,
        });
    }
  }

  /** The reply code of this page on that number; null where a bare digit is enough, or the number's object is silent. */
  async #code(state: TeamState, send: Send, contact: Contact, now: number): Promise<number | null> {
    const page = state.pages[send.page];
    const [first] = page ? incidentsOf(state, page) : [];
    const label = first ? nameOf(first) : "";
    try {
      const assigned = await within(
        PHONE_ANSWERS_MS,
        phoneOf(this.#env, contact.address).assign({ route: this.#route, page: send.page, label }, now),
      );
      return assigned.alone ? null : assigned.code;
    } catch (error) {
      logLine({ level: "warn", event: "phone_silent", error: String(error) });
      return null;
    }
  }

  /** Asks the carrier itself how an SMS stands whose receipt did not come; null when it cannot say. */
  async poll(send: Send): Promise<Receipt | null> {
    return send.providerId === null ? null : fetchStatus(this.#settings, "sms", send.providerId);
  }

  /** Frees the reply codes of a page that closed. */
  async release(state: TeamState, page: string): Promise<void> {
    const people = state.pages[page]?.paged ?? [];
    const numbers = people.flatMap((user) => state.config?.members.find(({ id }) => id === user)?.contacts ?? []);
    const sms = numbers.filter(({ kind }) => kind === "sms");
    await Promise.all(sms.map(({ address }) => phoneOf(this.#env, address).release(this.#route, page)));
  }
}

/** An ack or a close between claim and call withdraws a page, but no other message. */
function isWanted(state: TeamState, id: string): boolean {
  const send = state.sends[id];
  if (!send || send.state !== "leased") return false;
  if (send.about !== "down") return true;
  const page = state.pages[send.page];
  return page?.state === "firing" && page.gen === send.gen;
}
