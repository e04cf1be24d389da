import "./platform.ts";
import { setTimeout as pause } from "node:timers/promises";
import { ApiClient, KeyRefused } from "./api-client.ts";
import { BUILD } from "./build.ts";
import { identityIn } from "./identity.ts";
import { logToStdout as log, reasonOf } from "./log.ts";
import { machineIo } from "./machine.ts";
import { runProbe } from "./probe.ts";
import { readCommand, type NodeSettings } from "./settings.ts";
import { USAGE, UsageError } from "./usage.ts";
import { workWith } from "./work.ts";

/** The program: arguments in, exit code out. */

const STOPPED = 0;
const BROKEN = 1;
const WRONG_SETTINGS = 2;
const KEY_REFUSED = 3;

// A fault of ours in one check must not take the others with it.
process.on("unhandledRejection", (error) => log({ event: "fault", reason: reasonOf(error) }));

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof UsageError) {
    console.error(error.message);
    return WRONG_SETTINGS;
  }
  if (error instanceof KeyRefused) {
    console.error(`${error.message} Make a new key where your probes are listed, and give it with --key-file.`);
    return KEY_REFUSED;
  }
  log({ event: "broke down", reason: reasonOf(error) });
  return BROKEN;
});

async function main(args: readonly string[]): Promise<number> {
  const command = readCommand(args, process.env);
  if (command.do === "run") await run(command.settings);
  else console.log(command.do === "help" ? USAGE : BUILD);
  return STOPPED;
}

async function run(settings: NodeSettings): Promise<void> {
  const identity = await identityIn(settings.state);
  const client = new ApiClient(settings);
  const io = await machineIo(settings.ping, log);
  log({ event: "started", build: BUILD, url: settings.url, node: process.version, mayReach: settings.allow.ranges });
  const parts = { settings, io, client, identity, build: BUILD, log, wait };
  await runProbe({ ...parts, work: workWith(parts) }, untilStopped());
  log({ event: "stopped" });
}

async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  await pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}

/** Fires at the first SIGTERM or Ctrl-C; a second one ends the program at once. */
function untilStopped(): AbortSignal {
  const stopped = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopped.abort());
  return stopped.signal;
}
