import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Arrivals, SiteAnswer, SiteOrder } from "./site-process.ts";

/** The site that the monitors look at. One order at a time. */
export type Site = {
  port: number;
  /** What has come since it was last asked. @throws Error when the process is gone */
  arrivals(): Promise<Arrivals>;
  /** From now on these monitors' pages do not answer, or do not end. */
  spoil(hanging: number[], endless: number[]): void;
  stop(): void;
};

/** @throws Error when it does not start */
export async function startSite(): Promise<Site> {
  const child = fork(join(import.meta.dirname, "site-process.ts"));
  const gone = once(child, "exit").then((): never => {
    throw new Error("the site's process ended");
  });
  gone.catch(() => undefined);
  const said = async (): Promise<SiteAnswer> => {
    const [answer] = (await Promise.race([once(child, "message"), gone])) as [SiteAnswer];
    return answer;
  };
  const order = (what: SiteOrder): void => void child.send(what);
  const started = await said();
  if (started.kind !== "listening") throw new Error("the site did not start");
  return {
    port: started.port,
    async arrivals() {
      const answer = said();
      order({ kind: "take arrivals" });
      const told = await answer;
      return told.kind === "arrivals" ? told.arrivals : [];
    },
    spoil: (hanging, endless) => order({ kind: "spoil", hanging, endless }),
    stop: () => void child.kill(),
  };
}
