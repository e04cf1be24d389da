import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { NOT_FOUND } from "../../http/errors.ts";
import { commitOn } from "../commit-on.ts";
import { teamTime } from "../on-call/team-time.ts";
import { findRota } from "./input.ts";
import { endChange } from "./overrides.ts";

/**
 * Ends an override: one that has begun ends now, one ahead is removed. Owners, admins and responders.
 * @throws AppError `not_found`; `conflict` for one that is over, which stays as it was
 */
export async function endOverride({ ctx, id, override }: { ctx: Ctx; id: string; override: string }): Promise<void> {
  authorise(ctx, "operate");
  const now = await teamTime(ctx);
  await commitOn(ctx, (config, unchanged) => {
    const found = findRota(config, id).overrides.find((known) => known.id === override);
    if (found === undefined) throw new AppError("not_found", NOT_FOUND);
    if (found.until <= now) throw new AppError("conflict", "This is over already.");
    return endChange(ctx, id, found, now, unchanged);
  });
}
