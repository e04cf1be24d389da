import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectPostgres } from "@nightbell/testkit/database/postgres";
import { startPostgres } from "@nightbell/testkit/database/real-postgres";
import { requireFreePort } from "../src/ports.ts";

/** `npm start` itself, with every Worker in workerd: start, use, stop, start again. */

const ROOT = join(import.meta.dirname, "../../..");
let state: string;
let port: number;
let running: Stack | null = null;

type Stack = { process: ChildProcess; output(): string; ready: Promise<void>; exit: Promise<number | null> };

function start(more: string[] = [], env: Record<string, string> = {}): Stack {
  const child = spawn(
    process.execPath,
    [join(ROOT, "packages/local/src/start.ts"), "--port", String(port), "--state", state, ...more],
    {
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    },
  );
  let output = "";
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes("Nightbell is ready.")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void exit.then((code) => reject(new Error(`ended with ${code}:\n${output}`)));
  });
  // A stack that is meant to fail is watched by its exit alone.
  ready.catch(() => undefined);
  running = { process: child, output: () => output, ready, exit };
  return running;
}

async function stop(stack: Stack, signal: NodeJS.Signals): Promise<number | null> {
  stack.process.kill(signal);
  return stack.exit;
}

/** Command lines of processes that belong to this stack. */
const processes = (): string[] =>
  spawnSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .stdout.split("\n")
    .filter((line) => line.includes(state));

/** The first of three ports in a row that are free. */
async function freePorts(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port: candidate } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const free = await Promise.all([candidate + 1, candidate + 2].map(requireFreePort)).then(
    () => true,
    () => false,
  );
  return free && candidate < 65_000 ? candidate : freePorts();
}

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), "nightbell-stack-"));
  port = await freePorts();
});
afterEach(async () => {
  if (running) await stop(running, "SIGTERM");
});
afterAll(() => rmSync(state, { recursive: true, force: true }));

describe("the local stack", { timeout: 180_000 }, () => {
  const services = (path: string) => fetch(`http://localhost:${port + 1}${path}`);
  const phones = async () => ((await (await services("/handset/api/state")).json()) as { phones: unknown[] }).phones;

  test("starts, serves, ends on Ctrl-C with every process, and starts again fast with its state", async () => {
    const first = start();
    await first.ready;
    expect(first.output()).toContain(`http://localhost:${port} `);
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
    expect((await fetch(`http://localhost:${port}/api/me`)).status).toBe(401);
    expect((await fetch(`http://localhost:${port}/ping/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
    for (const path of ["/handset", "/mail", "/target"]) expect((await services(path)).status, path).toBe(200);
    await fetch(`http://localhost:${port + 1}/handset/api/phones`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"number":"+436601234567"}',
    });
    expect(await phones()).toHaveLength(1);

    const second = spawnSync(
      process.execPath,
      [join(ROOT, "packages/local/src/start.ts"), "--port", String(port), "--state", state],
      { encoding: "utf8" },
    );
    expect([second.status, second.stderr]).toEqual([1, expect.stringContaining("already runs from this folder")]);

    expect(await stop(first, "SIGINT")).toBe(0);
    expect(processes()).toEqual([]);

    const again = start();
    await again.ready;
    expect(await phones()).toHaveLength(1);
    expect(await stop(again, "SIGTERM")).toBe(0);
    expect(processes()).toEqual([]);
  });

  test("runs on the Postgres that DATABASE_URL names", async (context) => {
    const postgres = await startPostgres();
    if (!postgres) {
      console.warn("No Postgres server is installed: the stack was NOT tested on one.");
      return context.skip();
    }
    try {
      const stack = start([], { DATABASE_URL: postgres.url });
      await stack.ready;
      expect(stack.output()).toContain("the Postgres at");
      const app = `http://localhost:${port}`;
      const signUp = await fetch(`${app}/api/auth/sign-up/email`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: app },
        body: JSON.stringify({ name: "Ana", email: "ana@example.com", password: "correct horse battery" }),
      });
      expect(signUp.status).toBe(200);
      const database = connectPostgres(postgres.url);
      const query = "select team.name from team join member on member.team_id = team.id";
      const [result] = await database.run("postgres", [{ query, params: [] }]);
      await database.close();
      expect(result?.rows).toEqual([["Ana's team"]]);
      expect(await stop(stack, "SIGTERM")).toBe(0);
    } finally {
      postgres.stop();
    }
  });

  test("a busy port gets one sentence, and nothing is left running", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(port + 1, "127.0.0.1", resolve));
    const stack = start();
    expect(await stack.exit).toBe(1);
    expect(stack.output().trim().split("\n")).toEqual([expect.stringContaining(`Port ${port + 1} is busy`)]);
    await new Promise((resolve) => server.close(resolve));
    expect(processes()).toEqual([]);
  });

  test("a broken database gets one sentence that names the way out, which works", async () => {
    rmSync(join(state, "postgres/global"), { recursive: true });
    const broken = start();
    expect(await broken.exit).toBe(1);
    expect(broken.output()).toMatch(/cannot be opened .*--fresh/);
    const fresh = start(["--fresh"]);
    await fresh.ready;
    expect(await phones()).toEqual([]);
    expect(await stop(fresh, "SIGINT")).toBe(0);
  });
});
