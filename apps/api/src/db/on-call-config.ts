import type { Alerting } from "@nightbell/shared/incident/alerting";
import type { Override, Rota } from "@nightbell/shared/oncall/rota";
import type { EscalationPolicy } from "@nightbell/shared/paging/policy";
import type { Backup, Feed, NotifyChannel } from "@nightbell/shared/team/config";
import type { channel } from "./schema/configuration.ts";
import type { backup, calendarFeed, escalationPolicy, rota, rotaOverride } from "./schema/on-call.ts";

/** Rows of on-call as the engine has them. */

type OverrideRow = typeof rotaOverride.$inferSelect;

/** Rotas with their overrides. @param overrides of all of them, in the order they were created */
export const rotasOf = (rows: (typeof rota.$inferSelect)[], overrides: OverrideRow[]): Rota[] =>
  rows.map(({ id, name, zone, layers }) => ({
    id,
    name,
    zone,
    layers,
    overrides: overrides.filter(({ rotaId }) => rotaId === id).map(overrideOf),
  }));

function overrideOf(row: OverrideRow): Override {
  const { id, kind, userId, reason, actorId: actor } = row;
  const parts = {
    id,
    reason,
    actor,
    from: row.startsAt.getTime(),
    until: row.endsAt.getTime(),
    createdAt: row.createdAt.getTime(),
  };
  switch (kind) {
    case "cover":
      return { ...parts, kind, for: row.forUserId ?? "", by: userId };
    case "take":
      return { ...parts, kind, by: userId };
    case "also":
    case "away":
      return { ...parts, kind, user: userId };
  }
}

/** The row of an override; its creation is given to the millisecond. */
export const overrideRow = (teamId: string, rotaId: string, override: Override): typeof rotaOverride.$inferInsert => ({
  id: override.id,
  teamId,
  rotaId,
  kind: override.kind,
  userId: "user" in override ? override.user : override.by,
  forUserId: override.kind === "cover" ? override.for : null,
  startsAt: new Date(override.from),
  endsAt: new Date(override.until),
  reason: override.reason,
  actorId: override.actor,
  createdAt: new Date(override.createdAt),
});

export const policyOf = ({ id, name, steps, repeats }: typeof escalationPolicy.$inferSelect): EscalationPolicy => ({
  id,
  name,
  steps,
  repeats,
});

/** A policy that was deleted pages as the team's own does. */
export function alertingOf(alerting: Alerting, policies: ReadonlySet<string>): Alerting {
  const known = (choice: string): string =>
    choice === "page" || choice === "tell" || policies.has(choice) ? choice : "page";
  return { ...alerting, urgent: known(alerting.urgent), other: known(alerting.other) };
}

export const backupOf = ({ name, phone, verifiedAt }: typeof backup.$inferSelect): Backup => ({
  name,
  phone,
  verifiedAt: verifiedAt?.getTime() ?? null,
});

export const feedOf = ({ id, userId, whose, tokenHash, createdAt }: typeof calendarFeed.$inferSelect): Feed => ({
  id,
  user: whose === "mine" ? userId : null,
  tokenHash,
  createdAt: createdAt.getTime(),
});

/**
 * A channel that can be written to; none while its person has not confirmed their address.
 * @param verified users who have
 */
export function channelOf(row: typeof channel.$inferSelect, verified: ReadonlySet<string>): NotifyChannel[] {
  const { id, kind, name, userId, sealedUrl } = row;
  if (kind === "email") return userId !== null && verified.has(userId) ? [{ id, kind, name, user: userId }] : [];
  return sealedUrl === null ? [] : [{ id, kind, name, sealedUrl }];
}
