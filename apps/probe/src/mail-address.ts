import type { PingTarget } from "@nightbell/shared/heartbeat/ping";
import { isPingId } from "@nightbell/shared/ids";
import { isKey, isSlug } from "./ping-url.ts";

/** Whom an e-mail ping is for: `<uuid>@DOMAIN` or `<key>+<slug>@DOMAIN`. Spec "heartbeats" §3. */
export type MailTarget = { ok: true; target: PingTarget } | { ok: false; reason: string };

/**
 * Reads an envelope recipient; mail servers may change its case. The reasons are SMTP texts without the code 550.
 * @param domain where e-mail pings arrive; empty if nowhere
 */
export function mailTarget(recipient: string, domain: string): MailTarget {
  const at = recipient.lastIndexOf("@");
  const [mailbox, host] = [recipient.slice(0, Math.max(0, at)).toLowerCase(), recipient.slice(at + 1).toLowerCase()];
  if (domain === "" || at < 0 || host !== domain.toLowerCase())
    return { ok: false, reason: "5.1.1 Recipient rejected" };
  if (isPingId(mailbox)) return { ok: true, target: { kind: "id", pingId: mailbox } };
  const [key = "", slug = "", ...more] = mailbox.split("+");
  if (!isKey(key) || !isSlug(slug) || more.length > 0) return { ok: false, reason: "5.1.1 Invalid mailbox" };
  return { ok: true, target: { kind: "slug", key, slug, create: false } };
}
