import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStateFolder } from "../../src/state-folder.ts";
import { bundle, compatibilityDate } from "../bundle.ts";
import { startWorkerd } from "../workerd.ts";
import { compare, sample, type Cell, type Order, type Target } from "./cell.ts";
import { startClients, type Clients } from "./clients.ts";
import { startProduct, type Product } from "./product.ts";
import { floodTable, burstTable, rowsLine } from "./report.ts";
import { benchTeam, pingPaths, type BenchTeam } from "./teams.ts";

/**
 * Durable pings a second, beside a bare object that inserts a row and a bare Worker that answers OK.
 *
 * What a client reaches is the Worker itself, in one workerd process a target, all on the same disk:
 *   ping    client → nightbell-ingest → Team   as bundled for deployment, but see workers/team.ts
 *   insert  client → Worker → object           one row like a ping's
 *   answer  client → Worker
 */

const CLIENTS = 32;
const FLOOD_MS = 500;
const ROUNDS = 5;
const WARM_UP_MS = 2_000;
/** Pings a second over a minute; in its first second come 20 times as many. */
const AVERAGE = 50;
const BURST = 20;
const BURSTS = 2;

/** Who is pinged. */
export type Crowd = { name: string; teams: BenchTeam[] };
export type Targets = Record<"ping" | "insert" | "answer", Target>;
export type Result = { crowd: string; kept: boolean; cells: Partial<Record<keyof Targets, Cell>> };

/** Measures and prints. Takes about two minutes. */
export async function benchPings(say: (line: string) => void): Promise<void> {
  const state = openStateFolder(mkdtempSync(join(tmpdir(), "nightbell-bench-")), true);
  const undo: (() => unknown)[] = [() => rmSync(state.path(""), { recursive: true, force: true })];
  try {
    const many = Array.from({ length: 500 }, (_, i) => benchTeam(`Team ${i + 1}`, 1));
    const large = benchTeam("Large team", 100);
    say("Bundling, and making 501 teams …");
    const product = await startProduct(state, [...many, large]);
    undo.push(product.stop);
    const clients = startClients();
    undo.push(clients.stop);
    const ingest = { name: "ping", pid: product.workerd.pid, port: product.workerd.ports["ingest"] ?? 0 };
    await warmUp(clients, ingest, pingPaths(large));
    const { dataLength } = await product.written([large]);
    const bare = await startBare(state.path(""), dataLength);
    undo.push(bare.stop);
    await warmUp(clients, bare.targets.insert, ["/warm"]);
    await warmUp(clients, bare.targets.answer, ["/"]);

    const targets: Targets = { ping: ingest, ...bare.targets };
    const crowds: Crowd[] = [
      ...[1, 50, 500].map((n) => ({ name: n === 1 ? "1 team" : `${n} teams`, teams: many.slice(0, n) })),
      { name: "1 team of 100 heartbeats", teams: [large] },
    ];
    say(`${CLIENTS} clients, ${ROUNDS} times ${FLOOD_MS / 1_000} s each, by turns …`);
    say(`\n${floodTable(await floods(clients, targets, crowds))}\n`);
    say(rowsLine(await rows(clients, product, targets.ping, [large]), dataLength));
    say(`\nThe first second of a minute: ${AVERAGE * BURST} pings, each by a connection of its own …`);
    say(`\n${burstTable(await bursts(clients, targets, crowds.slice(0, 3)))}`);
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}

/** The bare Workers, a process each. */
async function startBare(
  folder: string,
  dataLength: number,
): Promise<{ targets: Omit<Targets, "ping">; stop(): Promise<unknown> }> {
  const [insert, answer] = await Promise.all([bundle("insert", folder), bundle("answer", folder)]);
  const date = compatibilityDate();
  const texts = { DATA_LENGTH: String(dataLength) };
  const [one, other] = await Promise.all([
    startWorkerd(folder, "bare-insert", date, [
      { name: "insert", script: insert, texts, objects: ["Row"], open: true },
    ]),
    startWorkerd(folder, "bare-answer", date, [{ name: "answer", script: answer, open: true }]),
  ]);
  return {
    targets: {
      insert: { name: "insert", pid: one.pid, port: one.ports["insert"] ?? 0 },
      answer: { name: "answer", pid: other.pid, port: other.ports["answer"] ?? 0 },
    },
    stop: () => Promise.all([one.stop(), other.stop()]),
  };
}

async function warmUp(clients: Clients, target: Target, paths: string[]): Promise<void> {
  await sample(clients, target, { paths, kept: true, load: { kind: "flood", clients: CLIENTS, ms: WARM_UP_MS } });
}

/** The same crowd as each target knows it, awake. */
async function ordersOf(
  clients: Clients,
  targets: Targets,
  crowd: Crowd,
  order: Omit<Order, "paths">,
): Promise<Record<"ping" | "insert", { target: Target; order: Order }>> {
  const paths = { ping: crowd.teams.flatMap(pingPaths), insert: crowd.teams.map(({ route }) => `/${route}`) };
  const of = async (name: "ping" | "insert") => {
    const at = paths[name].map((_, i) => i * 2);
    await sample(clients, targets[name], { paths: paths[name], kept: true, load: { kind: "timed", at } });
    return { target: targets[name], order: { ...order, paths: paths[name] } };
  };
  return { ping: await of("ping"), insert: await of("insert") };
}

async function floods(clients: Clients, targets: Targets, crowds: Crowd[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const kept of [false, true]) {
    const load = { kind: "flood", clients: CLIENTS, ms: FLOOD_MS } as const;
    const alone = { answer: { target: targets.answer, order: { paths: ["/"], kept, load } } };
    results.push({ crowd: "nobody", kept, cells: await compare(clients, alone, ROUNDS) });
    for (const crowd of crowds) {
      const orders = await ordersOf(clients, targets, crowd, { kept, load });
      results.push({ crowd: crowd.name, kept, cells: await compare(clients, orders, ROUNDS) });
    }
  }
  return results;
}

async function bursts(clients: Clients, targets: Targets, crowds: Crowd[]): Promise<Result[]> {
  const count = AVERAGE * BURST;
  const load = { kind: "timed" as const, at: Array.from({ length: count }, (_, i) => (i * 1_000) / count) };
  const results: Result[] = [];
  for (const crowd of crowds) {
    const orders = await ordersOf(clients, targets, crowd, { kept: false, load });
    results.push({ crowd: crowd.name, kept: false, cells: await compare(clients, orders, BURSTS) });
  }
  return results;
}

/** Rows that each of these pings cost, by SQLite's own count. */
async function rows(clients: Clients, product: Product, target: Target, teams: BenchTeam[]): Promise<number> {
  const paths = teams.flatMap(pingPaths);
  const before = await product.written(teams);
  const { outcome } = await sample(clients, target, {
    paths,
    kept: true,
    load: { kind: "flood", clients: CLIENTS, ms: WARM_UP_MS },
  });
  const after = await product.written(teams);
  return (after.rows - before.rows) / outcome.latencies.length;
}
