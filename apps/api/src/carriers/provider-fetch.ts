/** How we talk to providers: one call with a deadline, its body always read, so that no connection stays open. */

/** Below the lease of a claimed send (30 s), so that the outcome is known before anybody sends again. */
const TIMEOUT_MS = 10_000;

export type ProviderAnswer = {
  /** 0 when there was no answer; `text` then says why. */
  status: number;
  text: string;
  location: string | null;
  /** From `Retry-After`, in ms. */
  retryAfterMs: number | null;
};

/** Calls a provider. Never throws and follows no redirect: a provider's API has none to offer. */
export async function callProvider(url: string, init: RequestInit): Promise<ProviderAnswer> {
  try {
    const response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return {
      status: response.status,
      text: await response.text(),
      location: response.headers.get("location"),
      retryAfterMs: retryAfter(response.headers.get("retry-after")),
    };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    const text = timedOut ? `no answer within ${TIMEOUT_MS / 1000} s` : "no connection";
    return { status: 0, text, location: null, retryAfterMs: null };
  }
}

/** Seconds, or an HTTP date: RFC 9110 §10.2.3. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** The fields of a JSON object; empty for anything else. */
export function jsonFields(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    // A gateway in between answers in HTML: then the status alone has to do.
    return {};
  }
}
