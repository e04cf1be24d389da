import { sql } from "drizzle-orm";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { AppError } from "@nightbell/shared/errors";
import { mintId } from "../context.ts";
import type { Db } from "./client.ts";
import { insertHeartbeat } from "./insert-heartbeat.ts";
import { auditLog } from "./schema/record.ts";
import { team } from "./schema/team.ts";
import { teamBatch } from "./team-batch.ts";

/** Who made a heartbeat that began as a ping, in the audit log. */
const ACTOR = "ping key";

/**
 * Tells the record of a heartbeat that a ping made, with its audit row. The plan's limit was judged by the Team object.
 * A repeat changes nothing.
 * @param db from `openDb`
 * @param now epoch ms
 * @returns the version of the configuration from which on the heartbeat is in it
 * @throws AppError `unavailable` when the record cannot be reached: try later
 */
export async function recordHeartbeat(
  db: Db,
  teamId: string,
  settings: HeartbeatSettings,
  now: number,
): Promise<number> {
  const at = new Date(now).toISOString();
  const [written] = await teamBatch(db, teamId, [
    db.execute<{ version: number }>(sql`
      with made as ${insertHeartbeat(teamId, settings, sql`true`)},
      said as (
        insert into ${auditLog} (id, team_id, at, actor_id, action, subject, data, request_id, ip)
        select ${mintId("aud", now)}, ${teamId}, ${at}::timestamptz, ${ACTOR}, 'heartbeat.create', made.id,
          ${JSON.stringify({ slug: settings.slug })}::jsonb, ${mintId("req", now)}, 'unknown'
        from made
      )
      update ${team} set config_version = config_version + (select count(*)::int from made)
      where id = ${teamId} returning config_version as version`),
  ]);
  const version = written.rows[0]?.version;
  if (version === undefined) throw new AppError("not_found", "This team does not exist, or is not yours to see.");
  return version;
}
