import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathOf } from "./bring.ts";

/** Servers as child processes of a test, with everything they write in a folder of their own. */

const READY_MS = 30_000;
const POLL_MS = 50;

export type Account = { uid?: number; gid?: number };

/** The account that a package made for its server, where we are root and may become it. */
export function accountOf(name: string): Account {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

const folders = new Set<string>();
const running = new Set<ChildProcess>();
// However the tests end, also in the middle of starting, nothing stays behind.
process.once("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that the account owns, until this process ends. */
export function newFolder(name: string, account: Account): string {
  const folder = mkdtempSync(join(tmpdir(), `nightbell-${name}-`));
  folders.add(folder);
  if (account.uid !== undefined) execFileSync("chown", [`${account.uid}:${account.gid ?? account.uid}`, folder]);
  chmodSync(folder, 0o755);
  return folder;
}

/** The path of a program that {@link bringServers} has found. @throws Error if it has not */
export function installed(program: string): string {
  const path = pathOf(program);
  if (path === null) throw new Error(`${program} is not installed`);
  return path;
}

/** Below the ports that systems give to whoever asks for any: nobody takes one between our look and the server's start. */
const FIRST_PORT = 20_000;
const PORTS = 10_000;
const given = new Set<number>();

/** A free port of loopback, given to nobody else in this process. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

export type Daemon = {
  /** Freezes the process: its port still takes connections, and nobody answers. */
  hang(): void;
  stop(): Promise<void>;
};

/**
 * Starts a server in the foreground, and waits until its port answers.
 * @throws Error with what it wrote, if it ends before
 */
export async function startDaemon(
  command: string,
  args: readonly string[],
  { port, folder, account = {} }: { port: number; folder: string; account?: Account },
): Promise<Daemon> {
  // A group of its own: some servers leave children behind when only the first process is killed.
  const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], detached: true, ...account });
  running.add(child);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await whenOpen(child, port, transcriptOf(child), command);
  return {
    hang: () => signalGroup(child, "SIGSTOP"),
    async stop() {
      signalGroup(child, "SIGKILL");
      await ended;
      running.delete(child);
    },
  };
}

function signalGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, signal);
}

function transcriptOf(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (part: string) => void (text = (text + part).slice(-4_000)));
  child.on("error", (error) => void (text += String(error)));
  return () => text;
}

/** Polls, because these servers have no common way to say that they are ready. */
async function whenOpen(child: ChildProcess, port: number, transcript: () => string, name: string): Promise<void> {
  for (let waited = 0; waited < READY_MS; waited += POLL_MS) {
    if (child.exitCode !== null || child.pid === undefined) break;
    if (await isOpen(port)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  signalGroup(child, "SIGKILL");
  throw new Error(`${name} did not start: ${transcript()}`);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("close", () => resolve(false)).once("connect", () => socket.destroy());
  });
}
