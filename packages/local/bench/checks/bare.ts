import { startWorkerd, type Workerd } from "../workerd.ts";
import { compatibilityDate } from "../bundle.ts";
import type { FetchesOrder, FetchesOutcome } from "../workers/fetches.ts";
import { KEYWORD } from "./page.ts";
import { usageOf } from "./usage.ts";

/** A bare Worker that fetches the same pages in a loop: what the figures are compared with. */
export type Bare = {
  /** @param rate fetches a second; null: as many as it can. @throws Error when one failed */
  fetches(urls: string[], rate: number | null, ms: number): Promise<BareFetches>;
  stop(): Promise<void>;
};

/** CPU per fetch in ms. */
export type BareFetches = { perSecond: number; cpu: number; peakMb: number };

/** @param script the bundle, relative to the folder */
export async function startBare(folder: string, script: string): Promise<Bare> {
  const workerd = await startWorkerd(folder, "bare", compatibilityDate(), [{ name: "fetches", script, open: true }]);
  return {
    async fetches(urls, rate, ms) {
      const before = usageOf(workerd.pid);
      const { fetched, failed } = await run(workerd, { urls, keyword: KEYWORD, rate, ms });
      const after = usageOf(workerd.pid);
      if (failed > 0) throw new Error(`${failed} bare fetches failed`);
      return { perSecond: (fetched * 1_000) / ms, cpu: (after.cpuMs - before.cpuMs) / fetched, peakMb: after.peakMb };
    },
    stop: workerd.stop,
  };
}

async function run(workerd: Workerd, order: FetchesOrder): Promise<FetchesOutcome> {
  const answer = await fetch(`http://127.0.0.1:${workerd.ports["fetches"]}/`, {
    method: "POST",
    body: JSON.stringify(order),
  });
  if (!answer.ok) throw new Error(`the bare Worker answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as FetchesOutcome;
}
