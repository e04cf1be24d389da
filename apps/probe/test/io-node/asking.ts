import { PLAIN_REACH, type ConnectOptions, type HttpRequest, type Io, type Reach } from "../../src/core/io.ts";
import { nodeIo } from "../../src/io-node/io-node.ts";
import { CheckFailure } from "../../src/core/failure.ts";

/** Short ways to ask the Io of Node something. */

export const ioWith = (...roots: string[]): Io => nodeIo({ roots, ping: "ping" });

const NEVER = new AbortController().signal;

export const get = (
  io: Io,
  url: string,
  request: Partial<HttpRequest> = {},
  reach: Partial<Reach> = {},
): Promise<Response> =>
  io.fetch(
    url,
    { method: "GET", headers: {}, body: null, signal: NEVER, addresses: ["127.0.0.1"], ...request },
    { ...PLAIN_REACH, ...reach },
  );

export const open = (io: Io, port: number, options: Partial<ConnectOptions> = {}, reach: Partial<Reach> = {}) =>
  io.connect(
    {
      host: "server.test",
      port,
      tls: "off",
      serverName: "server.test",
      addresses: ["127.0.0.1"],
      signal: NEVER,
      ...options,
    },
    { ...PLAIN_REACH, ...reach },
  );

/** How something fails: a check's cause, or the code of Node's error. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof CheckFailure) return error.reason;
  if (error instanceof Error && "code" in error) return String(error.code);
  throw new Error(`it did not fail in a known way: ${String(error)}`, { cause: error });
}
