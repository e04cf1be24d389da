import type { Context, Handler } from "hono";
import { AppError, ERROR_STATUS } from "@nightbell/shared/errors";
import type { ApiVersion } from "@nightbell/shared/compat/apply-spec";
import type { AppEnv, Ctx } from "../context.ts";
import { asAppError } from "../http/errors.ts";
import { logLine } from "../http/log.ts";
import { refuse, withCors } from "./answers.ts";
import { authenticate, type Access } from "./authenticate.ts";
import { readBody, type JsonObject } from "./read-body.ts";

/** What a call that carries a key has. */
export type Call = {
  c: Context<AppEnv>;
  ctx: Ctx;
  /** Under which the team's badges are public. */
  badgeKey: string;
  body: JsonObject;
  version: ApiVersion;
};

/** One verb at an address: who may call it, and what happens. `public` calls bring no key. */
export type Verb =
  | { access: Access; run: (call: Call) => Promise<Response> }
  | { access: "public"; run: (c: Context<AppEnv>) => Promise<Response> };

/** The verbs of an address by HTTP method. */
export type Verbs = Partial<Record<"GET" | "POST" | "DELETE", Verb>>;

/**
 * An address of the management API: CORS, verbs, key, and errors in its own form.
 * @param verbsOf the verbs of the address; may depend on its parameters, null for an address that leads nowhere
 */
export const endpoint =
  (version: ApiVersion, verbsOf: Verbs | ((c: Context<AppEnv>) => Verbs | null)): Handler<AppEnv> =>
  async (c) => {
    const verbs = typeof verbsOf === "function" ? verbsOf(c) : verbsOf;
    if (verbs === null) return withCors(refuse(c, 404, "not found"), []);
    const answer = await run(c, version, verbs).catch((error: unknown) => failed(c, error));
    return withCors(answer, Object.keys(verbs));
  };

async function run(c: Context<AppEnv>, version: ApiVersion, verbs: Verbs): Promise<Response> {
  const { method } = c.req;
  if (method === "OPTIONS") return c.body(null, 204);
  const verb = verbs[method as keyof Verbs];
  if (verb === undefined) return c.body(null, 405);
  if (verb.access === "public") return await verb.run(c);
  const body = await readBody(c);
  if (body instanceof Response) return body;
  const key = await authenticate(c, body, verb.access);
  if (key instanceof Response) return key;
  return await verb.run({ c, body, version, ...key });
}

function failed(c: Context<AppEnv>, error: unknown): Response {
  const known = asAppError(error);
  c.set("errorCode", known?.code ?? "internal");
  if (known === null) {
    const requestId = c.var.base.requestId;
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    logLine({ level: "error", requestId, error: message, stack: stack ?? "" });
    return refuse(c, 500, `something broke on our side; tell us this id: ${requestId}`);
  }
  return c.json({ error: known.code === "not_found" ? "not found" : known.message }, statusOf(known));
}

/** A client of this API knows 403 for the plan's limit, and no 422. */
function statusOf({ code }: AppError) {
  if (code === "plan_limit") return 403;
  return code === "invalid" ? 400 : ERROR_STATUS[code];
}
