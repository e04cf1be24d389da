import type { RunLine } from "@nightbell/shared/check/protocol";
import type { Egress } from "../core/egress.ts";
import { PLAIN_REACH, type Io } from "../core/io.ts";
import { runCall } from "../core/run.ts";
import { KeyRefused, type ApiClient } from "./api-client.ts";
import type { Wait } from "./backoff.ts";
import type { Identity } from "./identity.ts";
import { reasonOf, type Log } from "./log.ts";
import { Outbox } from "./outbox.ts";
import { readCall, type OfferedCall } from "./read-call.ts";
import type { NodeSettings } from "./settings.ts";

/** Carries out one call as a regional probe would, and brings its lines as they come. */

/** What checks of names ask (spec "checks" §1); everything else is looked up as this host does it. */
const RESOLVERS = ["https://cloudflare-dns.com/dns-query", "https://dns.google/resolve"];

/** Beyond a call's deadline nobody waits for it. */
const PATIENCE_MS = 10_000;

export type WorkParts = {
  settings: Pick<NodeSettings, "url" | "allow" | "controls">;
  io: Io;
  client: ApiClient;
  identity: Identity;
  build: string;
  log: Log;
  wait: Wait;
};

/** @returns what carries out a call. It throws KeyRefused; all else that goes wrong is logged, and voids the call's votes */
export function workWith(parts: WorkParts): (call: OfferedCall, controls: readonly string[]) => Promise<void> {
  const egress = egressOf(parts);
  return async (offered, controls) => {
    const started = performance.now();
    const outbox = new Outbox(parts.client, offered.callId, parts.wait);
    const tally = newTally();
    const say = async (line: RunLine): Promise<void> => {
      tally.count(line);
      outbox.add(line);
    };
    try {
      const { call, notRun } = await readCall(offered, parts.identity);
      await say({
        line: "hello",
        region: call.region,
        colo: `node:${call.region}`,
        placement: null,
        build: parts.build,
      });
      for (const monitor of notRun) await say({ line: "not_run", monitor });
      const targets = parts.settings.controls.length > 0 ? parts.settings.controls : controls;
      await inTime(runCall(call, targets, egress, say), call.deadlineMs + PATIENCE_MS, parts.wait);
      await outbox.done();
    } catch (error) {
      if (error instanceof KeyRefused) throw error;
      parts.log({ event: "call broken off", callId: offered.callId, reason: reasonOf(error) });
      return;
    }
    const ms = Math.round(performance.now() - started);
    parts.log({ event: "call", callId: offered.callId, purpose: offered.purpose, ...tally.totals, ms });
  };
}

/** Whatever hangs must not stay in hand for ever. @throws Error if the work is not done in time */
async function inTime(work: Promise<void>, ms: number, wait: Wait): Promise<void> {
  const done = new AbortController();
  const late = wait(ms, done.signal).then(() => {
    throw new Error("the call took longer than it may");
  });
  return Promise.race([work, late]).finally(() => done.abort());
}

function egressOf({ io, settings }: WorkParts): Egress {
  return {
    io,
    reach: PLAIN_REACH,
    // Loopback is a private range like any other here: the file opens it.
    allowLoopback: false,
    allowPrivate: settings.allow.includes,
    ownHosts: [],
    resolvers: RESOLVERS,
    userAgent: `Nightbell/1 (+${settings.url}/bot)`,
  };
}

/** What a call came to, in numbers, for the log. */
function newTally() {
  const totals = { passed: 0, failed: 0, unknown: 0, notRun: 0, controls: "none" };
  const count = (line: RunLine): void => {
    if (line.line === "not_run") totals.notRun += 1;
    if (line.line === "controls") totals.controls = `${line.reachable}/${line.of}`;
    if (line.line === "result") totals[line.ok ? "passed" : line.unknown ? "unknown" : "failed"] += 1;
  };
  return { totals, count };
}
