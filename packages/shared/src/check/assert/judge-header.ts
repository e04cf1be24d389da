import type { HeaderAssertion } from "../spec/parts.ts";
import { compileRegex, RegexError } from "./regex.ts";

/** What is wrong with the first claim about headers that does not hold, as a sentence; null if all hold (spec "checks" §1). */
export function judgeHeaders(
  assertions: readonly HeaderAssertion[],
  valueOf: (name: string) => string | null,
): string | null {
  for (const assertion of assertions) {
    const fault = judgeOne(assertion, valueOf(assertion.name));
    if (fault !== null) return fault;
  }
  return null;
}

function judgeOne({ name, op, value: wanted }: HeaderAssertion, value: string | null): string | null {
  if (op === "absent") return value === null ? null : `the header ${name} is there, and should not be`;
  if (value === null) return `the header ${name} is missing`;
  if (op === "exists") return null;
  if (op === "eq" && value === wanted) return null;
  if (op === "contains" && value.includes(wanted)) return null;
  if (op === "matches") {
    const match = tryMatch(wanted, value);
    if (typeof match === "string") return match;
    if (match) return null;
  }
  return `the header ${name} should be ${op} "${wanted}", and is "${value}"`;
}

function tryMatch(source: string, value: string): boolean | string {
  try {
    return compileRegex(source)(value) !== null;
  } catch (error) {
    if (error instanceof RegexError) return `a claim cannot be read: ${error.message}`;
    throw error;
  }
}
