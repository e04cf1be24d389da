import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account, CarrierAnswer } from "./carrier-process.ts";

/** When each number was first asked for, epoch ms, and how many requests came on top of that. */
export type Requests = { first: ReadonlyMap<string, number>; repeated: number };

/** Where the pages go. One question at a time. */
export type Carrier = {
  url: string;
  /** Waits until so many numbers were asked for, since it was last asked. @throws Error when they are not within `ms` */
  requests(numbers: number, ms: number): Promise<Requests>;
  stop(): void;
};

const POLL_MS = 50;

/** @throws Error when it does not start */
export async function startCarrier(account: Account): Promise<Carrier> {
  const child = fork(join(import.meta.dirname, "carrier-process.ts"), [JSON.stringify(account)]);
  const gone = once(child, "exit").then((): never => {
    throw new Error("the carrier's process ended");
  });
  gone.catch(() => undefined);
  const said = async (): Promise<CarrierAnswer> => {
    const [answer] = (await Promise.race([once(child, "message"), gone])) as [CarrierAnswer];
    return answer;
  };
  const started = await said();
  if (started.kind !== "listening") throw new Error("the carrier did not start");
  return {
    url: started.url,
    async requests(numbers, ms) {
      const first = new Map<string, number>();
      let repeated = 0;
      for (const end = Date.now() + ms; first.size < numbers; await sleep(POLL_MS)) {
        const answer = said();
        child.send("take arrivals");
        const told = await answer;
        for (const [number, at] of told.kind === "arrivals" ? told.arrivals : []) {
          if (first.has(number)) repeated += 1;
          else first.set(number, at);
        }
        if (first.size < numbers && Date.now() > end)
          throw new Error(`the carrier was asked for ${first.size} of ${numbers} numbers within ${ms / 1_000} s`);
      }
      return { first, repeated };
    },
    stop: () => void child.kill(),
  };
}
