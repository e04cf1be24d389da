import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(import.meta.dirname, "../../..");
const STOP_MS = 5_000;

/** One Worker of a process. */
export type Worker = {
  name: string;
  /** The bundle, relative to the process's folder. */
  script: string;
  /** Plain text bindings. */
  texts?: Record<string, string>;
  /** Its own objects: binding and class in one name each. */
  objects?: string[];
  /** Another Worker's objects. */
  foreign?: { binding: string; worker: string };
  /** Service bindings to Workers of other processes: the port of each. */
  services?: Record<string, number>;
  /** Bindings that hold JSON. */
  values?: Record<string, unknown>;
  /** Whether it has an address. */
  open: boolean;
};

export type Workerd = {
  pid: number;
  /** The ports of the open Workers by name. */
  ports: Record<string, number>;
  /** The inspector's port; null unless it was asked for. */
  inspector: number | null;
  stop(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
};

/**
 * Runs Workers in one workerd, without the proxy that `wrangler dev` puts before them: what a client reaches is the
 * Worker itself, as in production.
 * @param folder holds the scripts; the objects' databases and the log are made in it, and found again under the same name
 * @param inspected whether it lets its heaps be looked at
 * @throws Error with the end of the log, if it does not start
 */
export async function startWorkerd(
  folder: string,
  name: string,
  compatibilityDate: string,
  workers: Worker[],
  inspected = false,
): Promise<Workerd> {
  const at = (file: string): string => join(folder, file);
  mkdirSync(at(`${name}.objects`), { recursive: true });
  writeFileSync(at(`${name}.capnp`), configOf(at(`${name}.objects`), compatibilityDate, workers));
  const child = spawn(
    join(ROOT, "node_modules/workerd/bin/workerd"),
    ["serve", at(`${name}.capnp`), "--control-fd=1", ...(inspected ? ["--inspector-addr=127.0.0.1:0"] : [])],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.stderr.pipe(createWriteStream(at(`${name}.log`)));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  void ended.then(() => process.off("exit", kill));
  const ports: Record<string, number> = {};
  let inspector: number | null = null;
  const listening = (async () => {
    for await (const line of createInterface(child.stdout)) {
      const said = JSON.parse(line) as { event: string; socket: string; port: number };
      if (said.event === "listen-inspector") inspector = said.port;
      if (said.event === "listen") ports[said.socket] = said.port;
      if (Object.keys(ports).length === workers.filter(({ open }) => open).length) return true;
    }
    return false;
  })();
  if (!(await listening)) {
    await ended;
    throw new Error(`workerd ended while starting: ${readFileSync(at(`${name}.log`), "utf8").slice(-2_000)}`);
  }
  child.stdout.resume();
  return {
    pid: child.pid ?? 0,
    ports,
    inspector,
    async stop() {
      child.kill("SIGTERM");
      const force = setTimeout(kill, STOP_MS);
      await ended;
      clearTimeout(force);
    },
    async kill() {
      kill();
      await ended;
    },
  };
}

const text = (value: string): string => JSON.stringify(value);
const list = (items: string[]): string => `[${items.join(", ")}]`;

function configOf(objects: string, compatibilityDate: string, workers: Worker[]): string {
  const services = workers.map(({ name }, i) => `(name = ${text(name)}, worker = .worker${i})`);
  const others = workers.flatMap(({ name, services = {} }) =>
    Object.entries(services).map(
      ([binding, port]) =>
        `(name = ${text(`${name}-${binding}`)}, external = (address = ${text(`127.0.0.1:${port}`)}, http = ()))`,
    ),
  );
  const sockets = workers.flatMap(({ name, open }) =>
    open ? [`(name = ${text(name)}, address = "127.0.0.1:0", http = (), service = ${text(name)})`] : [],
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = ${list([
    ...services,
    ...others,
    `(name = "objects", disk = (path = ${text(objects)}, writable = true))`,
    `(name = "internet", network = (allow = ["public", "private"]))`,
  ])},
  sockets = ${list(sockets)},
);
${workers.map((worker, i) => `const worker${i} :Workerd.Worker = ${workerOf(worker, compatibilityDate)};\n`).join("")}`;
}

function workerOf(worker: Worker, compatibilityDate: string): string {
  const { name, script, texts = {}, values = {}, objects = [], foreign, services = {} } = worker;
  const bindings = [
    ...Object.entries(texts).map(([key, value]) => `(name = ${text(key)}, text = ${text(value)})`),
    ...Object.entries(values).map(([key, value]) => `(name = ${text(key)}, json = ${text(JSON.stringify(value))})`),
    ...Object.keys(services).map((key) => `(name = ${text(key)}, service = ${text(`${name}-${key}`)})`),
    ...objects.map((kind) => `(name = ${text(kind.toUpperCase())}, durableObjectNamespace = ${text(kind)})`),
    ...(foreign
      ? [
          `(name = ${text(foreign.binding.toUpperCase())}, durableObjectNamespace = (className = ${text(foreign.binding)}, serviceName = ${text(foreign.worker)}))`,
        ]
      : []),
  ];
  const namespaces = objects.map(
    (kind) => `(className = ${text(kind)}, uniqueKey = ${text(`${name}-${kind}`)}, enableSql = true)`,
  );
  return `(
  modules = [(name = "main.js", esModule = embed ${text(script)})],
  compatibilityDate = ${text(compatibilityDate)},
  bindings = ${list(bindings)},
  durableObjectNamespaces = ${list(namespaces)},
  ${objects.length > 0 ? `durableObjectStorage = (localDisk = "objects"),` : ""}
)`;
}
