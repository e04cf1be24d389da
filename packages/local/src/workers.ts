import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartFailure } from "./failure.ts";
import type { StateFolder } from "./state-folder.ts";

/** The first Worker is the one with an address. */
const CONFIGS = [
  "apps/api/wrangler.jsonc",
  "apps/probe/wrangler.ingest.jsonc",
  "apps/probe/wrangler.weur.jsonc",
  "apps/probe/wrangler.enam.jsonc",
  "apps/probe/wrangler.apac.jsonc",
];
const READY_MS = 60_000;
const STOP_MS = 5_000;
const LOG = "workers.log";

export type Workers = {
  /** Resolves with the exit code if the Workers end by themselves or by {@link Workers.stop}. */
  ended: Promise<number | null>;
  /** Resolves when the app answers. @throws StartFailure with the last lines of the log */
  ready(url: string): Promise<void>;
  /** Ends every process of the Workers. */
  stop(): Promise<void>;
};

/**
 * Starts all Workers in one `wrangler dev`, in a process group of its own.
 * Only the first config takes wrangler's arguments, so settings travel by environment: wrangler overrides `vars` and
 * `secrets` of every config with it.
 */
export function startWorkers(
  root: string,
  state: StateFolder,
  port: number,
  settings: Record<string, string>,
): Workers {
  const missing = CONFIGS.filter((config) => !existsSync(join(root, config)));
  if (missing.length) throw new StartFailure(`${missing.join(", ")} is missing: is the clone complete?`);
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  if (!existsSync(wrangler)) throw new StartFailure("wrangler is missing: run `npm install`.");

  const child = spawn(
    process.execPath,
    [
      wrangler,
      "dev",
      ...CONFIGS.flatMap((config) => ["-c", config]),
      "--ip",
      "127.0.0.1",
      "--port",
      String(port),
      "--inspector-port",
      "0",
      "--persist-to",
      state.path("workers"),
      "--show-interactive-dev-session=false",
    ],
    {
      cwd: root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
        HOME: process.env["HOME"],
        TZ: "UTC",
        NO_COLOR: "1",
        CI: "1",
        CLOUDFLARE_INCLUDE_PROCESS_ENV: "true",
        WRANGLER_SEND_METRICS: "false",
        WRANGLER_REGISTRY_PATH: state.path("registry"),
        WRANGLER_LOG_PATH: state.path("workers"),
        ...settings,
      },
    },
  );
  const log = createWriteStream(state.path(LOG), { mode: 0o600 });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });

  /** A bundle that does not build: wrangler then waits for a change of the sources, for ever. */
  const unbuildable = new Promise<"do not build">((resolve) => {
    child.stderr.on("data", (chunk: Buffer) => {
      if (/Build failed|Could not resolve/.test(chunk.toString())) resolve("do not build");
    });
  });

  const lastWords = (): string => readFileSync(state.path(LOG), "utf8").trimEnd().split("\n").slice(-20).join("\n");
  return {
    ended,
    async ready(url) {
      const outcome = await Promise.race([untilAnswering(url), unbuildable, ended.then(() => "ended while starting")]);
      if (outcome !== "answers")
        throw new StartFailure(`The Workers ${outcome}. The end of ${state.path(LOG)}:\n${lastWords()}`);
    },
    async stop() {
      signalGroup(child, "SIGTERM");
      await Promise.race([ended, sleep(STOP_MS)]);
      // workerd, a grandchild, may outlive its parent by a moment.
      signalGroup(child, "SIGKILL");
      await ended;
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Asks the page and, behind it, the Worker. @returns `answers`, or what was wrong to the end */
async function untilAnswering(url: string): Promise<string> {
  let last = "no answer";
  for (const end = Date.now() + READY_MS; Date.now() < end; await sleep(200)) {
    try {
      const statuses = await Promise.all(
        [url, `${url}/api/`].map(
          async (address) => (await fetch(address, { signal: AbortSignal.timeout(5000) })).status,
        ),
      );
      if (statuses.every((status) => status < 500)) return "answers";
      last = `status ${statuses.join(", ")}`;
    } catch (error) {
      last = String(error);
    }
  }
  return `did not answer within ${READY_MS / 1000} s (${last})`;
}
