import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AppError } from "@nightbell/shared/errors";
import { isRoute } from "@nightbell/shared/ids";
import { callStatus } from "@nightbell/shared/paging/receipts";
import { parseLinkToken } from "@nightbell/shared/team/link-token";
import { settingsOf } from "../env.ts";
import { logLine } from "../http/log.ts";
import { pagerOf, phoneOf, type CarrierBindings } from "./bindings.ts";
import { within } from "./deadline.ts";
import { answerSms } from "./inbound-sms.ts";
import { requireTwilio, type CarrierEnv } from "./signed-form.ts";
import { WEBHOOK_TUNING } from "./twilio.ts";
import { askForKey, sayAndHangUp, smsAnswer, speakCode, twimlResponse } from "./twiml.ts";

/**
 * What carriers and service workers tell us; mounted at `/carrier`. Adapters only: they prove who speaks and hand over.
 * The addresses are made by {@link statusUrl} and {@link voiceUrl}.
 */

/** Where the receipts of a send go. */
export const statusUrl = (publicUrl: string, route: string, send: string): string =>
  `${publicUrl}/carrier/twilio/${route}/status/${send}`;
/** Where a call asks what to say. */
export const voiceUrl = (publicUrl: string, route: string, send: string): string =>
  `${publicUrl}/carrier/twilio/${route}/voice/${send}`;

/** Below the read time-out that we ask of Twilio, so that a caller always hears something. */
const ANSWER_MS = 2500;
const UNREACHED =
  "Nightbell. Something of yours is down, but this call cannot take your answer. Open the link in our message, or reply 1 to it.";
const NO_KEY = "No key was pressed, so nobody has it yet. We keep calling. Goodbye.";

const notFound = (): AppError => new AppError("not_found", "There is nothing at this address.");

function idsOf(params: { route: string; send: string }): { route: string; send: string } {
  if (!isRoute(params.route) || !/^[\w-]{1,64}$/.test(params.send)) throw notFound();
  return params;
}

const number = (text: string | null): number | null => (text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null);

/** Answers a call within the deadline; what goes wrong is logged, and said. */
async function spoken(script: Promise<string>): Promise<Response> {
  try {
    return twimlResponse(await within(ANSWER_MS, script));
  } catch (error) {
    if (error instanceof AppError) throw error;
    logLine({ level: "error", event: "call_unanswered", error: String(error) });
    return twimlResponse(sayAndHangUp(UNREACHED));
  }
}

async function askScript(env: CarrierBindings, route: string, send: string, round: number): Promise<string> {
  const script = await pagerOf(env, route).callScript(send);
  if (!script.ok) throw new AppError(script.code, script.message);
  if (!script.value.gather) return sayAndHangUp(script.value.say);
  const next = `${settingsOf(env).PUBLIC_URL}/carrier/twilio/${route}/gather/${send}?round=${round}${WEBHOOK_TUNING}`;
  return askForKey(script.value.say, next);
}

/** 1 and 2 act; anything else, silence included, is asked once more. */
async function takeKey(
  env: CarrierBindings,
  route: string,
  send: string,
  digit: string,
  round: number,
): Promise<string> {
  if (digit === "1" || digit === "2") {
    const done = await pagerOf(env, route).keypress(send, digit);
    return sayAndHangUp(done.ok ? done.value.say : done.message);
  }
  return round === 1 ? askScript(env, route, send, 2) : sayAndHangUp(NO_KEY);
}

const tooLarge = (): never => {
  throw new AppError("body_too_large", "The body is over 64 kB.");
};

/** The app for `/carrier`. Errors are thrown as AppError for the app it is mounted in. */
export const carrierApp = new Hono<CarrierEnv>()
  .use(bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }))
  .use("/twilio/*", requireTwilio)

  .post("/twilio/sms", async (c) => {
    const { form, env } = { form: c.var.form, env: c.env };
    const sms = { from: form.get("From") ?? "", body: form.get("Body") ?? "", at: Date.now() };
    const text = await answerSms(sms, { phone: (to) => phoneOf(env, to), pager: (route) => pagerOf(env, route) });
    return twimlResponse(smsAnswer(text));
  })

  .post("/twilio/code/:code", (c) => twimlResponse(speakCode(c.req.param("code"))))

  .post("/twilio/:route/status/:send", async (c) => {
    const { route, send } = idsOf(c.req.param());
    const { form } = c.var;
    const call = form.get("CallStatus");
    const status = call === null ? form.get("MessageStatus") : callStatus(call, number(form.get("SipResponseCode")));
    if (status === null)
      throw new AppError("invalid", "A status callback needs MessageStatus or CallStatus.", "MessageStatus");
    await pagerOf(c.env, route).receipt(send, {
      status,
      errorCode: number(form.get("ErrorCode")),
      providerId: form.get("MessageSid") ?? form.get("CallSid") ?? "",
      at: Date.now(),
    });
    return c.body(null, 204);
  })

  .post("/twilio/:route/voice/:send", (c) => {
    const { route, send } = idsOf(c.req.param());
    return spoken(askScript(c.env, route, send, 1));
  })

  .post("/twilio/:route/gather/:send", (c) => {
    const { route, send } = idsOf(c.req.param());
    const round = c.req.query("round") === "1" ? 1 : 2;
    return spoken(takeKey(c.env, route, send, c.var.form.get("Digits") ?? "", round));
  })

  .post("/push/:token/shown", async (c) => {
    const token = c.req.param("token");
    const parsed = parseLinkToken(token);
    if (parsed === null || !(await pagerOf(c.env, parsed.route).pushShown(token))) throw notFound();
    return c.body(null, 204);
  });
