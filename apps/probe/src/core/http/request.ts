import type { HttpSpec } from "@nightbell/shared/check/spec/http";
import { CheckFailure } from "../failure.ts";
import { base64, renderSecrets } from "../secrets.ts";

/** A request as it is sent, its secrets in place. */
export type Outgoing = {
  url: string;
  method: string;
  /** The user's own, by lower-case name; the probe adds who it is. */
  headers: Record<string, string>;
  body: string | null;
  /** Whether the body holds a secret, and so must not reach another origin. */
  isBodySecret: boolean;
  /** Names of headers that carry secrets, and what else must never be shown beside the secrets themselves. */
  secretHeaders: string[];
  secretTexts: string[];
};

type RequestSpec = Pick<HttpSpec, "url" | "method" | "headers" | "body" | "auth">;

/** What stands in a request line or belongs to the connection, whatever a setting says. */
const NOT_THE_USERS =
  /^(host|content-length|transfer-encoding|connection|upgrade|user-agent|nightbell-.*|cf-.*|x-forwarded-.*)$/;
const HEADER_VALUE = /^[\t\x20-\x7e\xa0-\xff]*$/;

/** Hiding what is shorter would garble every text; a secret itself is hidden however short it is. */
export const SHORTEST_HIDDEN = 8;

/** @throws CheckFailure `protocol_error` if a secret cannot stand in a header */
export function outgoing(
  { url, method, headers, body, auth }: RequestSpec,
  values: Readonly<Record<string, string>>,
): Outgoing {
  const fields = auth === null ? headers : [...headers, authorization(auth)];
  const request: Outgoing = {
    url: renderSecrets(url, values),
    method,
    headers: {},
    body: body === null ? null : renderSecrets(body, values),
    isBodySecret: false,
    secretHeaders: [],
    secretTexts: [],
  };
  request.isBodySecret = request.body !== body;
  for (const field of fields) addHeader(request, field, values);
  return request;
}

type Field = { name: string; value: string; encode?: (value: string) => string };

function authorization(auth: NonNullable<HttpSpec["auth"]>): Field {
  const name = "authorization";
  switch (auth.kind) {
    case "basic":
      return { name, value: `${auth.user}:${auth.password}`, encode: (pair) => `Basic ${base64(pair)}` };
    case "bearer":
      return { name, value: `Bearer ${auth.token}` };
    case "header":
      return { name: auth.name, value: auth.value };
  }
}

function addHeader(request: Outgoing, { name, value, encode }: Field, values: Readonly<Record<string, string>>): void {
  const key = name.toLowerCase();
  if (NOT_THE_USERS.test(key)) return;
  const plain = renderSecrets(value, values);
  const sent = encode?.(plain) ?? plain;
  if (!HEADER_VALUE.test(sent))
    throw new CheckFailure("protocol_error", `the secret in the header ${name} is not one line of Latin-1 characters`);
  if (plain !== value) {
    request.secretHeaders.push(key);
    const credentials = sent.slice(sent.lastIndexOf(" ") + 1);
    if (credentials.length >= SHORTEST_HIDDEN) request.secretTexts.push(credentials);
  }
  const before = request.headers[key];
  request.headers[key] = before === undefined ? sent : `${before}, ${sent}`;
}
