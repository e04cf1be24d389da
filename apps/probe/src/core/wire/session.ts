import type { CheckContext, Finding } from "../checks/finding.ts";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import { type ConnectTarget, safeConnect } from "../safe-connect.ts";
import { Wire } from "./wire.ts";

/** What all checks of one connection share. */

/**
 * Connects, talks, and closes, whatever happens.
 * @throws CheckFailure of the connection, or what `talk` throws
 */
export async function converse<T>(
  target: ConnectTarget,
  signal: AbortSignal,
  egress: Egress,
  talk: (wire: Wire) => Promise<T>,
): Promise<T> {
  const wire = new Wire(await safeConnect(target, signal, egress), signal, target.tls === "on");
  try {
    return await talk(wire);
  } finally {
    wire.close();
  }
}

/** A passing finding; `value` is what the server answered, if it was asked for one. */
export function passed({ elapsed }: CheckContext, value?: string | null): Finding {
  const shown = value === undefined || value === null ? {} : { value: oneLine(value) };
  return { ok: true, totalMs: elapsed(), retryable: false, ...shown };
}

/** What was asked for could not be seen from here, which is neither up nor down. */
export const unseen = (detail: string, { elapsed }: CheckContext): Finding => ({
  ok: false,
  unknown: true,
  detail,
  totalMs: elapsed(),
  retryable: false,
});

/**
 * What a server said, fit for a sentence: no line breaks, control characters, or marks that turn the text around. It is not
 * cut: the runner does so once secrets are out of it, so what a server said stands at the end of a sentence.
 */
export const oneLine = (text: string): string => text.replace(/\r\n|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ").trim();

/** The value of `{{name}}`. @throws CheckFailure `auth_failed` if the monitor has no such secret */
export function secretOf(reference: string, secrets: CheckContext["secrets"]): string {
  const value = secrets[reference.slice(2, -2)];
  if (value === undefined) throw new CheckFailure("auth_failed", `the secret ${reference} has no value: give it one`);
  return value;
}
