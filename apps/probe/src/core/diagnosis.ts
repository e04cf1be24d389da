import type { Cause } from "@nightbell/shared/check/cause";
import type { Certificate } from "@nightbell/shared/check/protocol";
import { explainRefusal } from "./certificate/explain-refusal.ts";
import { isCloudflare } from "./cloudflare.ts";
import { dial } from "./dial.ts";
import { dnsFault } from "./dns.ts";
import type { Egress } from "./egress.ts";
import { CheckFailure } from "./failure.ts";
import { guardUrl, isLoopbackName } from "./guard.ts";
import { askRaw } from "./http/redirects.ts";

/**
 * What a request without an answer says about its target. `fetch` hides most of it (spec "checks" §5), so names,
 * sockets, certificates and the bare bytes are looked at, in this order, until one tells (§4, second stage).
 */

/** What the request itself showed, and its cause if nothing else can be told. */
const FALLBACK = {
  timeout: "timeout_ttfb",
  lost: "connection_reset",
  platform: "platform_52x",
  opaque: "transport_unknown",
} as const satisfies Record<string, Cause>;
export type Symptom = keyof typeof FALLBACK;

export type Diagnosis = { cause: Cause; detail: string; certificate: Certificate | null };

const FALLBACK_DETAIL: Record<Symptom, string> = {
  timeout: "the server accepts the connection and does not answer in time",
  lost: "the connection broke off before an answer came",
  platform: "the network in front of the server got no good answer from it",
  opaque: "the request failed without a reason we can see",
};

/** A socket that stays silent for so long has no server behind it. */
const SILENCE_MS = 1_500;

type Subject = { url: string; method: string };

/** @param signal what bounds the whole diagnosis; once it has fired, nothing is asked and the symptom speaks */
export async function diagnose(
  subject: Subject,
  symptom: Symptom,
  signal: AbortSignal,
  egress: Egress,
): Promise<Diagnosis> {
  const fallback: Diagnosis = { cause: FALLBACK[symptom], detail: FALLBACK_DETAIL[symptom], certificate: null };
  if (signal.aborted) return fallback;
  try {
    return (await look(subject, symptom, signal, egress)) ?? fallback;
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    // The time was over while we looked: what we were waiting for then says nothing.
    return signal.aborted && error.reason !== "tls_timeout" ? fallback : found(error);
  }
}

const found = ({ reason, message }: CheckFailure, certificate: Certificate | null = null): Diagnosis => ({
  cause: reason,
  detail: message,
  certificate,
});

/** Null if nothing tells. @throws CheckFailure which is the diagnosis */
async function look(
  { url, method }: Subject,
  symptom: Symptom,
  signal: AbortSignal,
  egress: Egress,
): Promise<Diagnosis | null> {
  const { host, port, scheme, addresses, isAddress } = await guardUrl(url, "web", egress, signal);
  const unresolved = isAddress || isLoopbackName(host, egress) ? null : await dnsFault(host, egress, signal);
  if (unresolved !== null) return found(unresolved);
  if (egress.io.resolve === null && addresses.length > 0 && addresses.every(isCloudflare)) return null;
  await openOnce({ host, port }, signal, egress);
  if (scheme === "https") {
    const { failure, certificate } = await explainRefusal({ host, port }, signal, egress);
    // A handshake that cannot be finished only now says nothing of the one before.
    if (failure !== null && !(symptom === "timeout" && failure.reason === "tls_untrusted"))
      return found(failure, certificate);
  }
  if (symptom === "timeout" || symptom === "platform") return null;
  return byBytes({ url, method }, symptom, signal, egress);
}

/** @throws CheckFailure `connect_refused` or `timeout_connect` */
async function openOnce(target: { host: string; port: number }, signal: AbortSignal, egress: Egress): Promise<void> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(SILENCE_MS)]);
  (await dial({ ...target, tls: "off" }, bounded, egress)).close();
}

/** Asks once more by hand, without anything of the user's, and looks at what comes back. */
async function byBytes(
  { url, method }: Subject,
  symptom: Symptom,
  signal: AbortSignal,
  egress: Egress,
): Promise<Diagnosis | null> {
  const request = { url, method: method === "GET" ? "GET" : "HEAD", headers: {}, body: null };
  const answer = await askRaw(request, signal, egress);
  await answer.body?.cancel();
  if (symptom === "lost") return null;
  return { cause: "protocol_error", detail: "the answer breaks the rules of HTTP", certificate: null };
}
