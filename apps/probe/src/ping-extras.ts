import { decimal } from "@nightbell/shared/heartbeat/metrics/decimal";
import type { PingMessage } from "@nightbell/shared/heartbeat/ping";

/** What a client may add to a ping beside the Healthchecks contract. Spec "heartbeats" §1, "Extension parameters". */
export type PingExtras = Pick<PingMessage, "host" | "note" | "runSeconds" | "clientAt" | "late">;

const WORD_LIMIT = 100;
/** A clock that says less than the year 2000 or more than 2100 was never set. Epoch seconds. */
const EARLIEST = 946_684_800;
const LATEST = 4_102_444_800;

/** What a ping has that says nothing about itself. */
export const NO_EXTRAS: PingExtras = { host: null, note: null, runSeconds: null, clientAt: null, late: false };

/** Reads the parameters. One that makes no sense is ignored: they never change the answer. */
export function pingExtras(query: URLSearchParams): PingExtras {
  const seconds = numberOf(query, "secs");
  const at = numberOf(query, "ts");
  return {
    host: wordOf(query, "host"),
    note: wordOf(query, "note"),
    runSeconds: seconds !== null && seconds >= 0 ? seconds : null,
    clientAt: at !== null && at >= EARLIEST && at <= LATEST ? Math.round(at * 1_000) : null,
    late: query.getAll("late").at(-1) === "1",
  };
}

function wordOf(query: URLSearchParams, name: string): string | null {
  const word = (query.getAll(name).at(-1) ?? "").replace(/[^A-Za-z0-9_.:-]/gu, "-").slice(0, WORD_LIMIT);
  return word === "" ? null : word;
}

const numberOf = (query: URLSearchParams, name: string): number | null => decimal(query.getAll(name).at(-1) ?? "");
