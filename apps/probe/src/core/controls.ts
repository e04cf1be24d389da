import type { Egress } from "./egress.ts";
import { PLAIN_REACH } from "./io.ts";
import { safeFetch } from "./safe-fetch.ts";

/** Whether this place can see at all: targets of ours that must answer while we judge others (spec "checks" §6). */

export type Controls = { reachable: number; of: number };

const CACHED_MS = 10_000;
const TIMEOUT_MS = 2_000;
/** Statuses from here on are made by the platform, not the target. */
const PLATFORM_STATUS = 520;

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

/** Controls are hosts of ours, and no resolver is asked for them. */
async function isReachable(url: string, egress: Egress): Promise<boolean> {
  try {
    const response = await safeFetch(
      { url, method: "GET", headers: {}, body: null, signal: AbortSignal.timeout(TIMEOUT_MS) },
      { ...egress, reach: PLAIN_REACH, ownHosts: [], resolvers: [] },
    );
    await response.body?.cancel();
    return response.status < PLATFORM_STATUS;
  } catch (error) {
    console.warn(JSON.stringify({ event: "control target failed", url, error: String(error) }));
    return false;
  }
}
