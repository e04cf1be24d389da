import type { Cause } from "@nightbell/shared/check/cause";
import type { HttpSpec } from "@nightbell/shared/check/spec/http";
import { judgeHeaders } from "@nightbell/shared/check/assert/judge-header";
import { judgeJson } from "@nightbell/shared/check/assert/judge-json";
import { compileRegex, RegexError } from "@nightbell/shared/check/assert/regex";
import { isExpected } from "@nightbell/shared/check/assert/status";
import type { Answer } from "./answer.ts";
import { blockerOf } from "./blocked.ts";
import type { Hop } from "./redirects.ts";

/** What an answer must be like, and what is wrong with one that is not (spec "checks" §1 and §4). */

export type Expectations = Pick<
  HttpSpec,
  "expectedStatus" | "keywordsPresent" | "keywordsAbsent" | "ignoreCase" | "bodyRegex" | "json" | "headerAssertions"
>;
export type Fault = { cause: Cause; detail: string };

const SWITCHING = 101;
const TOO_MANY_REQUESTS = 429;

/** @param page the start of the body, for a firewall's marks */
export function statusFault({ status, headers }: Omit<Answer, "body">, expected: string, page: string): Fault | null {
  if (status === SWITCHING)
    return { cause: "protocol_error", detail: "the server switched protocols without being asked" };
  if (isExpected(status, expected)) return null;
  // Made by the network in front of the target, not by the target itself (spec "checks" §5).
  if ((status >= 520 && status <= 527) || status === 530)
    return {
      cause: "platform_52x",
      detail: `status ${status}: the network in front of the server got no good answer from it`,
    };
  const blocker = blockerOf({ status, headers }, page);
  if (blocker !== null) {
    const detail = `status ${status}: blocked, it seems, by ${blocker}. Allow our user agent or a secret header there`;
    return { cause: "blocked_by_target", detail };
  }
  if (status === TOO_MANY_REQUESTS) {
    const after = headers.get("retry-after");
    const detail = `status 429: too many requests${after === null ? "" : `, to be asked again after ${after}`}`;
    return { cause: "rate_limited_by_target", detail };
  }
  return { cause: "http_status", detail: `status ${status} instead of ${expected}` };
}

/** A redirect that was not followed is named, because its status alone puzzles. */
export function withoutRedirect(fault: Fault, { status, headers }: Omit<Answer, "body">, hops: readonly Hop[]): Fault {
  const location = headers.get("location");
  if (fault.cause !== "http_status" || status < 300 || status > 399 || location === null) return fault;
  const after = hops.length === 0 ? "" : ` after ${hops.length} redirects`;
  return { ...fault, detail: `${fault.detail}${after}: it redirects to ${location}` };
}

export function headerFault({ headerAssertions }: Expectations, headers: Headers): Fault | null {
  const detail = judgeHeaders(headerAssertions, (name) => headers.get(name));
  return detail === null ? null : { cause: "header", detail };
}

/** Whether the whole text is needed, not only its keywords. */
export const needsText = ({ bodyRegex, json }: Expectations): boolean => bodyRegex !== null || json.length > 0;

export type SeenBody = {
  text: string;
  missing: ReadonlySet<string>;
  truncated: boolean;
  /** Why the body broke off; null if it did not. */
  broken: Fault | null;
};

/** What was not seen in a body that broke off is unknown, so the cause is then the body's; what was seen counts. */
export function bodyFault(expected: Expectations, { text, missing, truncated, broken }: SeenBody): Fault | null {
  const where = truncated ? "in the first 256 kB of the page" : "on the page";
  const forbidden = expected.keywordsAbsent.find((word) => !missing.has(word));
  if (forbidden !== undefined) return { cause: "keyword_present", detail: `"${forbidden}" is ${where}` };
  if (broken !== null) return broken;
  const absent = expected.keywordsPresent.find((word) => missing.has(word));
  if (absent !== undefined) return { cause: "keyword_missing", detail: `"${absent}" is not ${where}` };
  return regexFault(expected.bodyRegex, text, where) ?? jsonFault(expected, text);
}

function regexFault(source: string | null, text: string, where: string): Fault | null {
  if (source === null) return null;
  try {
    const isMatch = compileRegex(source)(text) !== null;
    return isMatch ? null : { cause: "regex", detail: `nothing ${where} matches ${source}` };
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return { cause: "regex", detail: `the regular expression cannot be read: ${error.message}` };
  }
}

function jsonFault({ json }: Expectations, text: string): Fault | null {
  const detail = judgeJson(json, text);
  return detail === null ? null : { cause: "json", detail };
}
