import { errorMessage } from "./errors.ts";
import type { Call, Message } from "./model.ts";

export const API_VERSION = "2010-04-01";

/** RFC 2822 in UTC, the form of every date in the REST API. @param at epoch ms */
export const rfc2822 = (at: number): string => new Date(at).toUTCString().replace("GMT", "+0000");

const maybeDate = (at: number | null): string | null => (at === null ? null : rfc2822(at));

/** The JSON of a message as Twilio's REST API gives it. */
export function messageResource(accountSid: string, message: Message): Record<string, unknown> {
  const uri = `/${API_VERSION}/Accounts/${accountSid}/Messages/${message.sid}`;
  return {
    account_sid: accountSid,
    api_version: API_VERSION,
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.status === "queued" ? null : rfc2822(message.updatedAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : errorMessage(message.errorCode),
    from: message.from,
    messaging_service_sid: null,
    num_media: "0",
    num_segments: "1",
    price: null,
    price_unit: "USD",
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

/** The JSON of a call as Twilio's REST API gives it. */
export function callResource(accountSid: string, call: Call): Record<string, unknown> {
  return {
    account_sid: accountSid,
    answered_by: null,
    api_version: API_VERSION,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.endedAt ?? call.answeredAt ?? call.createdAt),
    direction: "outbound-api",
    duration: call.endedAt === null ? null : String(durationSeconds(call)),
    end_time: maybeDate(call.endedAt),
    from: call.from,
    price: null,
    price_unit: "USD",
    sid: call.sid,
    start_time: maybeDate(call.answeredAt),
    status: call.status,
    to: call.to,
    uri: `/${API_VERSION}/Accounts/${accountSid}/Calls/${call.sid}.json`,
  };
}

/** Whole seconds from the answer to the end; 0 when nobody answered. */
export const durationSeconds = (call: Call): number =>
  call.answeredAt === null || call.endedAt === null ? 0 : Math.round((call.endedAt - call.answeredAt) / 1000);
