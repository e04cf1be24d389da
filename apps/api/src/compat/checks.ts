import { isMatch } from "@nightbell/shared/compat/apply-spec";
import { readCheckSpec, type CheckSpec } from "@nightbell/shared/compat/check-spec";
import { AppError } from "@nightbell/shared/errors";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { armHeartbeat } from "@nightbell/shared/heartbeat/state";
import { authorise } from "../auth/access.ts";
import { callerOf, teamObject, type Ctx } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { NOT_FOUND } from "../http/errors.ts";
import { logLine } from "../http/log.ts";
import { insertHeartbeats } from "../services/heartbeats/create.ts";
import { removeHeartbeat } from "../services/heartbeats/remove.ts";
import { changeHeartbeat } from "../services/heartbeats/update.ts";
import { refuse } from "./answers.ts";
import type { Call } from "./endpoint.ts";
import { findCheck, jsonOf, standingOf, standings } from "./find-check.ts";
import { changesBy, newCheck, recorded, type Recorded } from "./write-check.ts";

/** Checks: spec "heartbeats" §2. */

/** All of them, or those with a slug and with every given tag. */
export async function listChecks(call: Call): Promise<Response> {
  const { c } = call;
  const slug = c.req.query("slug") ?? "";
  const tags = c.req.queries("tag") ?? [];
  const { now, heartbeats } = await standings(call);
  const wanted = heartbeats.filter(
    ({ settings }) => (slug === "" || settings.slug === slug) && tags.every((tag) => settings.tags.includes(tag)),
  );
  return c.json({ checks: await Promise.all(wanted.map((record) => jsonOf(call, record, now))) });
}

/** The check that the path names. */
export async function getCheck(call: Call): Promise<Response> {
  const { now, record } = await findCheck(call);
  return call.c.json(await jsonOf(call, record, now));
}

/** Makes a check, or changes the one that matches in the fields listed in `unique`. */
export async function createCheck(call: Call): Promise<Response> {
  const { c, ctx, body, version } = call;
  authorise(ctx, "operate");
  const read = readCheckSpec(body);
  if (!read.ok) return refuse(c, 400, read.error);
  const { spec } = read;
  return await fromRecord(ctx, async (found) => {
    const match = found.heartbeats.find((settings) => isMatch(settings, spec));
    if (match !== undefined) return await change(call, match, spec, found);
    const made = newCheck(ctx, spec, version, found.channels);
    if (!made.ok) return refuse(c, 400, made.error);
    // Two programs that mean the same check must not make it twice; any other is new whatever else there is.
    const ifVersion = spec.unique === undefined ? null : found.version;
    return (await insertHeartbeats(ctx, [made.settings], ifVersion)) ? await shown(call, made.settings) : "outrun";
  });
}

const TRIES = 20;

/** Runs a write that starts from what it has read, and again when somebody else wrote in between. */
async function fromRecord(ctx: Ctx, write: (found: Recorded) => Promise<Response | "outrun">): Promise<Response> {
  for (let i = 0; i < TRIES; i++) {
    const answer = await write(await recorded(ctx));
    if (answer !== "outrun") return answer;
  }
  throw new AppError("conflict", "Others are changing this team's checks at the same time. Try again in a moment.");
}

/** The answer to a check that was made. */
async function shown(call: Call, settings: HeartbeatSettings): Promise<Response> {
  const { c, ctx } = call;
  const made = { settings };
  const { now, record } = await standingOf(call, made.settings).catch((error: unknown) => {
    // It is in the record; its object hears of it later.
    logLine({ level: "warn", requestId: ctx.requestId, event: "created_unseen", error: String(error) });
    return { now: ctx.now, record: { settings: made.settings, state: armHeartbeat(made.settings, ctx.now) } };
  });
  return c.json(await jsonOf(call, record, now), 201);
}

/** Changes the fields that were sent. */
export async function updateCheck(call: Call): Promise<Response> {
  return await fromRecord(call.ctx, async (found) => {
    const before = settingsAt(call, found);
    const read = readCheckSpec(call.body);
    return read.ok ? await change(call, before, read.spec, found) : refuse(call.c, 400, read.error);
  });
}

/** Deletes a check and shows it for the last time. */
export async function deleteCheck(call: Call): Promise<Response> {
  const settings = settingsAt(call, await recorded(call.ctx));
  const { now, record } = await standingOf(call, settings);
  await removeHeartbeat({ ctx: call.ctx, id: settings.id });
  return call.c.json(await jsonOf(call, record, now));
}

/** Pauses a check; one that is paused stays so. */
export async function pauseCheck(call: Call): Promise<Response> {
  const { record } = await findCheck(call);
  const { ctx } = call;
  valueOf(await teamObject(ctx.env, ctx.team.route).pause(callerOf(ctx), "heartbeat", record.settings.id));
  return await getCheck(call);
}

/** Resumes a paused check. */
export async function resumeCheck(call: Call): Promise<Response> {
  const { record } = await findCheck(call);
  const { c, ctx } = call;
  const answer = await teamObject(ctx.env, ctx.team.route).resume(callerOf(ctx), "heartbeat", record.settings.id);
  if (!answer.ok && answer.code === "not_paused") return c.text("check is not paused", 409);
  valueOf(answer);
  return await getCheck(call);
}

async function change(
  call: Call,
  before: HeartbeatSettings,
  spec: CheckSpec,
  found: Recorded,
): Promise<Response | "outrun"> {
  const { c, ctx, version } = call;
  const changes = changesBy(before, spec, version, found.channels);
  if (!changes.ok) return refuse(c, 400, changes.error);
  const { input } = changes;
  const done = Object.keys(input).length === 0 || (await changeHeartbeat({ ctx, id: before.id, input }, found.version));
  if (!done) return "outrun";
  const { now, record } = await standingOf(call, { ...before, ...changes.input });
  return c.json(await jsonOf(call, record, now));
}

function settingsAt(call: Call, { heartbeats }: Recorded): HeartbeatSettings {
  const code = call.c.req.param("code");
  const found = heartbeats.find(({ pingId }) => pingId === code);
  if (found === undefined) throw new AppError("not_found", NOT_FOUND);
  return found;
}
