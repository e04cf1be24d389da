import { Agent, get } from "node:http";
import { cpuUsage } from "node:process";

/** The clients of the ping bench: a process of its own, so that it takes no time from what it measures. */

/** Requests as fast as `clients` of them get answers, for `ms`. */
export type Flood = { kind: "flood"; clients: number; ms: number };
/** Requests at given times, ms from now, whether or not earlier ones were answered. */
export type Timed = { kind: "timed"; at: number[] };

export type Order = {
  port: number;
  /** Asked in turn. */
  paths: string[];
  /** Keeps connections open from request to request; else each has its own. */
  kept: boolean;
  load: Flood | Timed;
};

export type Outcome = {
  /** Of each request that was answered 200, in ms; of timed ones from the time at which they were due. */
  latencies: number[];
  /** How many ended otherwise, by status or error. */
  failures: Record<string, number>;
  /** From the first request to the last answer. */
  ms: number;
  /** This process's share of one core in that time. */
  busy: number;
};

async function run({ port, paths, kept, load }: Order): Promise<Outcome> {
  const agent = new Agent({ keepAlive: kept, maxSockets: load.kind === "flood" ? load.clients : Infinity });
  const latencies: number[] = [];
  const failures: Record<string, number> = {};
  const began = performance.now();
  const cpu = cpuUsage();
  let asked = 0;

  /** One request, and what became of it. */
  const ask = (due: number): Promise<void> =>
    new Promise((resolve) => {
      const path = paths[asked++ % paths.length] ?? "/";
      const ended = (status: string): void => {
        if (status === "200") latencies.push(performance.now() - due);
        else failures[status] = (failures[status] ?? 0) + 1;
        resolve();
      };
      const request = get(
        { host: "127.0.0.1", port, path, agent, headers: { "user-agent": "curl/8.14.1" } },
        (answer) => {
          answer.resume();
          answer.once("end", () => ended(String(answer.statusCode)));
        },
      );
      request.once("error", (error) => ended("code" in error ? String(error.code) : error.message));
    });

  if (load.kind === "flood") {
    const client = async (): Promise<void> => {
      while (performance.now() - began < load.ms) await ask(performance.now());
    };
    await Promise.all(Array.from({ length: load.clients }, client));
  } else {
    const later = (at: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, at));
    await Promise.all(load.at.map((at) => later(at).then(() => ask(began + at))));
  }
  const ms = performance.now() - began;
  const { user, system } = cpuUsage(cpu);
  agent.destroy();
  return { latencies, failures, ms, busy: (user + system) / 1_000 / ms };
}

process.on("message", (order: Order) => {
  void run(order).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      console.error("The clients failed:", error);
      process.exit(1);
    },
  );
});
