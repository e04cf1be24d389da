import type { Connection } from "../io.ts";

/** Bytes of a connection, some of which were read too early and are given back. */
export class ByteSource {
  readonly #connection: Connection;
  #held: Uint8Array | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The next bytes; null at the end. */
  async read(): Promise<Uint8Array | null> {
    const held = this.#held;
    this.#held = null;
    return held ?? this.#connection.read();
  }

  giveBack(bytes: Uint8Array): void {
    this.#held = bytes.length === 0 ? null : bytes;
  }
}
