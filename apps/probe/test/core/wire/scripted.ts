import type { CheckContext } from "../../../src/core/checks/finding.ts";
import type { Egress } from "../../../src/core/egress.ts";
import { PLAIN_REACH, type Connection, type Io } from "../../../src/core/io.ts";

/** A server in memory, for what no real one does. */

/** Answers what was written with the chunks to send. Called with nothing as the connection opens. */
export type Server = (written: Uint8Array) => Uint8Array[] | Promise<Uint8Array[]>;

/** What happens once a server has nothing more to say while the client waits. */
export type Ending = "end" | "break" | "silence";

export const SECRET = "correct-horse-battery";

/** The way out to such a server, and a check's context. `silence` is time running out: the signal fires at once. */
export function scripted(server: Server, ending: Ending = "end"): { egress: Egress; context: CheckContext } {
  const deadline = new AbortController();
  const io: Io = {
    connect: () => connectionTo(server, ending, deadline),
    fetch: () => Promise.reject(new Error("no HTTP here")),
    resolve: null,
    icmp: null,
    udp: null,
  };
  const context: CheckContext = {
    timeoutMs: 1_000,
    signal: deadline.signal,
    secrets: { password: SECRET },
    elapsed: () => 1,
    graceMs: 0,
    isRetry: false,
    thorough: false,
  };
  return { egress: egressOver(io), context };
}

export const egressOver = (io: Io, resolvers: string[] = []): Egress => ({
  io,
  reach: PLAIN_REACH,
  allowLoopback: true,
  allowPrivate: () => false,
  ownHosts: [],
  resolvers,
  userAgent: "Nightbell/1",
});

async function connectionTo(server: Server, ending: Ending, deadline: AbortController): Promise<Connection> {
  const queue: Uint8Array[] = [...(await server(new Uint8Array(0)))];
  const connection: Connection = {
    read() {
      const chunk = queue.shift();
      if (chunk !== undefined) return Promise.resolve(chunk);
      if (ending === "end") return Promise.resolve(null);
      if (ending === "break") return Promise.reject(new Error("Network connection lost."));
      deadline.abort();
      return new Promise(() => undefined);
    },
    async write(bytes) {
      queue.push(...(await server(bytes)));
    },
    startTls: () => connection,
    close: () => undefined,
  };
  return connection;
}
