import type { SQL } from "drizzle-orm";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { insertIf } from "./insert-if.ts";
import { heartbeat } from "./schema/configuration.ts";

/** The statement that inserts a heartbeat while a condition holds; it returns `id`. */
export const insertHeartbeat = (teamId: string, settings: HeartbeatSettings, condition: SQL): SQL =>
  insertIf(heartbeat, { ...settings, teamId, createdAt: new Date(settings.createdAt) }, condition);
