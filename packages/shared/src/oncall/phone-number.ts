import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { AppError } from "../errors.ts";

/** A number that we can text and call. `country` is ISO 3166 alpha-2, null for numbers of no country. */
export type PhoneNumber = { e164: string; country: string | null };

/** Satellite and premium ranges: never a person's phone (spec "trust" §10, SMS and voice fraud). */
const REFUSED_PREFIXES = ["+881", "+882", "+979"];

/** Countries whose networks carry no two-way SMS: no "Reply …" there (spec "oncall" §7). */
const NO_REPLY_COUNTRIES = new Set(["IN", "CN", "GT", "CR", "PA", "VN"]);

/**
 * Reads a phone number as people type it, with its country code.
 * @param text e.g. `+43 664 123 45 67` or `0043…`
 * @throws AppError `invalid` with what to change
 */
export function parseNumber(text: string): PhoneNumber {
  const typed = text.normalize("NFKC").trim().replace(/^00/, "+");
  if (!typed.startsWith("+"))
    throw new AppError("invalid", "Start the number with + and the country code, like +43 664 1234567.", "number");
  const parsed = parsePhoneNumberFromString(typed, { extract: false });
  if (parsed === undefined || !parsed.isValid())
    throw new AppError(
      "invalid",
      "This is not a phone number we can reach. Check the country code and the digits.",
      "number",
    );
  if (REFUSED_PREFIXES.some((prefix) => parsed.number.startsWith(prefix)))
    throw new AppError("invalid", "Satellite and premium numbers cannot be paged. Use a mobile number.", "number");
  return { e164: parsed.number, country: parsed.country ?? null };
}

/**
 * Whether a person in this country can answer a page by SMS.
 * @param country ISO 3166 alpha-2, or null when unknown
 */
export const canReply = (country: string | null): boolean => country === null || !NO_REPLY_COUNTRIES.has(country);
