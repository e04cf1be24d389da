import { and, eq, type SQL } from "drizzle-orm";
import { endOverride } from "@nightbell/shared/oncall/edit";
import type { Override } from "@nightbell/shared/oncall/rota";
import type { Instant } from "@nightbell/shared/time";
import type { Ctx } from "../../context.ts";
import { insertIf } from "../../db/insert-if.ts";
import { overrideRow } from "../../db/on-call-config.ts";
import { rotaOverride } from "../../db/schema/on-call.ts";
import type { Change } from "../commit.ts";

/** The changes that begin and end overrides. */

/** What makes an override. */
export const newChange = (ctx: Ctx, rotaId: string, override: Override, unchanged: SQL): Change => ({
  statement: insertIf(rotaOverride, overrideRow(ctx.team.id, rotaId, override), unchanged),
  action: "rota.override.add",
  data: { rota: rotaId, ...override },
});

/** What ends an override: one that has begun ends now, one ahead is removed. */
export function endChange(ctx: Ctx, rotaId: string, override: Override, now: Instant, unchanged: SQL): Change {
  const where = and(
    eq(rotaOverride.teamId, ctx.team.id),
    eq(rotaOverride.rotaId, rotaId),
    eq(rotaOverride.id, override.id),
    unchanged,
  );
  const left = endOverride(override, now);
  const ended = { id: rotaOverride.id };
  return {
    statement:
      left === null
        ? ctx.db.delete(rotaOverride).where(where).returning(ended)
        : ctx.db
            .update(rotaOverride)
            .set({ endsAt: new Date(left.until) })
            .where(where)
            .returning(ended),
    action: "rota.override.end",
    data: { rota: rotaId },
  };
}
