import type { Carriers } from "@nightbell/shared/actor/ports";
import type { Contact } from "@nightbell/shared/team/config";
import type { Route } from "@nightbell/shared/ids";
import { mailText, pushPayload, smsText } from "@nightbell/shared/paging/message-channels";
import { nameOf } from "@nightbell/shared/paging/messages";
import { incidentsOf, messageOf } from "@nightbell/shared/paging/page-message";
import type { Receipt } from "@nightbell/shared/paging/outcome";
import type { Send } from "@nightbell/shared/paging/page";
import { isWanted } from "@nightbell/shared/paging/claim";
import { contactOf, roomOf } from "@nightbell/shared/paging/reach";
import type { TeamState } from "@nightbell/shared/team/state";
import { phoneOf } from "../carriers/bindings.ts";
import { within } from "../carriers/deadline.ts";
import { sendChat } from "../carriers/chat.ts";
import { sendMail } from "../carriers/mail.ts";
import type { SendResult } from "../carriers/result.ts";
import { fetchStatus, sendSms, startCall } from "../carriers/twilio.ts";
import { sendPush } from "../carriers/web-push.ts";
import { statusUrl, voiceUrl } from "../carriers/webhooks.ts";
import { settingsOf, type Settings } from "../env.ts";
import { logLine } from "../http/log.ts";
import { open } from "../secrets/sealed.ts";
import type { Links } from "./links.ts";

/** A number's object that does not answer by then costs the reply code, never the SMS (spec "oncall" §6). */
const PHONE_ANSWERS_MS = 1_000;

/** Carries out claimed sends: what to say comes from the state, where to say it from the configuration. */
export class Outbox implements Carriers {
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
    if (!send) return null;
    if (send.channel === "chat") return this.#post(state, send, now);
    const contact = contactOf(state, send.user, send.contact);
    if (!contact) return null;
    const answerable = send.channel === "sms" && send.page !== "" && send.about !== "backup";
    const code = answerable ? await this.#code(state, send, contact, now) : null;
    if (!isWanted(current(), id)) return null;
    return this.#hand(current(), send, contact, code, now);
  }

  #hand(state: TeamState, send: Send, contact: Contact, code: number | null, now: number): Promise<SendResult> {
    const settings = this.#settings;
    const token = this.#links.token({ page: send.page, user: send.user });
    const link = send.page === "" ? this.#dashboard(state, send) : `${settings.PUBLIC_URL}/i/${token}`;
    const thread = send.incident ?? send.page;
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
          ackUrl: send.page === "" ? "" : link,
          shownUrl,
        });
        const urgency = send.about === "down" ? "high" : "low";
        return sendPush(settings, { subscription: contact.address, payload, topic: thread || send.about, urgency });
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

  /** Where what belongs to no page that could be acknowledged is shown: a notice leads to its incident, a turn to the rota. */
  #dashboard(state: TeamState, { incident, about, page }: Send): string {
    const [first] = state.pages[page]?.incidents ?? [];
    const known = incident ?? first;
    const personal = about === "shift" ? "on-call" : about === "contact" ? "contacts" : null;
    const path = personal ?? (known === undefined ? "incidents" : `incidents/${known}`);
    return `${this.#settings.PUBLIC_URL}/t/${state.team?.id ?? ""}/${path}`;
  }

  /** A post in a chat room. Whoever reads it there acts in the dashboard: the room is nobody's. */
  async #post(state: TeamState, send: Send, now: number): Promise<SendResult | null> {
    const room = roomOf(state, send.contact);
    if (!room || room.kind === "email") return null;
    const place = { team: state.team?.id ?? "", owner: room.id, name: "url" };
    const url = await open(this.#settings.SECRETS_KEY, place, room.sealedUrl);
    const message = messageOf(state, send, now, null, this.#dashboard(state, send));
    return sendChat(this.#settings, { kind: room.kind, url, message });
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
