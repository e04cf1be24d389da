import type { PingAnswer, PingMessage, PingTarget } from "@nightbell/shared/heartbeat/ping";
import { routeOfPingId, routeOfPingKey, type Route } from "@nightbell/shared/ids";
import type { TeamRpc } from "@nightbell/shared/team/rpc";

/** Handing a ping to its team's object. Spec "heartbeats" §0. */

/** Clients give up after 5 s; the object has two of them. */
const TEAM_PATIENCE_MS = 2_000;

/** The team that a target belongs to; null for a key that no team can have. */
export const routeOf = (target: PingTarget): Route | null =>
  target.kind === "id" ? routeOfPingId(target.pingId) : routeOfPingKey(target.key);

/** The team's answer; null if it gave none in time. A call that never arrived is repeated once: the message names its delivery. */
export const deliver = (env: IngestEnv, route: Route, message: PingMessage): Promise<PingAnswer | null> =>
  askTeam(env, route, "ping", (team) => team.ping(message));

/** What may be asked of a team without being a person: by what the message itself holds. */
type Asked = Pick<TeamRpc, "ping" | "guard">;

/**
 * Asks a team's object; null if it did not answer in time. A call that never arrived is repeated once.
 * @param what for the log
 * @param call must do no harm when it is made twice
 */
export async function askTeam<T>(
  env: IngestEnv,
  route: Route,
  what: "ping" | "guard",
  call: (team: Asked) => Promise<T>,
): Promise<T | null> {
  const deadline = Date.now() + TEAM_PATIENCE_MS;
  try {
    return await callTeam(env, route, call, deadline).catch((error: unknown) => {
      if (!isRetryable(error) || Date.now() >= deadline) throw error;
      return callTeam(env, route, call, deadline);
    });
  } catch (error) {
    console.error(JSON.stringify({ event: `${what} not delivered`, route, error: String(error) }));
    return null;
  }
}

const isRetryable = (error: unknown): boolean =>
  error instanceof Error &&
  "retryable" in error &&
  error.retryable === true &&
  !("overloaded" in error && error.overloaded === true);

/** One call on a fresh stub: one that has failed stays broken. @throws Error when the object is silent until `deadline` */
async function callTeam<T>(
  env: IngestEnv,
  route: Route,
  call: (team: Asked) => Promise<T>,
  deadline: number,
): Promise<T> {
  // The object lives in another Worker, so its class is known by contract only.
  const team = env.TEAM.getByName(route) as unknown as Asked;
  let patience: number | null = null;
  const silence = new Promise<never>((_, reject) => {
    const giveUp = (): void => reject(new Error(`the team's object was silent for ${TEAM_PATIENCE_MS} ms`));
    patience = setTimeout(giveUp, Math.max(0, deadline - Date.now()));
  });
  try {
    return await Promise.race([call(team), silence]);
  } finally {
    clearTimeout(patience);
  }
}
