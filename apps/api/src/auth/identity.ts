import { isAPIError } from "better-auth/api";
import type { Context } from "hono";
import { AppError } from "@nightbell/shared/errors";
import type { AppEnv, User } from "../context.ts";
import { databaseAppError } from "../db/errors.ts";
import { authOf } from "./auth.ts";

/** better-auth answers a failed session look-up with its own 500, whatever the database said. */
const isFailedLookUp = (error: unknown): boolean =>
  databaseAppError(error)?.code === "unavailable" || (isAPIError(error) && error.statusCode >= 500);

/** Who asks, and whether the record said so or only the signed cookie. */
export type Identity = { user: User; degraded: boolean };

/**
 * The signed-in person. The record decides, at every request, so that a revoked session ends at once. Only while the
 * record cannot be reached the signed copy in the cookie does, so that incidents can still be seen and acked.
 * @param refresh also prolongs the session and renews the copy in the cookie
 * @throws AppError `unauthenticated`; `unavailable` without record and cookie
 */
export async function identify(c: Context<AppEnv>, refresh: boolean): Promise<Identity> {
  const { env, settings } = c.var.base;
  const { api } = authOf(env, settings);
  const headers = c.req.raw.headers;
  try {
    const query = { disableCookieCache: true, ...(refresh ? {} : { disableRefresh: true }) };
    const found = await api.getSession({ headers, query, returnHeaders: true });
    if (refresh) for (const cookie of found.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
    return { user: requireUser(found.response), degraded: false };
  } catch (error) {
    if (!isFailedLookUp(error)) throw error;
  }
  try {
    return { user: requireUser(await api.getSession({ headers, query: { disableRefresh: true } })), degraded: true };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "unavailable",
      "Our record cannot be reached, so we cannot see who you are. Paging is not affected.",
    );
  }
}

function requireUser(found: { user: User } | null): User {
  if (found === null) throw new AppError("unauthenticated", "Sign in first.");
  const { id, name, email, emailVerified } = found.user;
  return { id, name, email, emailVerified };
}
