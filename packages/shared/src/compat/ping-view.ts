import type { RecentPing } from "../team/state.ts";
import { microseconds } from "./instants.ts";

/**
 * A ping as programs read it: spec "heartbeats" §2, "Ping".
 * @param checkUrl the check's address in the version that was asked
 */
export const pingOf = (ping: RecentPing, checkUrl: string) => ({
  type: ping.type,
  date: microseconds(ping.at),
  n: ping.n,
  scheme: ping.scheme,
  remote_addr: ping.remote,
  method: ping.method,
  ua: ping.agent,
  rid: ping.runId,
  duration: ping.durationMs === null ? null : Math.round(ping.durationMs / 10) / 100,
  body_url: ping.bodyBytes > 0 ? `${checkUrl}/pings/${ping.n}/body` : null,
});
