import type { SQL } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import type { TeamConfig } from "@nightbell/shared/team/config";
import type { Ctx } from "../context.ts";
import { loadTeamConfig } from "../db/team-config.ts";
import { commitAll, isStill, type Change } from "./commit.ts";

const TRIES = 3;

/**
 * Commits changes that are worked out from the configuration as it is: if somebody else changes it meanwhile, they are
 * worked out anew.
 * @param changesOf gives the changes; each holds `unchanged` in its condition. None: there is nothing to do
 * @throws AppError `conflict` when others are always quicker, and whatever `changesOf` throws
 */
export async function commitAllOn(
  ctx: Ctx,
  changesOf: (config: TeamConfig, unchanged: SQL) => Change[] | Promise<Change[]>,
): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const config = await loadTeamConfig(ctx.db, ctx.team.id);
    const changes = await changesOf(config, isStill(ctx, config.version));
    if (changes.length === 0) return;
    const changed = await commitAll(ctx, changes, config.version);
    if (changed.some((id) => id !== null)) return;
  }
  throw new AppError(
    "conflict",
    "Others are changing this team's settings in this very moment. Look at what is there now, then try again.",
  );
}

/** As {@link commitAllOn}, for one change. */
export const commitOn = (
  ctx: Ctx,
  changeOf: (config: TeamConfig, unchanged: SQL) => Change | Promise<Change>,
): Promise<void> => commitAllOn(ctx, async (config, unchanged) => [await changeOf(config, unchanged)]);
