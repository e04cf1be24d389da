import { connect } from "cloudflare:sockets";
import { isInRanges } from "@nightbell/shared/check/address";
import type { Cause } from "@nightbell/shared/check/protocol";
import { guard, type Egress } from "./safe-fetch.ts";

/**
 * What a failed request says about its target. `fetch` hides most of it (spec "checks" §5), so a plain socket is tried
 * after a timeout or an opaque error. What cannot be known stays `transport_unknown` or a timeout.
 */

/** https://www.cloudflare.com/ips/: the platform refuses sockets to these, which would look like the target's refusal. */
const CLOUDFLARE =
  "173.245.48.0/20 103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 141.101.64.0/18 108.162.192.0/18 190.93.240.0/20 188.114.96.0/20 " +
  "197.234.240.0/22 198.41.128.0/17 162.158.0.0/15 104.16.0.0/13 104.24.0.0/14 172.64.0.0/13 131.0.72.0/22 " +
  "2400:cb00::/32 2606:4700::/32 2803:f800::/32 2405:b500::/32 2405:8100::/32 2a06:98c0::/29 2c0f:f248::/32";
const SOCKET_MS = 1_500;
const REFUSAL_MS = 1_000;

/** True for errors after which a fresh connection may well succeed. */
export function isRetryable(error: unknown): boolean {
  return (
    (error instanceof Error && "retryable" in error && error.retryable === true) ||
    /network connection lost/i.test(String(error))
  );
}

/** The cause of a failed body: the bytes do not decode, or there are too few. */
export const bodyCause = (error: unknown): Cause =>
  /decompression|decod/i.test(String(error)) ? "decode_error" : "body_incomplete";

/** What the request itself showed, and its cause if the socket adds nothing. */
const FALLBACK = {
  timeout: "timeout_ttfb",
  lost: "connection_reset",
  platform: "platform_52x",
  opaque: "transport_unknown",
} as const;
export type Symptom = keyof typeof FALLBACK;

/** The cause of a request that got no answer from its target; takes up to 1.5 s more. */
export async function diagnose(url: string, symptom: Symptom, egress: Egress): Promise<Cause> {
  const fallback = FALLBACK[symptom];
  const target = await guard(url, egress).catch(() => null);
  if (
    target === null ||
    (target.addresses.length > 0 && target.addresses.every((address) => isInRanges(address, CLOUDFLARE)))
  )
    return fallback;
  const { outcome, afterMs } = await trySocket(target.host, target.port);
  if (outcome === "silent") return "timeout_connect";
  if (outcome === "open") return symptom === "opaque" && target.scheme === "http" ? "protocol_error" : fallback;
  if (symptom === "timeout") return "timeout_connect";
  // A bad name fails in the same way, so a refusal is only believed where the address is known.
  const isKnown = target.addresses.length > 0 || egress.allowLoopback;
  return isKnown && afterMs <= REFUSAL_MS ? "connect_refused" : fallback;
}

async function trySocket(
  hostname: string,
  port: number,
): Promise<{ outcome: "open" | "error" | "silent"; afterMs: number }> {
  const started = performance.now();
  const done = new AbortController();
  const socket = connect({ hostname, port });
  // `closed` rejects along with `opened`; its error is the same one.
  socket.closed.catch(() => undefined);
  const outcome = await Promise.race([
    socket.opened.then(
      () => "open" as const,
      () => "error" as const,
    ),
    scheduler.wait(SOCKET_MS, { signal: done.signal }).then(
      () => "silent" as const,
      () => "silent" as const,
    ),
  ]);
  done.abort();
  if (outcome !== "error") socket.close().catch(() => undefined);
  return { outcome, afterMs: performance.now() - started };
}
