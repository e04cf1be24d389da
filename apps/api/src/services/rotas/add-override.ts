import type { Override } from "@nightbell/shared/oncall/rota";
import { AppError } from "@nightbell/shared/errors";
import type { TeamConfig } from "@nightbell/shared/team/config";
import { DAY, type Instant } from "@nightbell/shared/time";
import { authorise } from "../../auth/access.ts";
import { mintId, type Ctx } from "../../context.ts";
import { commitOn } from "../commit-on.ts";
import { teamTime } from "../on-call/team-time.ts";
import { findRota, MOST_OVERRIDES_AHEAD, requireMembers, type OverrideInput } from "./input.ts";
import { newChange } from "./overrides.ts";

const FARTHEST_MS = 5 * 366 * DAY;

/**
 * Changes a rota for a while and gives the override's id. Owners, admins and responders.
 * @throws AppError `not_found`, `invalid` for people who are no members or a time that is over, `conflict` for too many
 */
export async function addOverride({
  ctx,
  id,
  input,
}: {
  ctx: Ctx;
  id: string;
  input: OverrideInput;
}): Promise<{ id: string }> {
  authorise(ctx, "operate");
  const now = await teamTime(ctx);
  const override = madeOf(ctx, input, now);
  requireTime(override, now);
  await commitOn(ctx, (config, unchanged) => {
    requireRoom(findRota(config, id).overrides, now);
    requireMembers(config, peopleOf(override), override.kind === "cover" ? "by" : "user");
    return newChange(ctx, id, override, unchanged);
  });
  return { id: override.id };
}

/** The override that an input asks for, as its person's who asks. */
export const madeOf = (ctx: Ctx, input: OverrideInput, now: Instant): Override => ({
  ...input,
  id: mintId("ovr", ctx.now),
  createdAt: now,
  actor: ctx.user.id,
});

const peopleOf = (override: Override): string[] => {
  if (override.kind === "cover") return [override.for, override.by];
  return [override.kind === "take" ? override.by : override.user];
};

/** @throws AppError `invalid` */
export function requireTime({ from, until }: Pick<Override, "from" | "until">, now: Instant): void {
  if (until <= from) throw new AppError("invalid", "It must end after it begins.", "until");
  if (until <= now) throw new AppError("invalid", "This time is over already: choose one that ends later.", "until");
  if (until > now + FARTHEST_MS)
    throw new AppError("invalid", "At most five years ahead: for longer, change the rota itself.", "until");
}

/** @throws AppError `conflict` */
export function requireRoom(overrides: TeamConfig["rotas"][number]["overrides"], now: Instant): void {
  if (overrides.filter(({ until }) => until > now).length >= MOST_OVERRIDES_AHEAD)
    throw new AppError(
      "conflict",
      `This rota has ${MOST_OVERRIDES_AHEAD} changes ahead already. End some, or change the rota itself.`,
    );
}
