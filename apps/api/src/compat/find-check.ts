import { armHeartbeat } from "@nightbell/shared/heartbeat/state";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { AppError } from "@nightbell/shared/errors";
import { isPingId } from "@nightbell/shared/ids";
import type { HeartbeatRecord } from "@nightbell/shared/team/rpc";
import { checkOf, type CheckJson } from "@nightbell/shared/compat/check-view";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { NOT_FOUND } from "../http/errors.ts";
import { hexOf } from "../services/api-keys/hash.ts";
import type { Call } from "./endpoint.ts";

/** Checks as the Team object knows them: settings, state, and the time of that team. */

const UNIQUE_KEY = /^[0-9a-f]{40}$/;

/** Whether a path names a check in a way that only reads, or in one that also writes; null for no check at all. */
export function codeKind(code: string): "uuid" | "unique_key" | null {
  if (isPingId(code)) return "uuid";
  return UNIQUE_KEY.test(code) ? "unique_key" : null;
}

/** SHA-1 of the whole uuid, in hex: our uuids share their first digits. Spec "heartbeats" §0. */
export const uniqueKeyOf = async (pingId: string): Promise<string> =>
  hexOf(await crypto.subtle.digest("SHA-1", new TextEncoder().encode(pingId)));

/** All checks of the caller's team. */
export async function standings({ ctx }: Pick<Call, "ctx">): Promise<{ now: number; heartbeats: HeartbeatRecord[] }> {
  return valueOf(await teamObject(ctx.env, ctx.team.route).heartbeats(callerOf(ctx)));
}

/**
 * The check that the path names, by uuid or unique key.
 * @throws AppError `not_found`; for another team's too
 */
export async function findCheck(call: Call): Promise<{ now: number; record: HeartbeatRecord }> {
  const code = call.c.req.param("code") ?? "";
  const nameOf = codeKind(code) === "uuid" ? (pingId: string) => pingId : uniqueKeyOf;
  const { now, heartbeats } = await standings(call);
  for (const record of heartbeats) if ((await nameOf(record.settings.pingId)) === code) return { now, record };
  throw new AppError("not_found", NOT_FOUND);
}

/** How a heartbeat stands whose settings are known from the record; one that its object has not seen yet is new. */
export async function standingOf(
  call: Call,
  settings: HeartbeatSettings,
): Promise<{ now: number; record: HeartbeatRecord }> {
  const { now, heartbeats } = await standings(call);
  const known = heartbeats.find((record) => record.settings.id === settings.id);
  return { now, record: { settings, state: known?.state ?? armHeartbeat(settings, settings.createdAt) } };
}

/** A check as this caller may read it. */
export async function jsonOf(call: Call, record: HeartbeatRecord, now: number): Promise<CheckJson> {
  const { PUBLIC_URL, PING_BASE } = call.ctx.settings;
  const place = { version: call.version, appUrl: PUBLIC_URL, pingBase: PING_BASE };
  const mayWrite = call.ctx.program?.write === true;
  return checkOf(record, now, place, mayWrite ? null : await uniqueKeyOf(record.settings.pingId));
}
