import { safeFetch, type Egress } from "./safe-fetch.ts";

/** Whether this region can see at all: targets of ours that must answer while we judge others (spec "checks" §6). */

export type Controls = { reachable: number; of: number };

const CACHED_MS = 10_000;
const TIMEOUT_MS = 2_000;

let cached: (Controls & { at: number; key: string }) | null = null;

/** Asks every control target, 2 s each; the answer is kept for 10 s per isolate. Any HTTP answer counts as reachable. */
export async function checkControls(targets: readonly string[], egress: Egress): Promise<Controls> {
  const key = targets.join();
  if (cached !== null && cached.key === key && Date.now() - cached.at < CACHED_MS)
    return { reachable: cached.reachable, of: cached.of };
  const answers = await Promise.all(targets.map((url) => isReachable(url, egress)));
  const controls = { reachable: answers.filter(Boolean).length, of: targets.length };
  cached = { ...controls, at: Date.now(), key };
  return controls;
}

async function isReachable(url: string, egress: Egress): Promise<boolean> {
  try {
    const response = await safeFetch(
      url,
      { method: "GET", signal: AbortSignal.timeout(TIMEOUT_MS) },
      { ...egress, resolvers: [] },
    );
    await response.body?.cancel();
    return response.status < 520;
  } catch (error) {
    console.warn(JSON.stringify({ event: "control target failed", url, error: String(error) }));
    return false;
  }
}
