/** What a text field holds, and what it stands for. */

/** A number field's content; an empty one is "". */
export type Typed = number | string;

/** An empty number field is no number; the schema says so at its field. */
export const numberOf = (typed: Typed): number => (typed === "" ? Number.NaN : Number(typed));

/** Milliseconds of a field in seconds; NaN when it is empty. */
export const msOf = (seconds: Typed): number => Math.round(numberOf(seconds) * 1_000);
/** The same for a field that may be left empty. */
export const msOrNull = (seconds: Typed): number | null => (seconds === "" ? null : msOf(seconds));
/** What such a field shows of milliseconds. */
export const secondsOf = (ms: number | null): Typed => (ms === null ? "" : ms / 1_000);

/** Text as it stands, or null where there is none. */
export const orNull = (text: string): string | null => (text === "" ? null : text);
/** The same without blanks around it. */
export const trimmedOrNull = (text: string): string | null => orNull(text.trim());

/** What a claim can compare with. */
export type Literal = string | number | boolean | null;

/** Text as a JSON value: numbers, true, false, null and quoted text are read as such, anything else is text as it stands. */
export function literalOf(text: string): Literal {
  const value = parsed(text.trim());
  return value === undefined ? text : value;
}

/** The text that is read as this value; a text that would be read as something else gets quotes. */
export function textOf(value: Literal): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return literalOf(value) === value ? value : JSON.stringify(value);
}

function parsed(text: string): Literal | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isScalar = value === null || ["string", "number", "boolean"].includes(typeof value);
    return isScalar ? (value as Literal) : undefined;
  } catch {
    return undefined;
  }
}

/** Phrases of a text, one a line, without blanks around them; quotes keep blanks and line breaks. */
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(unquoted);

/** The text with these phrases, one a line. */
export const textOfLines = (phrases: readonly string[]): string => phrases.map(lineOf).join("\n");

function unquoted(line: string): string {
  const value = line.startsWith('"') ? parsed(line) : undefined;
  return typeof value === "string" ? value : line;
}

function lineOf(phrase: string): string {
  const isPlain = phrase === phrase.trim() && !/[\r\n]/.test(phrase) && unquoted(phrase) === phrase;
  return isPlain ? phrase : JSON.stringify(phrase);
}

/** Adds https:// when the person typed a bare host. */
export const withScheme = (text: string, scheme = "https"): string =>
  text === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}://${text}`;

/** An address as it is sent: in its normal spelling, or as typed where it cannot be read or holds a `{{name}}`. */
export function addressOf(typed: string, scheme = "https"): string {
  const text = withScheme(typed.trim(), scheme);
  return text.includes("{{") ? text : (URL.parse(text)?.href ?? text);
}
