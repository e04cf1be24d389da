import { Hono } from "hono";
import { timingSafeEqual } from "node:crypto";
import type { Calls } from "./calls.ts";
import { TwilioError } from "./errors.ts";
import type { Messages } from "./messages.ts";
import { isE164, type CallEvent } from "./model.ts";
import { callResource, messageResource } from "./resources.ts";
import type { CarrierState } from "./state.ts";

export type Account = { accountSid: string; authToken: string; numbers: string[] };

const CALL_EVENTS: CallEvent[] = ["initiated", "ringing", "answered", "completed"];

/** Twilio's REST API for one account: `/2010-04-01/Accounts/{Sid}/…` with its checks and error bodies. */
export function createRest(account: Account, state: CarrierState, messages: Messages, calls: Calls): Hono {
  const app = new Hono().basePath("/2010-04-01/Accounts/:account");
  const { accountSid } = account;

  app.use(async (c, next) => {
    checkLogin(account, c.req.header("authorization"));
    if (c.req.param("account") !== accountSid) throw new TwilioError(20404);
    if (c.req.method === "POST" && !isForm(c.req.header("content-type"))) throw new TwilioError(20415);
    await next();
  });

  app.post("/Messages.json", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const to = required(form, "To", 21604);
    const from = required(form, "From", 21603);
    const body = required(form, "Body", 21602);
    if (body.length > 1600) throw new TwilioError(21617);
    if (!isE164(to)) throw new TwilioError(21211);
    if (!account.numbers.includes(from)) throw new TwilioError(21606);
    wholeSeconds(form, "ValidityPeriod", 36_000, 36_000);
    const message = messages.send({ from, to, body, statusCallback: webAddress(form, "StatusCallback", 21609) });
    return c.json(messageResource(accountSid, message), 201);
  });

  app.get("/Messages/:file{SM[0-9a-f]+\\.json}", (c) => {
    const message = state.messages.find(({ sid }) => `${sid}.json` === c.req.param("file"));
    if (!message) throw new TwilioError(20404);
    return c.json(messageResource(accountSid, message));
  });

  app.post("/Calls.json", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const to = required(form, "To", 21201);
    const from = required(form, "From", 21213);
    const url = webAddress(form, "Url", 21205);
    if (url === null) throw new TwilioError(21205);
    if (!isE164(to)) throw new TwilioError(21211);
    if (!account.numbers.includes(from)) throw new TwilioError(21210);
    const call = calls.dial({
      from,
      to,
      url,
      statusCallback: webAddress(form, "StatusCallback", 21609),
      events: callEvents(form),
      timeoutSeconds: wholeSeconds(form, "Timeout", 60, 600),
    });
    return c.json(callResource(accountSid, call), 201);
  });

  const findCall = (file: string) => {
    const call = state.calls.find(({ sid }) => `${sid}.json` === file);
    if (!call) throw new TwilioError(20404);
    return call;
  };

  app.get("/Calls/:file{CA[0-9a-f]+\\.json}", (c) => c.json(callResource(accountSid, findCall(c.req.param("file")))));

  app.post("/Calls/:file{CA[0-9a-f]+\\.json}", async (c) => {
    const { sid } = findCall(c.req.param("file"));
    const status = new URLSearchParams(await c.req.text()).get("Status");
    if (status !== "canceled" && status !== "completed") throw new TwilioError(20001);
    return c.json(callResource(accountSid, await calls.end(sid, status)));
  });

  app.notFound(() => new TwilioError(20404).response());
  app.onError((error) => {
    if (!(error instanceof TwilioError)) console.error("The fake carrier failed:", error);
    return (error instanceof TwilioError ? error : new TwilioError(20500)).response();
  });
  return app;
}

function checkLogin({ accountSid, authToken }: Account, header: string | undefined): void {
  const expected = Buffer.from(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`);
  const given = Buffer.from(header ?? "");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new TwilioError(20003);
}

const isForm = (contentType: string | undefined): boolean =>
  contentType?.split(";", 1)[0]?.trim().toLowerCase() === "application/x-www-form-urlencoded";

function required(form: URLSearchParams, name: string, code: number): string {
  const value = form.get(name);
  if (!value) throw new TwilioError(code);
  return value;
}

function webAddress(form: URLSearchParams, name: string, code: number): string | null {
  const value = form.get(name);
  if (value === null) return null;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw new TwilioError(code);
  return value;
}

function wholeSeconds(form: URLSearchParams, name: string, fallback: number, most: number): number {
  const text = form.get(name);
  if (text === null) return fallback;
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > most) throw new TwilioError(20001);
  return Number(text);
}

/** Without the parameter Twilio reports only the end. Several come as repeated parameters, or as words in one. */
function callEvents(form: URLSearchParams): CallEvent[] {
  const words = form.getAll("StatusCallbackEvent").flatMap((value) => value.split(/\s+/));
  if (words.length === 0) return ["completed"];
  return words.map((word) => {
    const event = CALL_EVENTS.find((known) => known === word);
    if (!event) throw new TwilioError(20001);
    return event;
  });
}
