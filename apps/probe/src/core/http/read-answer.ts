import type { CheckContext } from "../checks/finding.ts";
import { longestSecret } from "../secrets.ts";
import { bodyCause, isRetryable } from "../transport-error.ts";
import type { Answer } from "./answer.ts";
import { BODY_LIMIT, drain, EXCERPT_LIMIT, newReading, type Reading } from "./body.ts";
import { charsetOf, decoderOf, META_WINDOW } from "./charset.ts";
import { bodyFault, needsText, type Expectations, type Fault } from "./judge-answer.ts";
import { joined, PageText } from "./page-text.ts";

/** How long we wait for the start of an error page, which is evidence only. */
const EXCERPT_MS = 1_000;

/** The start of an error page, decoded. It is evidence only, so it may be missing. */
export async function readExcerpt(
  { body, headers }: Answer,
  secrets: readonly string[],
): Promise<{ page: string; bytes: number }> {
  const reading = newReading();
  const excerptLimit = excerptBytes(secrets);
  const reads = drain(body, reading, { limit: excerptLimit, excerptLimit }, () => undefined).catch(() => undefined);
  const enough = Promise.withResolvers<void>();
  const timer = setTimeout(enough.resolve, EXCERPT_MS);
  await Promise.race([reads, enough.promise]);
  clearTimeout(timer);
  return { page: decoded(reading, headers), bytes: reading.bytes };
}

/** Enough that a secret at the end of the excerpt is whole, and can be hidden. */
const excerptBytes = (secrets: readonly string[]): number => EXCERPT_LIMIT + longestSecret(secrets);

function decoded({ excerpt }: Reading, headers: Headers): string {
  const start = joined(excerpt, Number.POSITIVE_INFINITY);
  return decoderOf(charsetOf(headers.get("content-type"), start.subarray(0, META_WINDOW))).decode(start);
}

export type Page = {
  fault: Fault | null;
  /** Only if it is wanted. */
  text: string;
  bytes: number;
  truncated: boolean;
  /** The body broke off, and a fresh connection may well succeed. */
  isRetryable: boolean;
  /** Its start, for evidence. */
  excerpt: () => string;
};

type PageOptions = { spec: Expectations; keepText: boolean; secrets: readonly string[]; context: CheckContext };

/** Reads the body, at most 256 kB of it, and judges it. */
export async function readPage(
  { body, headers }: Answer,
  { spec, keepText, secrets, context }: PageOptions,
): Promise<Page> {
  const reading = newReading();
  const keywords = [...spec.keywordsPresent, ...spec.keywordsAbsent];
  const wanted = { keywords, ignoreCase: spec.ignoreCase, text: keepText || needsText(spec) };
  const page = new PageText(wanted, headers.get("content-type"));
  const limits = { limit: BODY_LIMIT, excerptLimit: excerptBytes(secrets) };
  const broken = await drain(body, reading, limits, (chunk) => page.push(chunk)).then(
    () => null,
    (error: unknown) => ({
      fault: brokenOff(error, context.signal, reading),
      isRetryable: !context.signal.aborted && isRetryable(error),
    }),
  );
  const { bytes, truncated } = reading;
  const { text, missing } = page.finish();
  return {
    fault: bodyFault(spec, { text, missing, truncated, broken: broken?.fault ?? null }),
    text,
    bytes,
    truncated,
    isRetryable: broken?.isRetryable ?? false,
    excerpt: () => decoded(reading, headers),
  };
}

function brokenOff(error: unknown, deadline: AbortSignal, { bytes }: Reading): Fault {
  if (deadline.aborted)
    return { cause: "timeout_body", detail: `the page did not arrive in time (${bytes} bytes did)` };
  const cause = bodyCause(error);
  return {
    cause,
    detail: cause === "decode_error" ? "the page cannot be decompressed" : `the page broke off after ${bytes} bytes`,
  };
}
