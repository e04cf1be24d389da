import type { Connection } from "../io.ts";
import { concat, EMPTY } from "../wire/bytes.ts";
import type { Bytes } from "./bytes.ts";
import { openRecord, type RecordKeys } from "./key-schedule.ts";
import { CertificateReadError } from "./read-error.ts";
import { alertName, RECORD } from "./server-messages.ts";

/** Handshake messages out of a server's records, opened once there are keys. Every size is capped: servers may be hostile. */

const MAX_BYTES = 131_072;
const MAX_RECORD = 16_640;
const MAX_RECORDS = 64;

/** `raw` is the message with its header, as it enters the transcript. */
export type Message = { kind: number; body: Bytes; raw: Bytes };

export class HandshakeRecords {
  readonly #connection: Connection;
  #buffer = EMPTY;
  /** Handshake bytes that are not yet a whole message. */
  #pending = EMPTY;
  #received = 0;
  #records = 0;
  /** Set once TLS 1.3's handshake keys exist. */
  keys: RecordKeys | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The next handshake message. @throws CertificateReadError; or what the connection throws */
  async next(): Promise<Message> {
    for (;;) {
      const message = this.#takeMessage();
      if (message !== null) return message;
      if (this.#records++ === MAX_RECORDS) throw new CertificateReadError("too_large", "too many handshake records");
      this.#pending = concat(this.#pending, await this.#handshakeBytes());
    }
  }

  #takeMessage(): Message | null {
    const [kind = 0, high = 0, middle = 0, low = 0] = this.#pending;
    if (this.#pending.length < 4) return null;
    const end = 4 + ((high << 16) | (middle << 8) | low);
    if (end > MAX_BYTES) throw new CertificateReadError("too_large", "the handshake is too large");
    if (this.#pending.length < end) return null;
    const raw = this.#pending.subarray(0, end);
    this.#pending = this.#pending.subarray(end);
    return { kind, raw, body: raw.subarray(4) };
  }

  /** The handshake bytes of the next record; none if it is of another kind. */
  async #handshakeBytes(): Promise<Bytes> {
    const record = await this.#record();
    if (record.type === RECORD.alert) {
      const alert = record.content[1] ?? 0;
      throw new CertificateReadError("alert", `alert ${alertName(alert)}`, alert);
    }
    return record.type === RECORD.handshake ? record.content : EMPTY;
  }

  async #record(): Promise<{ type: number; content: Bytes }> {
    await this.#need(5);
    const [type = 0, major = 0, , high = 0, low = 0] = this.#buffer;
    if (type < 20 || type > 24 || major !== 3)
      throw new CertificateReadError("not_tls", `the answer is not TLS: ${printable(this.#buffer.subarray(0, 16))}`);
    const length = (high << 8) | low;
    if (length > MAX_RECORD) throw new CertificateReadError("too_large", "a record is too large");
    await this.#need(5 + length);
    const header = this.#buffer.subarray(0, 5);
    const content = this.#buffer.subarray(5, 5 + length);
    this.#buffer = this.#buffer.subarray(5 + length);
    if (type !== RECORD.applicationData) return { type, content };
    if (this.keys === null) throw new CertificateReadError("malformed", "application data before the handshake");
    return openRecord(this.keys, header, content);
  }

  async #need(count: number): Promise<void> {
    while (this.#buffer.length < count) {
      const chunk = await this.#connection.read();
      if (chunk === null)
        throw this.#received === 0
          ? new CertificateReadError("no_answer", "closed without an answer")
          : new CertificateReadError("closed", "closed in the middle of the handshake");
      this.#received += chunk.length;
      if (this.#received > MAX_BYTES) throw new CertificateReadError("too_large", "the handshake is too large");
      this.#buffer = concat(this.#buffer, chunk);
    }
  }
}

const printable = (bytes: Uint8Array): string =>
  JSON.stringify(String.fromCharCode(...bytes).replaceAll(/[^\x20-\x7e]/g, "."));
