import { asc, eq } from "drizzle-orm";
import {
  changesOf,
  DEFAULT_GRACE_SECONDS,
  DEFAULT_TIMEOUT_SECONDS,
  type ApiVersion,
} from "@nightbell/shared/compat/apply-spec";
import { SCHEDULE_PROBLEM, type CheckSpec } from "@nightbell/shared/compat/check-spec";
import { findChannels } from "@nightbell/shared/compat/find-channels";
import { parseSchedule } from "@nightbell/shared/heartbeat/schedule";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import type { NotifyChannel } from "@nightbell/shared/team/config";
import type { Ctx } from "../context.ts";
import { channel, heartbeat } from "../db/schema/configuration.ts";
import { escalationPolicy } from "../db/schema/on-call.ts";
import { team } from "../db/schema/team.ts";
import { teamBatch } from "../db/team-batch.ts";
import { heartbeatOf } from "../db/team-config.ts";
import { newHeartbeat } from "../services/heartbeats/new-heartbeat.ts";

/** What a write starts from: the record, not the Team object, so that nothing of a moment ago is missing. */
export type Recorded = {
  /** Of the configuration; what is read with it may be newer. */
  version: number;
  heartbeats: HeartbeatSettings[];
  channels: { id: string; name: string; kind: NotifyChannel["kind"] }[];
};

/** The team's heartbeats and channels, oldest first. */
export async function recorded(ctx: Ctx): Promise<Recorded> {
  const [teams, rows, channels, policies] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select({ version: team.configVersion }).from(team).where(eq(team.id, ctx.team.id)),
    ctx.db.select().from(heartbeat).where(eq(heartbeat.teamId, ctx.team.id)).orderBy(asc(heartbeat.id)),
    ctx.db
      .select({ id: channel.id, name: channel.name, kind: channel.kind })
      .from(channel)
      .where(eq(channel.teamId, ctx.team.id))
      .orderBy(asc(channel.createdAt), asc(channel.id)),
    ctx.db.select({ id: escalationPolicy.id }).from(escalationPolicy).where(eq(escalationPolicy.teamId, ctx.team.id)),
  ]);
  const idsOf = (list: { id: string }[]) => new Set(list.map(({ id }) => id));
  const known = { channels: idsOf(channels), policies: idsOf(policies) };
  return { version: teams[0]?.version ?? 0, heartbeats: rows.map((row) => heartbeatOf(row, known)), channels };
}

type Changed = { ok: true; input: Partial<HeartbeatSettings> } | { ok: false; error: string };

/** What a write changes of a heartbeat, channels included; or the error as the client gets it. */
export function changesBy(
  before: HeartbeatSettings,
  spec: CheckSpec,
  version: ApiVersion,
  channels: Recorded["channels"],
): Changed {
  const input = changesOf(before, spec, version);
  if (input.schedule !== undefined && !parseSchedule(input.schedule).ok) return { ok: false, error: SCHEDULE_PROBLEM };
  if (spec.channels === undefined) return { ok: true, input };
  const found = findChannels(spec.channels, channels);
  return found.ok ? { ok: true, input: { ...input, channels: found.ids } } : found;
}

/** A check that is not in the record yet: once a day, an hour of grace, no channels, unless the write says otherwise. */
export function newCheck(
  ctx: Ctx,
  spec: CheckSpec,
  version: ApiVersion,
  channels: Recorded["channels"],
): { ok: true; settings: HeartbeatSettings } | { ok: false; error: string } {
  const blank = newHeartbeat(ctx, {
    name: "",
    slug: "",
    schedule: { kind: "period", seconds: DEFAULT_TIMEOUT_SECONDS },
    graceSeconds: DEFAULT_GRACE_SECONDS,
  });
  const changes = changesBy(blank, spec, version, channels);
  return changes.ok ? { ok: true, settings: { ...blank, ...changes.input } } : changes;
}
