import { newId, type IdPrefix, type Route } from "@nightbell/shared/ids";
import type { Role } from "@nightbell/shared/team/config";
import type { Caller, Person, TeamRpc } from "@nightbell/shared/team/rpc";
import type { Db } from "./db/client.ts";
import type { Settings } from "./env.ts";

/** Who is signed in. */
export type User = { id: string; name: string; email: string; emailVerified: boolean };

/** What every verb may use. */
export type Base = {
  env: Env;
  settings: Settings;
  /** Team batches only. */
  db: Db;
  /** Single statements that come before a team is known. */
  authDb: Db;
  requestId: string;
  ip: string;
  /** Epoch ms at which the request arrived. */
  now: number;
};

/** A signed-in person within one of their teams, or a program with a key of that team: the context of every verb. */
export type Ctx = Base & {
  /** Who acts; of a program, its key's id and name. */
  user: User;
  /** Null for a person. */
  program: { write: boolean } | null;
  team: { id: string; route: Route };
  /** Null while the record cannot be reached; then only the Team object, with its own roster, decides. */
  role: Role | null;
};

/** What a Team object answers: its RPC, and the dashboard's socket by `fetch`. */
export type TeamObject = TeamRpc & { fetch(request: Request): Promise<Response> };

/**
 * The object of a team.
 * The runtime's own stub type wraps every result anew, too deep for the compiler; the contract is {@link TeamRpc}.
 */
export const teamObject = (env: Env, route: Route): TeamObject => env.TEAM.getByName(route) as unknown as TeamObject;

/** Where the first look-up of an object puts it, for ever; best effort. */
export type Near = DurableObjectLocationHint;

/** The place near a visitor, by the continent that the platform sees; null where it does not say. */
export function nearOf(request: Request | undefined): Near | null {
  const places: Record<string, Near> = { EU: "weur", NA: "enam", SA: "sam", AS: "apac", OC: "oc", AF: "afr" };
  const continent: unknown = request?.cf?.["continent"];
  return typeof continent === "string" ? (places[continent] ?? null) : null;
}

/** The object of a new team, placed near its owner. */
export const newTeamObject = (env: Env, route: Route, near: Near | null): TeamObject =>
  env.TEAM.getByName(route, near === null ? {} : { locationHint: near }) as unknown as TeamObject;

/** A signed-in caller, as the Team object checks it against its own roster. */
export const personOf = (ctx: Ctx): Person => ({ team: ctx.team.id, user: ctx.user.id });

/** The caller; of a program the API has checked the key, and the object takes its word. */
export const callerOf = (ctx: Ctx): Caller =>
  ctx.program === null ? personOf(ctx) : { team: ctx.team.id, key: ctx.user.id, write: ctx.program.write };

/** `size` random bytes. */
export const randomBytes = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));

/** A new prefixed id, sortable by `now`. */
export const mintId = (prefix: IdPrefix, now: number): string => newId(prefix, now, randomBytes(10));

/** The Hono types of every app: what middleware puts on the request. */
export type AppEnv = { Bindings: Env; Variables: { base: Base; user: User; ctx: Ctx; errorCode?: string } };
