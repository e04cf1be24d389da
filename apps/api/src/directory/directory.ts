import { DurableObject } from "cloudflare:workers";
import type { Route } from "@nightbell/shared/ids";

/**
 * One shard of the roster of teams. It is not in Postgres, so that lost alarms are repaired while Postgres is down
 * (spec "trust" §5, "Sweeper").
 */
export class Directory extends DurableObject<Env> {
  /** Lists a team; repeating it is harmless. */
  add(route: Route): void {
    this.ctx.storage.kv.put(route, 1);
  }

  /** Forgets a team; repeating it is harmless. */
  remove(route: Route): void {
    this.ctx.storage.kv.delete(route);
  }

  /** The routes of this shard, ascending. */
  all(): Route[] {
    return Array.from(this.ctx.storage.kv.list(), ([route]) => route);
  }
}
