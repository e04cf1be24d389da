/** Twilio's error texts for the codes that the fake gives by itself or is told to give: spec "oncall" §7. */
const MESSAGES: Record<number, string> = {
  20001: "A parameter is not valid",
  20003: "Authenticate",
  20404: "The requested resource was not found",
  20415: "Unsupported Media Type: send application/x-www-form-urlencoded",
  20429: "Too Many Requests",
  20500: "Internal Server Error",
  20503: "Service Unavailable",
  21201: "No 'To' number is specified",
  21205: "Url parameter is not a valid http or https URL",
  21210: "The 'From' number is not verified to make calls",
  21211: "The 'To' number is not a valid phone number",
  21213: "A 'From' number is required",
  21220: "Call is not in-progress: it cannot be changed",
  21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
  21602: "Message body is required.",
  21603: "A 'From' phone number is required.",
  21604: "A 'To' phone number is required.",
  21606: "The 'From' phone number is not a valid, SMS-capable number of this account",
  21609: "The 'StatusCallback' URL is not a valid http or https URL",
  21610: "Attempt to send to unsubscribed recipient",
  21617: "The concatenated message body exceeds the 1600 character limit",
  30003: "Unreachable destination handset",
  30004: "Message blocked",
  30005: "Unknown destination handset",
  30006: "Landline or unreachable carrier",
  30007: "Message filtered",
  30008: "Unknown error",
  30034: "Message from an unregistered number",
};

const STATUS: Record<number, number> = { 20003: 401, 20404: 404, 20415: 415, 20429: 429, 20500: 500, 20503: 503 };

/** The text that belongs to a code. */
export const errorMessage = (code: number): string => MESSAGES[code] ?? "The request was refused";

/** A refusal of the REST API, answered as Twilio answers it. */
export class TwilioError extends Error {
  readonly code: number;

  constructor(code: number) {
    super(errorMessage(code));
    this.name = "TwilioError";
    this.code = code;
  }

  /** The answer: an HTTP status with Twilio's error body. */
  response(): Response {
    const status = STATUS[this.code] ?? 400;
    const body = {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status,
    };
    return Response.json(body, {
      status,
      headers: status === 401 ? { "WWW-Authenticate": 'Basic realm="Twilio API"' } : {},
    });
  }
}
