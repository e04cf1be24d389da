import { HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { newPingId, newUuid } from "@nightbell/shared/ids";
import { mintId, randomBytes, type Ctx } from "../../context.ts";

type Given = Pick<HeartbeatSettings, "name" | "slug" | "schedule" | "graceSeconds"> & Partial<HeartbeatSettings>;

/** A heartbeat of the caller's team that is not in the record yet: new ids, and the defaults for what was not said. */
export const newHeartbeat = (ctx: Ctx, given: Given): HeartbeatSettings => ({
  ...HEARTBEAT_DEFAULTS,
  channels: [],
  ...given,
  id: mintId("hb", ctx.now),
  pingId: newPingId(ctx.team.route, randomBytes(10)),
  badgeId: newUuid(randomBytes(16)),
  createdAt: ctx.now,
});
