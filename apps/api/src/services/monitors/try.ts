import type { RunLine } from "@nightbell/shared/check/protocol";
import { isProbeId, type CloudRegion } from "@nightbell/shared/check/region";
import { newMonitor, type NewMonitor } from "@nightbell/shared/check/settings";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { logLine } from "../../http/log.ts";
import { requireCheck } from "./check.ts";
import { runOnce, type SingleCheck } from "./run-once.ts";
import { requireSecrets } from "./secrets.ts";

/** A monitor before it is saved: what do its regions see right now? Nothing is kept. Spec "product" §2.3, "live test". */

export const tryInput = newMonitor;

/** One region's word. `unheard`: its probe did not answer. */
export type Tried = { region: CloudRegion; line: RunLine | { line: "unheard" } };

/**
 * Runs the check once from every region; what a region says is given as soon as it is known.
 * @throws AppError `invalid` for settings that could not be saved either
 */
export async function* tryMonitor({ ctx, input }: { ctx: Ctx; input: NewMonitor }): AsyncGenerator<Tried> {
  authorise(ctx, "operate");
  if (input.regions.some(isProbeId))
    throw new AppError("invalid", "A probe of your own is asked once the monitor is saved, not before.", "regions");
  const check = requireCheck(ctx, input, "");
  const given = Object.entries(input.secrets).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const secrets = Object.fromEntries(given) as Record<string, string>;
  requireSecrets(check, input.network, secrets);
  const { timeoutMs, degradedAfterMs, failAfterMs, network } = input;
  const single = { check, timeoutMs, degradedAfterMs, failAfterMs, network, secrets };
  yield* merged(input.regions.filter((region) => !isProbeId(region)).map((region) => heardFrom(ctx, region, single)));
}

async function* heardFrom(ctx: Ctx, region: CloudRegion, single: SingleCheck): AsyncGenerator<Tried> {
  try {
    for await (const line of runOnce(ctx, region, [single])) yield { region, line };
  } catch (error) {
    logLine({ level: "warn", event: "trial_failed", region, error: String(error) });
    yield { region, line: { line: "unheard" } };
  }
}

/** Items of several sources in the order in which they come. */
async function* merged<T>(sources: AsyncGenerator<T>[]): AsyncGenerator<T> {
  const next = async (source: AsyncGenerator<T>) => ({ source, item: await source.next() });
  const waiting = new Map(sources.map((source) => [source, next(source)]));
  while (waiting.size > 0) {
    const { source, item } = await Promise.race(waiting.values());
    if (item.done === true) waiting.delete(source);
    else {
      waiting.set(source, next(source));
      yield item.value;
    }
  }
}
