import { connect } from "cloudflare:sockets";
import type { Connection, ConnectOptions, HttpRequest, Io } from "./core/io.ts";

/** What workerd gives the core. It cannot pin an address, so it relies on the platform's own block of private ones (spec "checks" §5). */
export const ioWorkerd: Io = { fetch: request, connect: open, resolve: null, icmp: null, udp: null };

function request(url: string, { method, headers, body, signal }: HttpRequest): Promise<Response> {
  return fetch(url, { method, headers, body, signal, redirect: "manual", cache: "no-store" });
}

async function open({ host, port, tls, signal }: ConnectOptions): Promise<Connection> {
  signal.throwIfAborted();
  const hostname = host.includes(":") ? `[${host}]` : host;
  const socket = connect({ hostname, port }, { secureTransport: tls, allowHalfOpen: true });
  const connection = connectionOf(socket, signal);
  try {
    await untilAborted(socket.opened, signal);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function connectionOf(socket: Socket, signal: AbortSignal): Connection {
  const reader: ReadableStreamDefaultReader<Uint8Array> = socket.readable.getReader();
  const writer: WritableStreamDefaultWriter<Uint8Array> = socket.writable.getWriter();
  // These reject along with `opened`, a read or a write; the error is the same one.
  for (const ended of [socket.closed, reader.closed, writer.closed]) ended.catch(() => undefined);
  return {
    read: async () => {
      const { done, value } = await untilAborted(reader.read(), signal);
      return done ? null : value;
    },
    write: (bytes) => untilAborted(writer.write(bytes), signal),
    startTls: () => {
      reader.releaseLock();
      writer.releaseLock();
      return connectionOf(socket.startTls(), signal);
    },
    close: () => void socket.close().catch(() => undefined),
  };
}

/** Settles as the work does, or rejects when the signal fires: sockets know no signals. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
