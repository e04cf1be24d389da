import { checkRequest, type CheckRequest } from "@nightbell/shared/check/protocol";
import type { Egress } from "../../src/core/egress.ts";
import { PLAIN_REACH, type Io } from "../../src/core/io.ts";
import { makeCheck, type CheckOutcome } from "../../src/core/make-check.ts";

/** The abuse corpus of spec "checks" §7, server rows: one table, run through any machine's `Io`. */

export type Ports = Record<string, number>;
export type Runtime = "workerd" | "node";

/** The URL of a path on one of the bad servers. */
export type At = (server: string, path?: string) => string;

export type Row = {
  /** The case of spec "checks" §7; 0 for what it does not number. */
  n: number;
  what: string;
  /** An HTTP check's settings, or a whole check; times out after 1 s if it does not say. */
  check: (at: At, tlsAt: At) => RowCheck;
  /** What the outcome holds, as `toMatchObject` takes it; by runtime where they see different things. */
  expected: Expected | Record<Runtime, Expected>;
};
export type RowCheck = {
  timeoutMs?: number;
  secrets?: Record<string, string>;
  purpose?: "routine" | "confirm" | "try";
} & ({ url: string; [option: string]: unknown } | { type: string; [option: string]: unknown });
export type Expected = { ok: boolean; [field: string]: unknown };

/** Names that the resolver of the bad servers knows are asked at `/dns`; a Node `Io` brings a stub of its own. */
export const egressFor = (io: Io, ports: Ports): Egress => ({
  io,
  reach: PLAIN_REACH,
  allowLoopback: false,
  // The bad servers are on 127.0.0.1. The canary is on 127.0.0.2, which stays as private as any.
  allowPrivate: (address) => address === "127.0.0.1",
  ownHosts: ["ping.nightbell.example"],
  resolvers: [`http://127.0.0.1:${ports["pages"] ?? 0}/dns`],
  userAgent: "Nightbell/1 (+https://nightbell.example/bot)",
});

/** Makes a row's check. */
export async function runRow(row: Row, ports: Ports, io: Io): Promise<CheckOutcome> {
  const at: At = (server, path = "/") => `http://127.0.0.1:${portOf(ports, server)}${path}`;
  const tlsAt: At = (server, path = "/ok") => `https://127.0.0.1:${portOf(ports, server)}${path}`;
  const { purpose = "routine", ...rest } = row.check(at, tlsAt);
  const outcome = await makeCheck(requestOf(rest), { purpose, left: () => 25_000 }, egressFor(io, ports));
  if (outcome === null) throw new Error("nobody makes this type of check");
  return outcome;
}

/** What the row expects of a runtime. */
export const expectedOf = ({ expected }: Row, runtime: Runtime): Expected =>
  "workerd" in expected ? (expected as Record<Runtime, Expected>)[runtime] : (expected as Expected);

function requestOf({ timeoutMs = 1_000, secrets = {}, ...check }: Omit<RowCheck, "purpose">): CheckRequest {
  return checkRequest.parse({
    monitor: "mon_corpus",
    revision: 1,
    // One at which a passing check does not look closer.
    tick: 1_800_000_000_000,
    attempt: 1,
    timeoutMs,
    secrets,
    check: { type: "http", ...check },
  });
}

function portOf(ports: Ports, server: string): number {
  const port = ports[server];
  if (port === undefined) throw new Error(`no bad server is called ${server}`);
  return port;
}
