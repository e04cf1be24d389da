import type { Phases } from "@nightbell/shared/check/protocol";
import type { CheckContext } from "../checks/finding.ts";
import type { Connection, Io } from "../io.ts";

/**
 * The same machine, with an eye on the clock: how long the first connection took to stand (with TLS, where that begins
 * with the first byte) and when the first byte came, in ms of the check.
 */
export function stopwatch(io: Io, { elapsed }: CheckContext): { io: Io; phases: Phases } {
  const phases: Phases = { dns: null, connect: null, tls: null, ttfb: null, download: null };
  const watched = (connection: Connection): Connection => ({
    async read() {
      const bytes = await connection.read();
      if (bytes !== null) phases.ttfb ??= elapsed();
      return bytes;
    },
    write: (bytes) => connection.write(bytes),
    startTls: (serverName) => watched(connection.startTls(serverName)),
    close: () => connection.close(),
  });
  const connect: Io["connect"] = async (options, reach) => {
    const began = elapsed();
    const connection = await io.connect(options, reach);
    phases.connect ??= elapsed() - began;
    return watched(connection);
  };
  return { io: { ...io, connect }, phases };
}
