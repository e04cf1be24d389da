import type { RunLine } from "@nightbell/shared/check/protocol";
import { pauseAfter, type Wait } from "./backoff.ts";
import { KeyRefused, type ApiClient } from "./api-client.ts";

/** About 12 s of pauses; after that nobody waits for a line any more. */
const MOST_TRIES = 5;

/**
 * Brings the lines of one call, each as soon as it is known: while a post is under way the next lines gather, and go
 * together after it. What got no answer is sent again; a line that comes twice counts once.
 */
export class Outbox {
  readonly #client: ApiClient;
  readonly #callId: string;
  readonly #wait: Wait;
  #lines: RunLine[] = [];
  #isSending = false;
  #sending: Promise<void> = Promise.resolve();
  #fault: unknown = null;

  constructor(client: ApiClient, callId: string, wait: Wait) {
    this.#client = client;
    this.#callId = callId;
    this.#wait = wait;
  }

  /** Takes a line; returns at once. */
  add(line: RunLine): void {
    this.#lines.push(line);
    if (!this.#isSending && this.#fault === null) this.#sending = this.#send();
  }

  /** Resolves when all lines were taken. @throws what kept them from it */
  async done(): Promise<void> {
    await this.#sending;
    if (this.#fault !== null) throw this.#fault;
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    try {
      while (this.#lines.length > 0) {
        const lines = [...this.#lines];
        await this.#bring(lines);
        this.#lines = this.#lines.slice(lines.length);
      }
    } catch (error) {
      this.#fault = error;
    } finally {
      this.#isSending = false;
    }
  }

  async #bring(lines: readonly RunLine[]): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        return await this.#client.bring(this.#callId, lines);
      } catch (error) {
        if (error instanceof KeyRefused || failures >= MOST_TRIES) throw error;
        await this.#wait(pauseAfter(failures, Math.random()));
      }
    }
  }
}
