/** Secrets stand as `{{name}}` in what is sent, and their values in nothing that comes back (spec "checks" §4). */

const PLACE = /\{\{([a-z][a-z0-9_]{0,39})\}\}/g;
const HIDDEN = "***";

/** The text as it is sent. A name that has no value stays as it stands: bodies may have braces of their own. */
export function renderSecrets(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACE, (place, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? place) : place,
  );
}

export type Redact = (text: string) => string;

/** Hides every secret's value, also as it looks inside a URL, JSON, lower case or Base64. Cut texts afterwards, not before. */
export function redactorOf(values: readonly string[]): Redact {
  const spellings = values.flatMap(spellingsOf);
  const longestFirst = [...new Set(spellings)].filter((one) => one !== "").sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((hidden, spelling) => hidden.replaceAll(spelling, HIDDEN), text);
}

/** The longest spelling of a secret: how much more must be read so that none is cut in half. */
export const longestSecret = (values: readonly string[]): number =>
  Math.max(0, ...values.map(({ length }) => length * 3));

function spellingsOf(value: string): string[] {
  const encoded = encodeURIComponent(value.toWellFormed());
  return [
    value,
    value.toLowerCase(),
    encoded,
    encoded.replaceAll("%20", "+"),
    encodeURI(value.toWellFormed()),
    JSON.stringify(value).slice(1, -1),
    base64(value),
  ];
}

/** UTF-8 as Base64. */
export const base64 = (text: string): string => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
