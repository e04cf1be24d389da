import { compileRegex, RegexError } from "@nightbell/shared/check/assert/regex";
import { CheckFailure } from "../failure.ts";
import { concat, EMPTY, fromHex, indexOf, textOf, toHex, utf8 } from "./bytes.ts";
import { oneLine } from "./session.ts";
import type { Wire } from "./wire.ts";

/** Waiting for something in what a server sends: text, bytes, or a linear regular expression. */

export type Pattern = { format: "text" | "hex" | "regex"; value: string };

/** As much is looked through while waiting. */
const MOST_BYTES = 16_384;
/** A server that sends byte by byte must not make us search as often: after so many tries, only when there is half as much again. */
const FREE_TRIES = 20;
const GROWTH = 1.5;
const SHOWN = 60;

/** Where the first match ends in the bytes; −1 if there is none. @throws CheckFailure `expect_mismatch` if the expression is none */
export function matchEnd({ format, value }: Pattern, bytes: Uint8Array): number {
  if (format === "regex") return regexEnd(value, bytes);
  const needle = format === "hex" ? fromHex(value) : utf8(value);
  const at = indexOf(bytes, needle);
  return at === -1 ? -1 : at + needle.length;
}

function regexEnd(source: string, bytes: Uint8Array): number {
  const text = textOf(bytes);
  const match = firstMatch(source, text);
  if (match === null) return -1;
  // Text that was not UTF-8 has lost its measure: then everything is taken.
  return text.includes("\ufffd") ? bytes.length : utf8(text.slice(0, text.indexOf(match) + match.length)).length;
}

/** It was compiled when it was saved, so a fault here is an old one. */
function firstMatch(source: string, text: string): string | null {
  try {
    return compileRegex(source)(text)?.[0] ?? null;
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    throw new CheckFailure("expect_mismatch", `the regular expression cannot be used: ${error.message}`);
  }
}

/**
 * Reads until the pattern is there, and leaves what comes after it.
 * @throws CheckFailure `expect_mismatch` that shows what came instead; the wire's own if nothing came
 */
export async function awaitPattern(wire: Wire, pattern: Pattern): Promise<void> {
  let seen: Uint8Array = EMPTY;
  let searched = 0;
  for (let tries = 0; seen.length < MOST_BYTES; tries++) {
    const { bytes, fault } = await nextBytes(wire);
    seen = concat(seen, bytes);
    if (tries < FREE_TRIES || fault !== null || seen.length >= searched * GROWTH) {
      searched = seen.length;
      const end = matchEnd(pattern, seen);
      if (end !== -1) return wire.unread(seen.subarray(end));
    }
    if (fault !== null) throw seen.length === 0 ? fault : mismatch(pattern, seen);
  }
  throw mismatch(pattern, seen);
}

async function nextBytes(wire: Wire): Promise<{ bytes: Uint8Array; fault: CheckFailure | null }> {
  try {
    const bytes = await wire.some();
    if (bytes !== null) return { bytes, fault: null };
    return {
      bytes: EMPTY,
      fault: new CheckFailure("empty_reply", "the server closed the connection without an answer"),
    };
  } catch (error) {
    if (error instanceof CheckFailure) return { bytes: EMPTY, fault: error };
    throw error;
  }
}

/** What came instead of what was waited for. */
export function mismatch({ format, value }: Pattern, seen: Uint8Array): CheckFailure {
  const got = format === "hex" ? toHex(seen.subarray(0, SHOWN)) : textOf(seen);
  const expected = `${format === "regex" ? "a match of " : ""}"${value.slice(0, SHOWN)}"`;
  return new CheckFailure("expect_mismatch", `expected ${expected}, got "${oneLine(got)}"`);
}

/** The bytes that a step sends. */
export const bytesToSend = (format: "text" | "hex", value: string): Uint8Array =>
  format === "hex" ? fromHex(value) : utf8(value);
