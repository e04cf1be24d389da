import { cut } from "./plain-text.ts";

/** The alphabets of SMS and how to stay within one segment. Spec "oncall" §7, "Text"; 3GPP TS 23.038. */

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Behind an escape: two septets each. */
const EXTENDED = new Set("\f^{}\\[~]|€");

const SUBSTITUTES = new Map<string, string>();
const substitute = (from: string, to: string): void => {
  for (const char of from) SUBSTITUTES.set(char, to);
};
substitute("‘’‚‛′`´", "'");
substitute("“”„‟″«»", '"');
substitute("‐‑‒–—―−", "-");
substitute("•·∙", "*");
for (const [from, to] of Object.entries({
  "…": "...",
  "→": "->",
  "←": "<-",
  "×": "x",
  "÷": "/",
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  "°": "deg",
  µ: "u",
  "©": "(c)",
  "®": "(r)",
  "™": "(tm)",
  "¢": "c",
  "‹": "<",
  "›": ">",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  þ: "th",
  Þ: "Th",
  œ: "oe",
  Œ: "OE",
  ı: "i",
  ħ: "h",
  ẞ: "SS",
  ĸ: "k",
  ŋ: "ng",
  Ŋ: "NG",
  "✓": "ok",
  "✗": "x",
  "⁄": "/",
}))
  SUBSTITUTES.set(from, to);

const LETTERS: Record<string, string> = {
  // Cyrillic
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  ґ: "g",
  д: "d",
  е: "e",
  ё: "yo",
  є: "ye",
  ж: "zh",
  з: "z",
  и: "i",
  і: "i",
  ї: "yi",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
  ђ: "dj",
  ј: "j",
  љ: "lj",
  њ: "nj",
  ћ: "c",
  џ: "dz",
  // Greek
  α: "a",
  β: "v",
  γ: "g",
  δ: "d",
  ε: "e",
  ζ: "z",
  η: "i",
  θ: "th",
  ι: "i",
  κ: "k",
  λ: "l",
  μ: "m",
  ν: "n",
  ξ: "x",
  ο: "o",
  π: "p",
  ρ: "r",
  σ: "s",
  ς: "s",
  τ: "t",
  υ: "y",
  φ: "f",
  χ: "ch",
  ψ: "ps",
  ω: "o",
};

const isGsmChar = (char: string): boolean => BASIC.has(char) || EXTENDED.has(char);

/** A letter of another alphabet by table, upper case kept as "Ab". */
function letter(char: string): string | undefined {
  const lower = char.toLowerCase();
  const latin = LETTERS[lower];
  return latin === undefined || lower === char ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
}

/** The nearest GSM-7 spelling of one character; undefined when there is none. */
function nearest(char: string): string | undefined {
  if (isGsmChar(char)) return char;
  const known = SUBSTITUTES.get(char) ?? letter(char);
  if (known !== undefined) return known;
  const bare = Array.from(char.normalize("NFKD").replace(/\p{M}/gu, ""));
  const spelt = bare.map((base) => (isGsmChar(base) ? base : (SUBSTITUTES.get(base) ?? letter(base))));
  if (bare.length > 0 && spelt.every((part) => part !== undefined)) return spelt.join("");
  return /[\p{L}\p{N}]/u.test(char) ? undefined : "";
}

/**
 * Spells a text in GSM-7: accents and typography are simplified, Cyrillic and Greek become Latin, pictures go.
 * Null when a letter has no such spelling, so that only UCS-2 can say it.
 */
export function toGsm(text: string): string | null {
  const parts = Array.from(text.normalize("NFC"), nearest);
  return parts.includes(undefined) ? null : parts.join("").replace(/ {2,}/g, " ");
}

export type SmsSize = {
  encoding: "gsm7" | "ucs2";
  /** Septets, or UTF-16 units. */
  units: number;
  /** What the carrier bills. */
  parts: number;
};

const LIMITS = { gsm7: { one: 160, many: 153 }, ucs2: { one: 70, many: 67 } } as const;

/** Septets of a text; null when it is not all GSM-7. */
function septets(text: string): number | null {
  let sum = 0;
  for (const char of text) {
    if (!isGsmChar(char)) return null;
    sum += EXTENDED.has(char) ? 2 : 1;
  }
  return sum;
}

/** How a carrier will encode and split a text. An escape pair and a surrogate pair are never torn, which may cost a part. */
export function smsParts(text: string): SmsSize {
  const gsm = septets(text);
  const encoding = gsm === null ? "ucs2" : "gsm7";
  const units = gsm ?? text.length;
  if (units <= LIMITS[encoding].one) return { encoding, units, parts: 1 };
  let parts = 1;
  let room: number = LIMITS[encoding].many;
  for (const char of text) {
    const size = gsm === null ? char.length : EXTENDED.has(char) ? 2 : 1;
    if (size > room) {
      parts += 1;
      room = LIMITS[encoding].many;
    }
    room -= size;
  }
  return { encoding, units, parts };
}

const fits = (text: string): boolean => smsParts(text).parts === 1;

/** The longest cut of `summary` that keeps the whole text in one segment. */
function cutToFit(head: string, summary: string, tail: string, ellipsis: string): string {
  let low = 0;
  let high = Array.from(summary).length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(head + cut(summary, middle, ellipsis) + tail)) low = middle;
    else high = middle - 1;
  }
  return cut(summary, low, ellipsis);
}

/** This many characters of a summary tell one failure from another. */
const ENOUGH = 24;
/** Fewer than this say nothing. */
const LEAST = 4;

function fitTails(head: string, summary: string, tails: string[], ellipsis: string): { text: string; kept: number } {
  const whole = tails.slice(0, -1).find((tail) => fits(head + summary + tail));
  if (whole !== undefined) return { text: head + summary + whole, kept: Infinity };
  const last = tails.at(-1) ?? "";
  const start = cut(summary, ENOUGH, ellipsis);
  const tail = tails.find((candidate) => fits(head + start + candidate)) ?? last;
  const kept = cutToFit(head, summary, tail, ellipsis);
  return { text: head + kept + tail, kept: kept === summary ? Infinity : Array.from(kept).length };
}

/**
 * One SMS segment of `head`, `summary` and one of `tails`, which run from the fullest to the tightest: the first that
 * leaves the summary whole, else the first that leaves enough of it, else the tightest. GSM-7 whenever it can spell
 * the summary; else UCS-2, unless that leaves next to nothing of it. `head` and tails say what must be said and are
 * never cut: should they alone exceed a segment, the text takes more parts.
 */
export function fitSegment(input: { head: string; summary: string; tails: string[] }): string {
  const head = toGsm(input.head) ?? input.head;
  const tails = input.tails.map((tail) => toGsm(tail) ?? tail);
  const spelt = toGsm(input.summary);
  if (spelt !== null) return fitTails(head, spelt, tails, "..").text;
  const wide = fitTails(head, input.summary, tails, "");
  if (wide.kept >= LEAST) return wide.text;
  const lossy = Array.from(input.summary, (char) => nearest(char) ?? "?").join("");
  return fitTails(head, lossy, tails, "..").text;
}
