import type { JsonAssertion } from "../spec/parts.ts";
import { JsonPathError, parseJsonPath, valuesAt } from "./json-path.ts";
import { JsonTextError, parseJsonText } from "./json-text.ts";
import { compileRegex, RegexError } from "./regex.ts";

/** Claims about places in a JSON text (spec "checks" §1). */

/**
 * What is wrong with the first claim that does not hold, as a sentence for a person; null if all hold. Where a path finds
 * several values, one that satisfies is enough; for `ne` and `absent`, none may contradict. About nothing only `absent` holds.
 */
export function judgeJson(assertions: readonly JsonAssertion[], text: string): string | null {
  if (assertions.length === 0) return null;
  try {
    const root = parseJsonText(text);
    for (const assertion of assertions) {
      const fault = judgeOne(assertion, valuesAt(parseJsonPath(assertion.path), root));
      if (fault !== null) return fault;
    }
    return null;
  } catch (error) {
    if (error instanceof JsonTextError) return `the answer cannot be read as JSON: ${error.message}`;
    if (error instanceof JsonPathError || error instanceof RegexError)
      return `a claim cannot be read: ${error.message}`;
    throw error;
  }
}

/** Why a claim cannot be made, as a sentence; null if it can. For telling at save. */
export function jsonAssertionFault({ path, op, value }: JsonAssertion): string | null {
  try {
    parseJsonPath(path);
    if (op === "matches") compileRegex(typeof value === "string" ? value : "");
  } catch (error) {
    if (error instanceof JsonPathError || error instanceof RegexError) return error.message;
    throw error;
  }
  if (op === "type" && !TYPES.includes(String(value))) return `a type is one of ${TYPES.join(", ")}`;
  if (op === "matches" && (typeof value !== "string" || value === "")) return "write the regular expression";
  return ORDER[op] !== undefined && typeof value !== "number" ? "only numbers are compared by size" : null;
}

const TYPES = ["string", "number", "boolean", "null", "object", "array"];

const ORDER: Partial<Record<JsonAssertion["op"], (a: number, b: number) => boolean>> = {
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
};

function judgeOne(assertion: JsonAssertion, found: readonly unknown[]): string | null {
  const { path, op } = assertion;
  if (op === "absent") return found.length === 0 ? null : `${path} is there, and should not be`;
  if (found.length === 0) return `${path} is not in the answer`;
  if (op === "exists") return null;
  const holds =
    op === "ne"
      ? found.every((value) => holdsFor(assertion, value))
      : found.some((value) => holdsFor(assertion, value));
  return holds ? null : `${path} should be ${op} ${JSON.stringify(assertion.value)}, and is ${shown(found)}`;
}

function holdsFor({ op, value: wanted }: JsonAssertion, value: unknown): boolean {
  switch (op) {
    case "eq":
      return value === wanted;
    case "ne":
      return value !== wanted;
    case "contains":
      if (Array.isArray(value)) return value.includes(wanted);
      return typeof value === "string" && value.includes(String(wanted));
    case "matches":
      return typeof value === "string" && compileRegex(String(wanted))(value) !== null;
    case "type":
      return typeOf(value) === wanted;
    default:
      return typeof value === "number" && typeof wanted === "number" && (ORDER[op]?.(value, wanted) ?? true);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

const shown = (found: readonly unknown[]): string => JSON.stringify(found.length === 1 ? found[0] : found);
