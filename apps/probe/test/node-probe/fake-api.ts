import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { runLine, type RunLine, type RunRequest } from "@nightbell/shared/check/protocol";
import {
  CALL_HEADER,
  POLL_PATH,
  pollRequest,
  RESULTS_PATH,
  type PollAnswer,
  type PollRequest,
} from "@nightbell/shared/probe/protocol";
import { portOf, textOf } from "./http.ts";

/** Nightbell as a private probe sees it: polls are held until there is a call, results are taken line by line. */
export class FakeApi {
  readonly key: string;
  url = "";
  controls: string[] = [];
  serverNow: () => number = Date.now;
  /** Whether a poll waits for a call, as it should. */
  holds = true;
  polls: PollRequest[] = [];
  /** How the next requests are answered instead, by status; 0 breaks the connection off. */
  faults: { poll: number[]; results: number[] } = { poll: [], results: [] };
  /** How many posts of results came for a call, faulty ones included. */
  posts = 0;
  readonly #calls: RunRequest[] = [];
  readonly #held: ((call: RunRequest | null) => void)[] = [];
  readonly #lines = new Map<string, RunLine[]>();
  #changed = Promise.withResolvers<void>();

  constructor(key: string) {
    this.key = key;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    this.url = `http://127.0.0.1:${await portOf(server)}`;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return this;
  }

  /** Hands a call to the poll that waits, or to the next one. */
  give(call: RunRequest): void {
    const held = this.#held.shift();
    if (held) held(call);
    else this.#calls.push(call);
  }

  linesOf(callId: string): RunLine[] {
    return this.#lines.get(callId) ?? [];
  }

  /** Resolves once something holds that polls and posts bring about. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await this.#changed.promise;
  }

  /** All lines of a call, once its end has come. */
  async whole(callId: string): Promise<RunLine[]> {
    await this.until(() => this.linesOf(callId).some(({ line }) => line === "end"));
    return this.linesOf(callId);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const isPoll = request.url === POLL_PATH;
    if (!isPoll && request.url !== RESULTS_PATH) return void response.writeHead(404).end();
    if (!isPoll) this.posts += 1;
    if (request.headers.authorization !== `Bearer ${this.key}`) return void response.writeHead(401).end();
    const fault = this.faults[isPoll ? "poll" : "results"].shift();
    if (fault === 0) return void response.destroy();
    if (fault !== undefined) response.writeHead(fault).end();
    else if (isPoll) await this.#poll(body, response);
    else this.#take(String(request.headers[CALL_HEADER]), body, response);
    this.#tell();
  }

  async #poll(body: string, response: ServerResponse): Promise<void> {
    this.polls.push(pollRequest.parse(JSON.parse(body)));
    this.#tell();
    const call = this.#calls.shift() ?? (this.holds ? await this.#wait(response) : null);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ call, controls: this.controls, serverNow: this.serverNow() } satisfies PollAnswer));
  }

  /** A poll whose asker has gone is not handed a call. */
  #wait(response: ServerResponse): Promise<RunRequest | null> {
    return new Promise((resolve) => {
      this.#held.push(resolve);
      response.once("close", () => {
        const at = this.#held.indexOf(resolve);
        if (at !== -1) this.#held.splice(at, 1);
        resolve(null);
      });
    });
  }

  #take(callId: string, body: string, response: ServerResponse): void {
    const lines = body.trimEnd().split("\n");
    const parsed = lines.map((line) => runLine.parse(JSON.parse(line)));
    this.#lines.set(callId, [...this.linesOf(callId), ...parsed]);
    response.writeHead(204).end();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
