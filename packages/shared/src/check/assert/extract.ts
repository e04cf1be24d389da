import type { Extraction } from "../spec/http.ts";
import { JsonPathError, parseJsonPath, valuesAt } from "./json-path.ts";
import { JsonTextError, parseJsonText } from "./json-text.ts";
import { compileRegex, RegexError } from "./regex.ts";

export type ExtractFrom = { text: string; header: (name: string) => string | null };
export type Extracted = { ok: true; value: string } | { ok: false; message: string };

const LONGEST = 4_096;

/** Takes a value out of an answer, for later steps of a flow (spec "checks" §1). `message` is a sentence for a person. */
export function extract({ name, from, expression }: Extraction, answer: ExtractFrom): Extracted {
  try {
    const value = valueOf(from, expression, answer);
    if (value === null) return { ok: false, message: `${name} is not in the answer` };
    return value.length > LONGEST
      ? { ok: false, message: `${name} is longer than ${LONGEST} characters` }
      : { ok: true, value };
  } catch (error) {
    const isKnown = error instanceof JsonPathError || error instanceof JsonTextError || error instanceof RegexError;
    if (isKnown) return { ok: false, message: `${name} cannot be taken from the answer: ${error.message}` };
    throw error;
  }
}

function valueOf(from: Extraction["from"], expression: string, { text, header }: ExtractFrom): string | null {
  if (from === "header") return header(expression);
  if (from === "regex") {
    const groups = compileRegex(expression)(text);
    return groups?.[1] ?? groups?.[0] ?? null;
  }
  const [value] = valuesAt(parseJsonPath(expression), parseJsonText(text));
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
