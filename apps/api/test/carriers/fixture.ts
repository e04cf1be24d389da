import { Hono } from "hono";
import type { AssignedCode, PhoneRpc, ResolvedReply } from "@nightbell/shared/team/phone-rpc";
import type { CarrierReceipt, LinkAct, LinkView, PagerRpc, SmsReply } from "@nightbell/shared/team/pager-rpc";
import { AppError, ERROR_STATUS } from "@nightbell/shared/errors";
import { createFakeCarrier, type FakeCarrier } from "@nightbell/testkit/fake-carrier/carrier";
import { createVirtualClock, type VirtualClock } from "@nightbell/testkit/clock";
import { newLinkToken } from "@nightbell/shared/team/link-token";
import { ackLinkApp } from "../../src/carriers/ack-link.ts";
import { carrierApp } from "../../src/carriers/webhooks.ts";

/** The inbound side with both its objects replaced by recorders, and the fake carrier in front. */

export const PUBLIC_URL = "https://app.nightbell.test";
export const ROUTE = "0123456789ab";
export const PHONE = "+436601234567";
export const OURS = "+4319281234";
export const TOKEN = newLinkToken(
  ROUTE,
  Uint8Array.from({ length: 16 }, (_, i) => i),
);

export const settings = {
  ENVIRONMENT: "local" as const,
  PUBLIC_URL,
  PING_BASE: "https://ping.nightbell.test",
  LOCAL_STACK_URL: "",
  DATABASE_URL: "postgresql://nobody:nothing@127.0.0.1/none",
  DATABASE_ENDPOINT: "",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  SECRETS_KEY: "abcdef0123456789abcdef0123456789",
  TWILIO_BASE_URL: "http://127.0.0.1:9",
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "carrier-token",
  TWILIO_FROM: OURS,
  MAIL_BASE_URL: "http://127.0.0.1:9",
  MAIL_API_KEY: "mail-key",
  MAIL_FROM: "Nightbell <bell@nightbell.test>",
  VAPID_PUBLIC_KEY: "unused",
  VAPID_PRIVATE_KEY: "unused",
  VAPID_SUBJECT: "mailto:ops@nightbell.test",
};

export const view = (change: Partial<LinkView> = {}): LinkView => ({
  team: "Acme",
  person: "Ana",
  readOnly: false,
  state: "firing",
  owner: null,
  snoozeUntil: null,
  zone: "Europe/Vienna",
  clock: { now: 1_772_500_632_000, startedAt: 1_772_500_440_000, everyoneAt: 1_772_500_680_000 },
  incidents: [{ title: "db1 prod: HTTP 500 from 3 regions", since: 1_772_500_440_000, endedAt: null }],
  ...change,
});

/** A Team object that knows one send, `sn_1`, and one link; every call is on record. */
export class FakePager implements PagerRpc {
  readonly calls: [string, ...unknown[]][] = [];
  link: LinkView | null = view();
  replyText: string | null = "You have it: db1 prod.";
  broken = false;

  #record(...call: [string, ...unknown[]]): void {
    if (this.broken) throw new Error("the object is gone");
    this.calls.push(call);
  }
  async receipt(send: string, receipt: CarrierReceipt) {
    this.#record("receipt", send, receipt.status, receipt.errorCode, receipt.providerId);
  }
  async callScript(send: string) {
    this.#record("callScript", send);
    if (send !== "sn_1") return { ok: false as const, code: "not_found" as const, message: "unknown" };
    return {
      ok: true as const,
      value: { say: "1 thing is down: <db1> & co. Press 1 to acknowledge, 2 to call everyone.", gather: true },
    };
  }
  async keypress(send: string, digit: "1" | "2") {
    this.#record("keypress", send, digit);
    return { ok: true as const, value: { say: digit === "1" ? "You have it." : "Everyone is called.", gather: false } };
  }
  async smsReply(reply: SmsReply) {
    this.#record("smsReply", reply.from, reply.page, reply.kind);
    return { text: this.replyText };
  }
  async smsOptOut(number: string, out: boolean) {
    this.#record("smsOptOut", number, out);
  }
  async linkPage(token: string) {
    if (this.broken) throw new Error("the object is gone");
    return token === TOKEN ? this.link : null;
  }
  async linkAct(token: string, act: LinkAct) {
    if (token !== TOKEN) return { ok: false as const, code: "not_found" as const, message: "unknown" };
    this.#record("linkAct", token, act);
    if (this.link?.state === "closed")
      return { ok: false as const, code: "already_resolved" as const, message: "already resolved" };
    if (act === "ack")
      this.link = view({ state: "acked", owner: { name: "Ana", you: true, since: 1_772_500_632_000 } });
    return { ok: true as const, value: { text: act === "ack" ? "You have it." : "Everyone is called." } };
  }
  async pushShown(token: string) {
    this.#record("pushShown", token);
    return token === TOKEN;
  }
}

/** A Phone object with fixed answers. */
export class FakePhone implements PhoneRpc {
  readonly calls: [string, ...unknown[]][] = [];
  reply: ResolvedReply = { found: true, route: ROUTE, page: "pg_1", others: [] };
  helps = true;

  async assign(): Promise<AssignedCode> {
    return { code: 10, alone: true };
  }
  async release() {}
  async resolve(code: number | null) {
    this.calls.push(["resolve", code]);
    return this.reply;
  }
  async optOut(out: boolean) {
    this.calls.push(["optOut", out]);
    return [ROUTE, "ba9876543210"];
  }
  async optedOut() {
    return false;
  }
  async help() {
    this.calls.push(["help"]);
    return this.helps;
  }
}

export type Stage = {
  pager: FakePager;
  phone: FakePhone;
  /** Routes and numbers whose objects were asked for. */
  asked: string[];
  carrier: FakeCarrier;
  clock: VirtualClock;
  request(path: string, init?: RequestInit): Promise<Response>;
};

export function stage(): Stage {
  const pager = new FakePager();
  const phone = new FakePhone();
  const asked: string[] = [];
  const named = <T>(object: T) => ({ getByName: (name: string) => (asked.push(name), object) });
  const env = { ...settings, TEAM: named(pager), PHONE: named(phone) };
  const app = new Hono()
    .route("/carrier", carrierApp)
    .route("/i", ackLinkApp)
    .onError((error, c) => {
      const known = error instanceof AppError ? error : new AppError("internal", error.message);
      return c.json({ error: { code: known.code, message: known.message } }, ERROR_STATUS[known.code]);
    });
  const clock = createVirtualClock();
  const carrier = createFakeCarrier({
    accountSid: settings.TWILIO_ACCOUNT_SID,
    authToken: settings.TWILIO_AUTH_TOKEN,
    numbers: [OURS],
    clock,
    inboundUrl: `${PUBLIC_URL}/carrier/twilio/sms`,
    send: async (request) => app.fetch(request, env),
  });
  return {
    pager,
    phone,
    asked,
    carrier,
    clock,
    request: async (path, init) => app.fetch(new Request(PUBLIC_URL + path, init), env),
  };
}
