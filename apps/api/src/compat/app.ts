import { sql } from "drizzle-orm";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ApiVersion } from "@nightbell/shared/compat/apply-spec";
import type { AppEnv } from "../context.ts";
import { BODY_LIMIT_BYTES } from "../http/security.ts";
import { checkBadge, listBadges, teamBadge } from "./badges.ts";
import { createCheck, deleteCheck, getCheck, listChecks, pauseCheck, resumeCheck, updateCheck } from "./checks.ts";
import { refuse, withCors } from "./answers.ts";
import { endpoint, type Call, type Verb, type Verbs } from "./endpoint.ts";
import { codeKind } from "./find-check.ts";
import { getPingBody, listFlips, listPings } from "./history.ts";
import { whoIsOnCall } from "./on-call.ts";
import { recorded } from "./write-check.ts";

/** The management API that clients of Healthchecks know, in its three versions: spec "heartbeats" §2. */

const byKey = (access: "read" | "write", run: (call: Call) => Promise<Response>): Verb => ({ access, run });

const listChannels = async ({ c, ctx }: Call): Promise<Response> => {
  const { channels } = await recorded(ctx);
  return c.json({ channels: channels.map(({ id, name, kind }) => ({ id, name, kind })) });
};

/** That we work, and that the record does. */
async function status(c: Context<AppEnv>): Promise<Response> {
  try {
    await c.var.base.authDb.execute(sql`select 1`);
    return c.text("OK");
  } catch {
    return refuse(c, 500, "our record cannot be reached");
  }
}

const CHECKS: Verbs = { GET: byKey("read", listChecks), POST: byKey("write", createCheck) };
const READ_CHECK: Verbs = { GET: byKey("read", getCheck) };
const CHECK: Verbs = {
  ...READ_CHECK,
  POST: byKey("write", updateCheck),
  DELETE: byKey("write", deleteCheck),
};

/** The verbs of a check, of which its unique key opens only reads. */
const ofCheck = (byUuid: Verbs, byUniqueKey: Verbs | null) => (c: Context<AppEnv>) => {
  const kind = codeKind(c.req.param("code") ?? "");
  if (kind === null) return null;
  return kind === "uuid" ? byUuid : byUniqueKey;
};

/** One version of the API, to be mounted at `/api/v<version>`. Collections are served with and without their slash. */
export function compatApp(version: ApiVersion): Hono<AppEnv> {
  const serve = (verbs: Parameters<typeof endpoint>[1]) => endpoint(version, verbs);
  const flips = { GET: byKey("read", listFlips) };
  const both = (path: string): string[] => [path, `${path}/`];
  return new Hono<AppEnv>()
    .use(bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: tooLarge }))
    .on("ALL", both("/checks"), serve(CHECKS))
    .all("/checks/:code", serve(ofCheck(CHECK, READ_CHECK)))
    .all("/checks/:code/pause", serve(ofCheck({ POST: byKey("write", pauseCheck) }, null)))
    .all("/checks/:code/resume", serve(ofCheck({ POST: byKey("write", resumeCheck) }, null)))
    .on("ALL", both("/checks/:code/pings"), serve(ofCheck({ GET: byKey("write", listPings) }, null)))
    .all("/checks/:code/pings/:n{[0-9]+}/body", serve(ofCheck({ GET: byKey("write", getPingBody) }, null)))
    .on("ALL", both("/checks/:code/flips"), serve(ofCheck(flips, flips)))
    .on("ALL", both("/channels"), serve({ GET: byKey("write", listChannels) }))
    .on("ALL", both("/on-call"), serve({ GET: byKey("read", whoIsOnCall) }))
    .on("ALL", both("/badges"), serve({ GET: byKey("read", listBadges) }))
    .on("ALL", both("/status"), serve({ GET: { access: "public", run: status } }))
    .all(
      "*",
      serve(() => null),
    );
}

const tooLarge = (c: Context): Response => withCors(refuse(c, 413, "the body is over 64 kB"), []);

/** Badges, which need no key: the address is the secret. */
export const badgeApp = new Hono<AppEnv>()
  .all("/badge/:key/:sig/:file", endpoint(3, { GET: { access: "public", run: teamBadge } }))
  .all("/badge/:key/:file", endpoint(3, { GET: { access: "public", run: teamBadge } }))
  .all("/b/:states/:file", endpoint(3, { GET: { access: "public", run: checkBadge } }));
