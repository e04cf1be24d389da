import { SECOND } from "../time.ts";
import { CHANNEL_OF } from "../team/config.ts";
import type { Decision } from "../team/decision.ts";
import { settle } from "./claim.ts";
import { pullCall } from "./failover.ts";
import { MAX_ATTEMPTS, NO_RECEIPT } from "./ladder.ts";
import { isFinal, type Send } from "./page.ts";
import { contactOf, memberOf } from "./reach.ts";
import { classifyCode, isDelivered, isUndelivered, rankOf } from "./receipts.ts";
import { messages } from "./rungs.ts";
import { passOnIfUnreachable } from "./steps.ts";

/** What the provider answered to a send. `gone`: the push subscription exists no more. */
export type SendResult =
  | { ok: true; providerId: string | null }
  | { ok: false; permanent: boolean; gone?: boolean; code: number | null; message: string; retryAfterMs?: number };

/** A status callback, raw: the provider's word and error code. */
export type Receipt = { status: string; errorCode: number | null };

/** The carriers' words for a call that came to nothing, as people say them. */
const IN_WORDS: Record<string, string> = { "no-answer": "nobody answered", busy: "the line was busy" };

const FIRST_RETRY = 5 * SECOND;
const LONGEST_RETRY = 60 * SECOND;

/** Records what came of a claimed send, and starts the fail-over where it came to nothing. */
export function onResult(d: Decision, id: string, result: SendResult): void {
  const send = d.state.sends[id];
  if (!send || isFinal(send.state)) return;
  if (result.ok) {
    const receiptDue = send.channel === "sms" && send.about === "down" ? d.now + NO_RECEIPT : null;
    d.emit({ kind: "send.accepted", subject: id, data: { providerId: result.providerId, receiptDue } });
    return;
  }
  const retry = !result.permanent && send.attempts < MAX_ATTEMPTS;
  if (retry) {
    const wait = result.retryAfterMs ?? FIRST_RETRY * 2 ** (send.attempts - 1);
    d.emit({
      kind: "send.retried",
      subject: id,
      data: { due: d.now + Math.min(wait, LONGEST_RETRY), error: result.message },
    });
  } else {
    settle(d, send, "failed", result.message);
  }
  const broken = result.gone
    ? "contact"
    : result.permanent
      ? (classifyCode(result.code).disable ?? (send.channel === "sms" ? "sms" : null))
      : null;
  afterFailure(d, send, broken, result.message);
}

/** What was claimed is not wanted any more. */
export function onWithdrawn(d: Decision, id: string): void {
  const send = d.state.sends[id];
  if (send?.state === "leased") settle(d, send, "cancelled", null);
}

/** Takes a status callback. Callbacks come late, twice and out of order: progress only moves forward. */
export function onReceipt(d: Decision, id: string, receipt: Receipt): void {
  const send = d.state.sends[id];
  if (
    !send ||
    send.channel === "push" ||
    send.channel === "chat" ||
    send.state === "cancelled" ||
    send.state === "skipped"
  )
    return;
  const rank = rankOf(send.channel, receipt.status);
  if (rank === null || rank <= send.rank) return;
  const note = receipt.errorCode === null ? (IN_WORDS[receipt.status] ?? null) : classifyCode(receipt.errorCode).note;
  const state = reached(send.channel, receipt.status);
  d.emit({
    kind: "send.progressed",
    subject: id,
    data: { state, rank, error: state === "failed" ? (note ?? receipt.status) : null },
  });
  if (state === "failed") afterFailure(d, send, classifyCode(receipt.errorCode).disable, note ?? receipt.status);
}

/** An answered call without a key press is no acknowledgement; it is only over. */
function reached(channel: "sms" | "voice", status: string): Send["state"] {
  if (isUndelivered(channel, status)) return "failed";
  if (isDelivered(channel, status)) return "delivered";
  return status === "completed" ? "answered" : "accepted";
}

function afterFailure(d: Decision, send: Send, broken: "sms" | "number" | "contact" | null, reason: string): void {
  if (broken) disable(d, send, broken, reason);
  if (send.channel === "sms") pullCall(d, send);
  if (send.room !== undefined) passOnIfUnreachable(d, send.page);
  if (broken) for (const page of Object.keys(d.state.pages)) passOnIfUnreachable(d, page);
}

/** Takes a broken contact out of use and tells its owner by what is left. */
function disable(d: Decision, send: Send, broken: "sms" | "number" | "contact", reason: string): void {
  if (send.channel === "chat") return;
  const address = contactOf(d.state, send.user, send.contact)?.address;
  for (const contact of memberOf(d.state, send.user)?.contacts ?? []) {
    const same = contact.id === send.contact || (broken === "number" && contact.address === address);
    if (!same || d.state.disabled[contact.id]) continue;
    const channel = CHANNEL_OF[contact.kind];
    d.emit({ kind: "contact.disabled", subject: contact.id, data: { user: send.user, channel, reason } });
  }
  const sends = messages(d.state, send.user, "push", "contact", d.now);
  if (sends.length > 0) d.emit({ kind: "send.added", subject: send.page, data: { sends } });
}

/** A minute passed since the carrier took the SMS, and no word that it arrived. */
export function onMissingReceipt(d: Decision, send: Send): void {
  d.emit({ kind: "send.unconfirmed", subject: send.id, data: {} });
  pullCall(d, send);
}

/** The service worker showed our notification. */
export function onShown(d: Decision, id: string): void {
  const send = d.state.sends[id];
  if (send && send.state !== "opened") d.emit({ kind: "send.shown", subject: id, data: {} });
}

/** STOP or START from a number: the carrier enforces it, so we stop or begin again to count on it. */
export function onOptOut(d: Decision, number: string, out: boolean): void {
  for (const member of d.state.config?.members ?? []) {
    const contact = member.contacts.find((candidate) => candidate.kind === "sms" && candidate.address === number);
    if (!contact) continue;
    const data = { user: member.id, channel: "sms" as const };
    const disabled = d.state.disabled[contact.id] !== undefined;
    if (!out && disabled) d.emit({ kind: "contact.enabled", subject: contact.id, data });
    if (!out || disabled) continue;
    d.emit({ kind: "contact.disabled", subject: contact.id, data: { ...data, reason: "answered STOP" } });
    const ringing = Object.values(d.state.sends).filter((send) => send.contact === contact.id && send.about === "down");
    for (const page of new Set(ringing.map((send) => send.page))) {
      const send = ringing.findLast((candidate) => candidate.page === page);
      if (send) pullCall(d, send);
    }
    for (const page of Object.keys(d.state.pages)) passOnIfUnreachable(d, page);
  }
}
