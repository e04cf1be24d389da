import type { Context } from "hono";
import { API_KEY_LENGTH } from "@nightbell/shared/compat/api-key";
import type { AppEnv, Ctx } from "../context.ts";
import { apiKeyByHash, type KeyOfTeam } from "../db/pre-team.ts";
import { hashOfKey } from "../services/api-keys/hash.ts";
import { refuse } from "./answers.ts";
import type { JsonObject } from "./read-body.ts";

/** What a call needs: any key, or one that may write. */
export type Access = "read" | "write";

/** The window of the limit on requests is a minute, wherever in it we are. */
const RETRY_AFTER_SECONDS = 60;

/**
 * Who calls: by the header `X-Api-Key`, or by `api_key` in the body. Spec "heartbeats" §2, "Auth".
 * @returns the context of a verb in the key's team; or the refusal
 */
export async function authenticate(
  c: Context<AppEnv>,
  body: JsonObject,
  access: Access,
): Promise<{ ctx: Ctx; badgeKey: string } | Response> {
  const { base } = c.var;
  const text = c.req.header("x-api-key") ?? body["api_key"];
  if (typeof text !== "string" || text.length !== API_KEY_LENGTH) return refuse(c, 401, "missing api key");
  const key = await apiKeyByHash(base.authDb, await hashOfKey(text));
  if (key === null || (access === "write" && key.access === "read")) return refuse(c, 401, "wrong api key");
  const { success } = await base.env.API_RATE.limit({ key: key.id });
  if (!success) {
    c.header("retry-after", String(RETRY_AFTER_SECONDS));
    return refuse(c, 429, "over 100 requests in a minute; wait a minute, then go on");
  }
  const ctx = ctxOf(c, key);
  c.set("user", ctx.user);
  c.set("ctx", ctx);
  return { ctx, badgeKey: key.badgeKey };
}

/** A program does what a responder does, or a viewer; in the audit log it is its key. */
const ctxOf = (c: Context<AppEnv>, key: KeyOfTeam): Ctx => ({
  ...c.var.base,
  user: { id: key.id, name: key.name, email: "", emailVerified: false },
  program: { write: key.access === "write" },
  team: key.team,
  role: key.access === "write" ? "responder" : "viewer",
});
