import { eq } from "drizzle-orm";
import type { Alerting } from "@nightbell/shared/incident/alerting";
import { AppError } from "@nightbell/shared/errors";
import type { Ctx } from "../context.ts";
import { heartbeat, monitor } from "../db/schema/configuration.ts";
import { escalationPolicy } from "../db/schema/on-call.ts";
import { teamBatch } from "../db/team-batch.ts";

/** What a monitor or heartbeat says of its alerts, as far as it is given. */
type Told = { alerting?: Alerting | undefined; parents?: string[] | undefined };

/**
 * Policies and parents that a monitor or heartbeat names must be there, and nothing may stand on itself.
 * @param self its id; null for new ones
 * @throws AppError `invalid` that says what to do
 */
export async function requireAlerting(ctx: Ctx, all: readonly Told[], self: string | null): Promise<void> {
  const choices = all.flatMap(({ alerting }) => (alerting ? [alerting.urgent, alerting.other] : []));
  const policies = choices.filter((choice) => choice !== "page" && choice !== "tell");
  const parents = all.flatMap((one) => one.parents ?? []);
  if (policies.length === 0 && parents.length === 0) return;
  const ofTeam = { id: escalationPolicy.id };
  const [known, monitors, heartbeats] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select(ofTeam).from(escalationPolicy).where(eq(escalationPolicy.teamId, ctx.team.id)),
    ctx.db.select({ id: monitor.id, parents: monitor.parents }).from(monitor).where(eq(monitor.teamId, ctx.team.id)),
    ctx.db
      .select({ id: heartbeat.id, parents: heartbeat.parents })
      .from(heartbeat)
      .where(eq(heartbeat.teamId, ctx.team.id)),
  ]);
  if (policies.some((id) => known.every((policy) => policy.id !== id)))
    throw new AppError("invalid", "This policy does not exist any more: choose again.", "alerting");
  requireParents(new Map([...monitors, ...heartbeats].map((one) => [one.id, one.parents])), parents, self);
}

function requireParents(things: ReadonlyMap<string, string[]>, parents: readonly string[], self: string | null): void {
  if (parents.some((id) => !things.has(id)))
    throw new AppError("invalid", "One of these parents does not exist any more: choose again.", "parents");
  if (self !== null && below(things, parents).has(self))
    throw new AppError("invalid", "It would stand on itself: then nothing would page for either.", "parents");
}

/** These things, and all that they stand on. */
function below(things: ReadonlyMap<string, string[]>, ids: readonly string[]): Set<string> {
  const found = new Set(ids);
  for (const id of found) for (const parent of things.get(id) ?? []) found.add(parent);
  return found;
}
