import type { Duplex } from "node:stream";
import type { Socket } from "node:net";
import type { Connection } from "../core/io.ts";
import { beginTls, handshaken, type Handshake } from "./handshake.ts";

/** A socket of Node's as the core's {@link Connection}. The signal ends it. */
export class SocketConnection implements Connection {
  readonly #socket: Duplex;
  readonly #raw: Socket;
  readonly #signal: AbortSignal;
  readonly #handshake: (serverName: string) => Handshake;
  readonly #ready: Promise<void>;
  readonly #stop = (): void => this.close();

  /**
   * @param raw the connection itself; `socket` is it, or the TLS on top of it
   * @param handshake what {@link startTls} shows and trusts
   * @param ready when the first byte may go over it
   */
  constructor(
    socket: Duplex,
    raw: Socket,
    signal: AbortSignal,
    handshake: (serverName: string) => Handshake,
    ready: Promise<void>,
  ) {
    this.#socket = socket;
    this.#raw = raw;
    this.#signal = signal;
    this.#handshake = handshake;
    this.#ready = ready;
    // Whoever reads or writes hears of it; until then it must not count as unhandled.
    ready.catch(() => undefined);
    if (signal.aborted) this.close();
    signal.addEventListener("abort", this.#stop, { once: true });
  }

  async read(): Promise<Uint8Array | null> {
    await this.#ready;
    for (;;) {
      const chunk: unknown = this.#socket.read();
      if (chunk instanceof Uint8Array) return chunk;
      if (this.#socket.errored !== null) throw this.#socket.errored;
      if (this.#socket.readableEnded) return null;
      if (this.#socket.destroyed) throw this.#signal.reason ?? new Error("this connection is closed");
      await changed(this.#socket);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#ready;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    return promise;
  }

  startTls(serverName: string): Connection {
    // From here on the connection is the new one's to end, which knows that it was the handshake that took too long.
    this.#signal.removeEventListener("abort", this.#stop);
    const secured = beginTls(this.#raw, this.#handshake(serverName));
    return new SocketConnection(secured, this.#raw, this.#signal, this.#handshake, handshaken(secured, this.#signal));
  }

  close(): void {
    this.#signal.removeEventListener("abort", this.#stop);
    this.#socket.destroy();
    this.#raw.destroy();
  }
}

const EVENTS = ["readable", "end", "error", "close"];

/** Resolves when there is something new to see at a stream. */
function changed(stream: Duplex): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const event of EVENTS) stream.on(event, resolve);
  return promise.finally(() => {
    for (const event of EVENTS) stream.removeListener(event, resolve);
  });
}
