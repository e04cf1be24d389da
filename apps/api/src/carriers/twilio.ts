import { callStatus, classifyCode } from "@nightbell/shared/paging/receipts";
import type { Settings } from "../env.ts";
import { callProvider, jsonFields, type ProviderAnswer } from "./provider-fetch.ts";
import { temporary, type SendResult } from "./result.ts";

/** Twilio's REST API, as far as paging needs it: spec "oncall" §7, "Twilio". Nothing here throws. */

export type TwilioSettings = Pick<
  Settings,
  "TWILIO_BASE_URL" | "TWILIO_ACCOUNT_SID" | "TWILIO_AUTH_TOKEN" | "TWILIO_FROM" | "PUBLIC_URL"
>;

/** Twilio's own default is ten hours; a page that old only misleads. */
const VALIDITY_SECONDS = 300;
const RING_SECONDS = 40;
const CALL_EVENTS = ["initiated", "ringing", "answered", "completed"];

/** Connection overrides: read time-out 3 s, three retries whatever the failure. Twilio strips them from the request. */
export const WEBHOOK_TUNING = "#rc=3&rp=all&rt=3000";

/**
 * Sends an SMS.
 * @param input.to E.164; `callbackUrl` gets the receipts
 */
export function sendSms(
  env: TwilioSettings,
  input: { to: string; body: string; callbackUrl: string; validitySeconds?: number },
): Promise<SendResult> {
  return create(env, "Messages", [
    ["To", input.to],
    ["From", env.TWILIO_FROM],
    ["Body", input.body],
    ["StatusCallback", input.callbackUrl + WEBHOOK_TUNING],
    ["ValidityPeriod", String(input.validitySeconds ?? VALIDITY_SECONDS)],
  ]);
}

/**
 * Starts a call. Twilio asks `twimlUrl` what to say once somebody answers.
 * @param input.ringSeconds how long it rings
 */
export function startCall(
  env: TwilioSettings,
  input: { to: string; twimlUrl: string; callbackUrl: string; ringSeconds?: number },
): Promise<SendResult> {
  return create(env, "Calls", [
    ["To", input.to],
    ["From", env.TWILIO_FROM],
    ["Url", input.twimlUrl + WEBHOOK_TUNING],
    ["StatusCallback", input.callbackUrl + WEBHOOK_TUNING],
    ...CALL_EVENTS.map((event): [string, string] => ["StatusCallbackEvent", event]),
    ["Timeout", String(input.ringSeconds ?? RING_SECONDS)],
  ]);
}

/** Calls a number and reads a verification code out, twice. Nothing is reported back. */
export function callWithCode(env: TwilioSettings, input: { to: string; code: string }): Promise<SendResult> {
  return create(env, "Calls", [
    ["To", input.to],
    ["From", env.TWILIO_FROM],
    ["Url", `${env.PUBLIC_URL}/carrier/twilio/code/${encodeURIComponent(input.code)}${WEBHOOK_TUNING}`],
    ["Timeout", String(RING_SECONDS)],
  ]);
}

export type ProviderStatus = { status: string; errorCode: number | null };

/** Asks how a message or call stands, for receipts that did not come. Null when Twilio cannot say. */
export async function fetchStatus(
  env: TwilioSettings,
  kind: "sms" | "voice",
  sid: string,
): Promise<ProviderStatus | null> {
  const url = resource(env, `${kind === "sms" ? "Messages" : "Calls"}/${encodeURIComponent(sid)}`);
  const answer = await callProvider(url, { headers: { authorization: basicAuth(env) } });
  const { status, error_code: code } = jsonFields(answer.text);
  if (answer.status !== 200 || typeof status !== "string") return null;
  return { status: callStatus(status, null), errorCode: typeof code === "number" ? code : null };
}

const resource = (env: TwilioSettings, path: string): string =>
  `${env.TWILIO_BASE_URL}/2010-04-01/Accounts/${env.TWILIO_ACCOUNT_SID}/${path}.json`;

const basicAuth = (env: TwilioSettings): string =>
  `Basic ${btoa(`${env.TWILIO_ACCOUNT_SID}:${env.TWILIO_AUTH_TOKEN}`)}`;

async function create(env: TwilioSettings, kind: "Messages" | "Calls", form: [string, string][]): Promise<SendResult> {
  return toResult(
    await callProvider(resource(env, kind), {
      method: "POST",
      headers: { authorization: basicAuth(env), "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    }),
  );
}

function toResult(answer: ProviderAnswer): SendResult {
  const { sid, status, code } = jsonFields(answer.text);
  if (answer.status === 0) return temporary(`The carrier cannot be reached: ${answer.text}.`);
  if (answer.status === 201 && typeof sid === "string")
    return { ok: true, providerId: sid, status: typeof status === "string" ? status : "queued" };
  const number = typeof code === "number" ? code : null;
  const { disable, note } = classifyCode(number);
  const message = number === null ? `The carrier answered ${answer.status}.` : note;
  // Whatever is not the number's own fault is ours or the carrier's: it must not cost a contact.
  return disable === null
    ? temporary(message, number, answer.retryAfterMs)
    : { ok: false, permanent: true, code: number, message };
}
