import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { newFile, newFolder } from "./folders.ts";

const PROGRAM = fileURLToPath(new URL("../../bin/nightbell-probe.mjs", import.meta.url));

export type Running = {
  stop: () => void;
  /** Exit code and all output, once it has ended. */
  ended: Promise<{ code: number | null; out: string; err: string }>;
};

/** Starts the program as a person would, in an environment of its own. */
export function start(args: readonly string[], environment: Record<string, string> = {}): Running {
  const env = { PATH: process.env["PATH"] ?? "", HOME: newFolder(), ...environment };
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const texts = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (texts.err += chunk.toString()));
  const ended = once(child, "close").then(([code]: unknown[]) => ({ code: code as number | null, ...texts }));
  return { stop: () => void child.kill("SIGTERM"), ended };
}

/** Starts it for an API, with its key in a file, and ranges that it may reach. */
export const startFor = (api: { url: string }, key: string, ranges: string, more: string[] = []): Running =>
  start(["--url", api.url, "--key-file", newFile(`${key}\n`), "--allow", newFile(ranges), ...more]);
