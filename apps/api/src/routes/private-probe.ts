import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { runLine, type RunLine } from "@nightbell/shared/check/protocol";
import { routeOfProbeKey } from "@nightbell/shared/probe/key";
import { CALL_HEADER, POLL_MS, pollRequest, type PollAnswer } from "@nightbell/shared/probe/protocol";
import { skewOf } from "@nightbell/shared/probe/sight";
import type { ErrorBody, ErrorCode } from "@nightbell/shared/errors";
import { ERROR_STATUS } from "@nightbell/shared/errors";
import { SECOND } from "@nightbell/shared/time";
import { teamObject, type AppEnv } from "../context.ts";
import { hashOfKey } from "../services/api-keys/hash.ts";
import { linesOf } from "../ndjson.ts";

/**
 * What a team's own probe asks: work, and to bring what it saw (spec "checks" §6). Its key carries the team's route and
 * the Team object knows the key's hash, so nothing here waits for Postgres.
 */

const STEP_MS = SECOND;
const MOST_LINES = 200;
const MOST_BYTES = 1_000_000;
const KEY = /^Bearer (nbp_[0-9a-z]{42})$/;

type Asking = { team: ReturnType<typeof teamObject>; hash: string };

export const privateProbe = new Hono<AppEnv>()
  .use(bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text("At most 1 MB at once.", 413) }))
  .post("/poll", async (c) => {
    const asking = await whoAsks(c);
    if (asking === null)
      return refused(c, "unauthenticated", "This key is not known: it may be mistyped, or the probe retired.");
    const poll = pollRequest.safeParse(await c.req.json().catch(() => null));
    if (!poll.success) return refused(c, "bad_request", "This is no poll that we understand. Update the probe.");
    const { publicKey, build, hostname = null, now: said } = poll.data;
    const arrived = Date.now();
    const hello = { publicKey, build, hostname, skewMs: skewOf(said, arrived) };
    const until = arrived + POLL_MS;
    for (;;) {
      const answer = await asking.team.probePoll(asking.hash, hello);
      if (answer === null)
        return refused(c, "unauthenticated", "This key is not known: it may be mistyped, or the probe retired.");
      // Waiting costs nothing here, and would keep the Team object awake there.
      if (answer.call !== null || Date.now() + STEP_MS >= until || c.req.raw.signal.aborted)
        return c.json(answer satisfies PollAnswer);
      await scheduler.wait(STEP_MS);
    }
  })
  .post("/results", async (c) => {
    const asking = await whoAsks(c);
    if (asking === null)
      return refused(c, "unauthenticated", "This key is not known: it may be mistyped, or the probe retired.");
    const lines = await readLines(c.req.raw.body);
    const taken = await asking.team.probeResults(asking.hash, c.req.header(CALL_HEADER) ?? "", lines);
    if (taken === null)
      return refused(c, "unauthenticated", "This key is not known: it may be mistyped, or the probe retired.");
    return taken ? c.body(null, 204) : refused(c, "not_found", "Nobody waits for these results any more.");
  });

async function whoAsks(c: Context<AppEnv>): Promise<Asking | null> {
  const key = KEY.exec(c.req.header("authorization") ?? "")?.[1];
  const route = key === undefined ? null : routeOfProbeKey(key);
  if (key === undefined || route === null) return null;
  return { team: teamObject(c.env, route), hash: await hashOfKey(key) };
}

async function readLines(body: ReadableStream<Uint8Array> | null): Promise<RunLine[]> {
  const lines: RunLine[] = [];
  if (body === null) return lines;
  for await (const line of linesOf(body)) {
    const parsed = runLine.safeParse(line);
    if (parsed.success && lines.length < MOST_LINES) lines.push(parsed.data);
  }
  return lines;
}

function refused(c: Context<AppEnv>, code: ErrorCode, message: string): Response {
  c.set("errorCode", code);
  const body: ErrorBody = { error: { code, message, requestId: c.var.base.requestId } };
  return c.json(body, ERROR_STATUS[code]);
}
