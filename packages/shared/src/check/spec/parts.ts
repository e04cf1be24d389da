import * as z from "zod";

/** What several types of check share. Bounds: spec "checks" §1 and §7. */

const SECRET_NAME = /^[a-z][a-z0-9_]{0,39}$/;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Visible Latin-1 and blanks; no line breaks. */
const HEADER_VALUE = /^[\t\x20-\x7e\xa0-\xff]*$/;

/** The name of a secret of the monitor: it stands as `{{name}}` in what is sent, and its value is only ever written. */
export const secretName = z
  .string()
  .regex(SECRET_NAME, "a name of lower-case letters, digits and _, beginning with a letter");

/** Credentials are never typed into a setting: they name a secret. */
export const secretRef = z
  .string()
  .regex(/^\{\{[a-z][a-z0-9_]{0,39}\}\}$/, "name a secret of this monitor, like {{password}}");

export const hostname = z.string().trim().min(1, "name the host").max(255);
export const port = z.int().min(1, "a port from 1 to 65535").max(65_535, "a port from 1 to 65535");
export const webAddress = z.string().trim().min(1, "give the address").max(2_048, "at most 2,048 characters");
export const phrase = z.string().min(1).max(500);
export const regexSource = z.string().min(1).max(200, "at most 200 characters");

/** Headers that are ours, the connection's or the network's: never a user's. */
const RESERVED =
  /^(host|content-length|transfer-encoding|connection|keep-alive|proxy-.*|te|trailer|upgrade|expect|cf-.*|x-forwarded-.*|nightbell-.*)$/i;

export const requestHeaderName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(TOKEN, "not a header name")
  .refine((name) => !RESERVED.test(name), "this header is set by us or by the connection: leave it out");

export const requestHeader = z.strictObject({
  name: requestHeaderName,
  value: z.string().max(2_048).regex(HEADER_VALUE, "header values are one line of Latin-1 characters"),
});
export type RequestHeader = z.infer<typeof requestHeader>;

export const requestHeaders = z
  .array(requestHeader)
  .max(30, "at most 30 headers")
  .refine(
    (list) => list.reduce((sum, { name, value }) => sum + name.length + value.length, 0) <= 8_192,
    "at most 8 kB of headers",
  )
  .default([]);

export const COMPARISONS = [
  "eq",
  "ne",
  "lt",
  "le",
  "gt",
  "ge",
  "contains",
  "matches",
  "exists",
  "absent",
  "type",
] as const;

/** A claim about a place in a JSON text. `value` is nothing for `exists` and `absent`; a type's name for `type`. */
export const jsonAssertion = z.strictObject({
  path: z.string().trim().min(1).max(200),
  op: z.enum(COMPARISONS),
  value: z.union([z.string().max(500), z.number(), z.boolean(), z.null()]).default(null),
});
export type JsonAssertion = z.infer<typeof jsonAssertion>;

/** A claim about a response header. */
export const headerAssertion = z.strictObject({
  name: z.string().trim().min(1).max(100).regex(TOKEN, "not a header name"),
  op: z.enum(["exists", "absent", "eq", "contains", "matches"]),
  value: z.string().max(500).default(""),
});
export type HeaderAssertion = z.infer<typeof headerAssertion>;

/** A claim about one value that a server answered: the first cell of a query, a Redis reply. */
export const cellAssertion = z.strictObject({
  op: z.enum(["eq", "lt", "gt", "contains"]),
  value: z.string().min(1).max(500),
});
export type CellAssertion = z.infer<typeof cellAssertion>;

export const login = z.strictObject({ user: z.string().min(1).max(200), password: secretRef });
