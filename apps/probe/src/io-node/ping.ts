import { spawn } from "node:child_process";
import { isIP } from "node:net";
import { CheckFailure } from "../core/failure.ts";
import { codeOf } from "./failure.ts";

/** One ICMP echo by the system's own `ping`, which may do what Node cannot: open an ICMP socket. By argv, never a shell. */

/** The ping program is missing or may not ping: a fault of this host, so the check did not run. */
export class PingUnable extends Error {
  override readonly name = "PingUnable";
}

/** The signal ends it earlier; without a limit of its own some versions give up after 10 s. Linux only: elsewhere `-W` counts ms. */
const LIMIT = process.platform === "linux" ? ["-W", "60"] : [];
const MOST_OUTPUT = 4_096;

/**
 * @param address an IP address, judged
 * @returns the round trip, in ms
 * @throws CheckFailure `timeout_connect` without an answer, PingUnable, or the signal's reason
 */
export async function ping(program: string, address: string, signal: AbortSignal): Promise<{ ms: number }> {
  if (isIP(address) === 0) throw new CheckFailure("dns_no_address", "only an address can be pinged");
  const { code, output } = await run(program, ["-n", "-c", "1", ...LIMIT, address], signal);
  const ms = roundTripOf(output);
  if (code === 0 && ms !== null) return { ms };
  if (/not permitted|permission denied|not supported|usage:|invalid|unknown option|lacking privilege/i.test(output))
    throw new PingUnable(`${program} may not send an ICMP echo here: ${lastLine(output)}`);
  throw new CheckFailure("timeout_connect", `no answer to ping${reasonOf(output)}`);
}

/** What iputils, BusyBox, BSD and macOS write: `time=0.045 ms`, `time<1 ms`. */
export function roundTripOf(output: string): number | null {
  const found = /time[=<]([\d.]+)\s*ms/.exec(output)?.[1];
  return found === undefined ? null : Number(found);
}

const REASON =
  /(destination )?(host|net|network|port|protocol) (is )?(unreachable|prohibited)|packet filtered|time to live exceeded/i;

function reasonOf(output: string): string {
  const reason = REASON.exec(output)?.[0];
  return reason === undefined ? "" : `: ${reason.toLowerCase()}`;
}

const lastLine = (output: string): string => output.trim().split("\n").at(-1)?.slice(0, 100) ?? "";

function run(program: string, args: string[], signal: AbortSignal): Promise<{ code: number | null; output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  const child = spawn(program, args, {
    signal,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
  });
  let output = "";
  const take = (chunk: Buffer): void => {
    output = (output + chunk.toString("utf8")).slice(0, MOST_OUTPUT);
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  child.once("error", (error) => reject(startFailure(program, error, signal)));
  child.once("close", (code) => resolve({ code, output }));
  return promise;
}

function startFailure(program: string, error: Error, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return codeOf(error) === "ENOENT"
    ? new PingUnable(`there is no ${program} on this host: install it (Debian: iputils-ping) to check by ICMP`)
    : new PingUnable(`${program} cannot be started: ${error.message}`);
}
