import type { Route } from "@nightbell/shared/ids";
import { teamObject } from "../context.ts";
import { logLine } from "../http/log.ts";
import { forEachBounded } from "./bounded.ts";
import { SHARDS, shardByName } from "./shard.ts";

const CONCURRENCY = 32;
/** A team that does not answer is left for the next minute. */
const PULSE_TIMEOUT_MS = 5_000;

const within = async <T>(promise: Promise<T>, ms: number): Promise<T> =>
  await Promise.race([
    promise,
    scheduler.wait(ms).then((): never => {
      throw new Error(`no answer within ${ms} ms`);
    }),
  ]);

/**
 * The minute sweeper: wakes every team's object, which repairs its alarm if it was lost. A shard or team that
 * fails is logged and delays nobody.
 */
export async function sweep(env: Env): Promise<void> {
  const failed = (what: string) => (error: unknown) =>
    logLine({ level: "error", event: "sweep_failed", what, error: String(error) });
  const pulse = async (route: Route) =>
    await within(teamObject(env, route).pulse(), PULSE_TIMEOUT_MS).catch(failed(`team ${route}`));
  const routes: Route[] = [];
  await forEachBounded(SHARDS, CONCURRENCY, async (name) => {
    const found = await within(shardByName(env, name).all(), PULSE_TIMEOUT_MS).catch(failed(`shard ${name}`));
    if (found !== undefined) routes.push(...found);
  });
  await forEachBounded(routes, CONCURRENCY, pulse);
}
