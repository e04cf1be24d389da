import { CheckFailure } from "../failure.ts";
import type { Connection } from "../io.ts";
import { concat, EMPTY, textOf, utf8 } from "./bytes.ts";

/** More than this is never read from one server: none of the questions asked has so long an answer. */
const MOST_BYTES = 512 * 1_024;
/** RFC 5321 allows lines of 512 bytes, IMAP servers send longer ones. */
const LONGEST_LINE = 8_192;

/**
 * A TLS handshake came to nothing, or its server had no byte to say after it. The certificate says why, if it can be read.
 * Without that it stands for itself: a lost connection, or an empty reply.
 */
export class TlsBroken extends CheckFailure {
  constructor(how: "connection_reset" | "empty_reply") {
    super(
      how,
      how === "empty_reply"
        ? "the server closed the connection over TLS without a word"
        : "the connection broke off over TLS",
    );
    this.name = "TlsBroken";
  }
}

/**
 * A conversation over a {@link Connection}: reads exactly what a protocol asks for, within bounds and one deadline.
 * Every method throws CheckFailure and nothing else: `timeout_ttfb`, `tls_timeout`, `empty_reply`, `connection_reset`,
 * `protocol_error`, or {@link TlsBroken}.
 */
export class Wire {
  #connection: Connection;
  readonly #signal: AbortSignal;
  #buffer: Uint8Array = EMPTY;
  #received = 0;
  /** No byte has come over TLS yet that would prove it: whether the handshake is over, or only begun. */
  #unproven: "done" | "begun" | null;

  /** @param tls whether the connection is over TLS already */
  constructor(connection: Connection, signal: AbortSignal, tls = false) {
    this.#connection = connection;
    this.#signal = signal;
    this.#unproven = tls ? "done" : null;
  }

  /** That the connection is lost shows at the next read: a server that lets nobody in says why, and hangs up on what we say. */
  async write(data: Uint8Array | string): Promise<void> {
    const bytes = typeof data === "string" ? utf8(data) : data;
    try {
      await this.#guarded(() => this.#connection.write(bytes));
    } catch (error) {
      if (!(error instanceof CheckFailure) || error.reason !== "connection_reset") throw error;
    }
  }

  /** Exactly so many bytes. */
  async exactly(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let missing = length; missing > 0; missing -= parts.at(-1)?.length ?? 0) {
      if (this.#buffer.length === 0) await this.#expectMore();
      parts.push(this.#take(Math.min(missing, this.#buffer.length)));
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : concat(...parts);
  }

  async byte(): Promise<number> {
    return (await this.exactly(1))[0] ?? 0;
  }

  /** A line without its end, which is LF or CR LF. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf(10);
      if (end !== -1) return textOf(this.#take(end + 1)).replace(/\r?\n$/, "");
      if (this.#buffer.length > LONGEST_LINE)
        throw new CheckFailure("protocol_error", "the server sends endless lines");
      await this.#expectMore();
    }
  }

  /** Whatever comes next, at least a byte; null once the server has ended the stream. */
  async some(): Promise<Uint8Array | null> {
    if (this.#buffer.length === 0 && !(await this.#more())) return null;
    return this.#take(this.#buffer.length);
  }

  /** Puts back what was read too far. */
  unread(bytes: Uint8Array): void {
    this.#buffer = concat(bytes, this.#buffer);
  }

  /**
   * Goes on over TLS, for the name given. The handshake counts as done only with the first byte read after it.
   * Bytes that came in the clear before it are refused: they could be anyone's (RFC 3207 §6, CVE-2011-0411).
   */
  secure(serverName: string): void {
    this.#expectNothing();
    this.#unproven = "begun";
    try {
      this.#connection = this.#connection.startTls(serverName);
    } catch {
      throw new TlsBroken("connection_reset");
    }
  }

  /** The connection underneath, for who goes on without the wire. Nothing may have been read too far. */
  plain(): Connection {
    this.#expectNothing();
    return this.#connection;
  }

  close(): void {
    this.#connection.close();
  }

  #expectNothing(): void {
    if (this.#buffer.length > 0)
      throw new CheckFailure("protocol_error", "the server sent more than it should before TLS began");
  }

  #take(length: number): Uint8Array {
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return taken;
  }

  async #expectMore(): Promise<void> {
    if (await this.#more()) return;
    if (this.#received === 0) throw new CheckFailure("empty_reply", "the server closed the connection without a word");
    throw new CheckFailure("connection_reset", "the server closed the connection in the middle");
  }

  /** Waits for more bytes; false at the end of the stream. */
  async #more(): Promise<boolean> {
    const bytes = await this.#guarded(() => this.#connection.read());
    if (bytes === null) {
      if (this.#unproven !== null) throw new TlsBroken("empty_reply");
      return false;
    }
    if (bytes.length > 0) this.#unproven = null;
    this.#received += bytes.length;
    if (this.#received > MOST_BYTES) throw new CheckFailure("protocol_error", "the server sends without end");
    this.#buffer = this.#buffer.length === 0 ? bytes : concat(this.#buffer, bytes);
    return true;
  }

  /** The one deadline, and the platform's errors in our words. */
  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    const over = Promise.withResolvers<never>();
    const stop = (): void => over.reject(this.#timeout());
    if (this.#signal.aborted) throw this.#timeout();
    this.#signal.addEventListener("abort", stop, { once: true });
    try {
      return await Promise.race([work(), over.promise]);
    } catch (error) {
      if (error instanceof CheckFailure) throw error;
      if (this.#signal.aborted) throw this.#timeout();
      if (this.#unproven !== null) throw new TlsBroken("connection_reset");
      throw new CheckFailure("connection_reset", "the connection broke off before the answer was complete");
    } finally {
      this.#signal.removeEventListener("abort", stop);
    }
  }

  #timeout(): CheckFailure {
    if (this.#unproven === "begun") return new CheckFailure("tls_timeout", "the TLS handshake did not finish in time");
    if (this.#received === 0) return new CheckFailure("timeout_ttfb", "connected, but the server said nothing in time");
    return new CheckFailure("timeout_ttfb", "the server stopped answering: the rest did not come in time");
  }
}
