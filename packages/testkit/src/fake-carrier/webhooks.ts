import { randomUUID } from "node:crypto";
import { signTwilioRequest } from "./signature.ts";

export type Fetch = (request: Request) => Promise<Response>;

/** One request the carrier made, for tests and for the eyes of a developer. */
export type WebhookRecord = { url: string; params: Record<string, string>; outcome: number | string };

export interface Webhooks {
  /**
   * Posts a signed form to a webhook of the customer, with Twilio's timeouts and retries.
   * @returns the last answer and its body, or null when nobody answered; never rejects
   */
  post(url: string, params: Record<string, string>): Promise<{ response: Response; body: string } | null>;
  /** The latest 500 attempts, oldest first. */
  readonly records: readonly WebhookRecord[];
}

const KEPT = 500;

/**
 * Twilio's connection overrides in a url's fragment: `rc` retries (default 1), `rp` what to retry on (default
 * connection errors), `rt` read timeout in ms (default 15,000).
 */
function overrides(url: URL): { retries: number; policies: string[]; readTimeoutMs: number } {
  const given = new URLSearchParams(url.hash.slice(1));
  return {
    retries: Math.min(5, Number(given.get("rc") ?? 1)),
    policies: (given.get("rp") ?? "ct").split(","),
    readTimeoutMs: Math.min(15_000, Number(given.get("rt") ?? 15_000)),
  };
}

function mustRetry(policies: string[], outcome: number | string): boolean {
  if (typeof outcome === "string")
    return policies.some((policy) => policy === "ct" || policy === "rt" || policy === "all");
  if (outcome < 400) return false;
  return policies.includes("all") || policies.includes(outcome < 500 ? "4xx" : "5xx");
}

/** @param send how requests leave: `fetch`, or a test's router */
export function createWebhooks(authToken: string, send: Fetch): Webhooks {
  const records: WebhookRecord[] = [];

  async function attempt(url: string, params: Record<string, string>, timeoutMs: number, token: string) {
    const request = new Request(url, {
      method: "POST",
      headers: {
        "X-Twilio-Signature": signTwilioRequest(authToken, url, Object.entries(params)),
        "I-Twilio-Idempotency-Token": token,
        "User-Agent": "TwilioProxy/1.1",
        Accept: "*/*",
      },
      body: new URLSearchParams(params),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const response = await send(request);
    return { response, body: await response.text() };
  }

  return {
    records,
    async post(address, params) {
      const parsed = new URL(address);
      const { retries, policies, readTimeoutMs } = overrides(parsed);
      const url = address.split("#", 1)[0] ?? address;
      const token = randomUUID();
      let answer: { response: Response; body: string } | null = null;
      for (let attempts = 0; attempts <= retries; attempts++) {
        let outcome: number | string;
        try {
          answer = await attempt(url, params, readTimeoutMs, token);
          outcome = answer.response.status;
        } catch (error) {
          outcome = String(error);
        }
        records.push({ url, params, outcome });
        if (records.length > KEPT) records.shift();
        if (!mustRetry(policies, outcome)) break;
      }
      return answer;
    },
  };
}
