import { RE2JS } from "re2js";

/** Regular expressions in linear time: RE2's syntax, no back-references or look-around (spec "checks" §1). */

const MAX_SOURCE = 200;
const MAX_PROGRAM = 5_000;

/** A compiled expression: the match and its groups, or null. */
export type Regex = (text: string) => (string | null)[] | null;

/** Not an expression we run; the message says why. */
export class RegexError extends Error {}

/** @throws RegexError if it is too long, too large once repetitions are written out, or not of RE2's syntax */
export function compileRegex(source: string): Regex {
  if (source.length > MAX_SOURCE) throw new RegexError(`longer than ${MAX_SOURCE} characters`);
  const pattern = compiled(source);
  if (pattern.programSize() > MAX_PROGRAM) throw new RegexError("too many repetitions inside repetitions");
  return (text) => {
    const matcher = pattern.matcher(text);
    if (!matcher.find()) return null;
    return Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? null);
  };
}

function compiled(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    throw new RegexError(error instanceof Error ? error.message : "not a regular expression");
  }
}
