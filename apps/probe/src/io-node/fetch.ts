import { request, type ClientRequest, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { CheckFailure } from "../core/failure.ts";
import type { HttpRequest } from "../core/io.ts";
import { ACCEPTED_ENCODINGS, decodedBody } from "./body.ts";
import { exchangeFailure } from "./failure.ts";

/** One HTTP/1.1 exchange on a connection that stands (RFC 9112). It is closed with the answer's end. */

/** Spec "checks" §7: 60 kB of headers are taken, 100 kB are not. */
const MOST_HEADER_BYTES = 64 * 1_024;
/** Statuses whose answers have no body, whatever is sent (RFC 9110 §6.4.1). */
const BODILESS = [204, 205, 304];

/**
 * Sends a request as it stands and gives the answer once its headers are there.
 * @param socket becomes this exchange's own
 * @throws CheckFailure, the signal's reason, or Node's error
 */
export async function exchange(
  socket: Duplex,
  url: URL,
  { method, headers, body, signal }: HttpRequest,
): Promise<Response> {
  const sent = request({
    createConnection: () => socket,
    method,
    path: url.pathname + url.search,
    setHost: false,
    headers: { "accept-encoding": ACCEPTED_ENCODINGS, ...headers, host: url.host, connection: "close" },
    maxHeaderSize: MOST_HEADER_BYTES,
  });
  const stop = (): void => {
    socket.destroy();
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  socket.once("close", () => signal.removeEventListener("abort", stop));
  const answer = headersOf(sent, signal);
  sent.end(body ?? undefined);
  try {
    return responseOf(await answer, method);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function headersOf(sent: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  sent.once("response", resolve);
  sent.once("upgrade", () =>
    reject(new CheckFailure("protocol_error", "the server changed to another protocol unasked")),
  );
  // It stays: an error after the answer is the body's, and must not end the program.
  sent.on("error", (error) => reject(signal.aborted ? signal.reason : exchangeFailure(error)));
  return promise;
}

function responseOf(message: IncomingMessage, method: string): Response {
  const { statusCode: status = 0, statusMessage = "" } = message;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const hasBody = method !== "HEAD" && !BODILESS.includes(status);
  if (!hasBody) message.resume();
  const response = new Response(hasBody ? decodedBody(message) : null, { headers });
  // `Response` takes no status outside 200–599, and servers send 000 and 999.
  return Object.defineProperties(response, {
    status: { value: status },
    statusText: { value: statusMessage },
    ok: { value: status >= 200 && status < 300 },
  });
}
