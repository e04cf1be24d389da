import { CheckFailure } from "../core/failure.ts";
import type { Cause } from "@nightbell/shared/check/cause";

/**
 * Node's errors that say all there is to know, in the words of a check (spec "checks" §4). The others go on as they are:
 * the core tries a lost connection again, and asks the certificates why a handshake failed.
 * Codes: https://nodejs.org/api/errors.html
 */

/** The code of an error of Node's; empty where it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

type Words = readonly [cause: Cause, detail: string];

const NO_ROUTE: Words = ["timeout_connect", "there is no way to the server from this probe's network"];
const SILENT: Words = ["timeout_connect", "the server did not take the connection in time"];
const CONNECT: Record<string, Words> = {
  ECONNREFUSED: ["connect_refused", "the server refused the connection"],
  ETIMEDOUT: SILENT,
  ERR_SOCKET_CONNECTION_TIMEOUT: SILENT,
  EHOSTUNREACH: ["timeout_connect", "the host cannot be reached: nobody answers at its address"],
  EHOSTDOWN: ["timeout_connect", "the host is down: nobody answers at its address"],
  ENETUNREACH: NO_ROUTE,
  EADDRNOTAVAIL: NO_ROUTE,
};

/** An error while a connection was made. */
export function connectFailure(error: unknown): unknown {
  const telling = tellingOf(error);
  const words = CONNECT[codeOf(telling)];
  return words === undefined ? telling : new CheckFailure(...words);
}

/** Nobody took the connection in the time there was. */
export const connectTimeout = (): CheckFailure => new CheckFailure(...SILENT);

/** Of the errors of several addresses, the first that is about the server and not about our own network. */
function tellingOf(error: unknown): unknown {
  if (!(error instanceof AggregateError)) return error;
  return error.errors.find((one: unknown) => CONNECT[codeOf(one)] !== NO_ROUTE) ?? error.errors[0] ?? error;
}

/** An error while an answer was awaited. */
export function exchangeFailure(error: unknown): unknown {
  const code = codeOf(error);
  if (code === "HPE_HEADER_OVERFLOW")
    return new CheckFailure("headers_too_large", "the headers of the answer are larger than 64 kB");
  return code.startsWith("HPE_") ? new CheckFailure("protocol_error", "the answer is not HTTP") : error;
}

/** A connection that broke off where Node itself has no error for it. */
export const lost = (message: string): Error => Object.assign(new Error(message), { code: "ECONNRESET" });
