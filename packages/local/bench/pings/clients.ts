import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Order, Outcome } from "./load.ts";

/** The process that asks. One order at a time. */
export type Clients = {
  /** @throws Error when the process is gone */
  run(order: Order): Promise<Outcome>;
  stop(): void;
};

export function startClients(): Clients {
  const child = fork(join(import.meta.dirname, "load.ts"));
  const gone = once(child, "exit").then((): never => {
    throw new Error("the clients' process ended");
  });
  gone.catch(() => undefined);
  return {
    async run(order) {
      child.send(order);
      const [outcome] = (await Promise.race([once(child, "message"), gone])) as [Outcome];
      return outcome;
    },
    stop: () => void child.kill(),
  };
}
