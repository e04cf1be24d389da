import { and, eq, sql } from "drizzle-orm";
import { isZone } from "@nightbell/shared/time";
import { mintId, nearOf, type Base, type User } from "../context.ts";
import { audited } from "../db/audit.ts";
import { openAuthDb, openDb } from "../db/client.ts";
import { membershipsOf } from "../db/pre-team.ts";
import { member, team } from "../db/schema/team.ts";
import { teamBatch } from "../db/team-batch.ts";
import type { Settings } from "../env.ts";
import { auditEntry, bumpVersion, handOver } from "../services/commit.ts";
import { createTeam, teamNameFor } from "../services/teams/create-team.ts";

/** What follows from a change that better-auth makes: a new person gets a team; a verified or renamed one is told to their teams. */

type HookContext = { request?: Request | undefined } | null | undefined;

function baseOf(env: Env, settings: Settings, context: HookContext): Base {
  const now = Date.now();
  return {
    env,
    settings,
    db: openDb(settings),
    authDb: openAuthDb(settings),
    requestId: mintId("req", now),
    ip: context?.request?.headers.get("cf-connecting-ip") ?? "unknown",
    now,
  };
}

/** The zone Cloudflare knows of the visitor, else UTC; the dashboard lets people correct it. */
function zoneOf(settings: Settings, context: HookContext): string {
  const guess: unknown = context?.request?.cf?.["timezone"];
  return settings.ENVIRONMENT === "production" && typeof guess === "string" && isZone(guess) ? guess : "UTC";
}

async function refreshTeamsOf(base: Base, userId: string): Promise<void> {
  for (const found of await membershipsOf(base.authDb, userId)) {
    await teamBatch(base.db, found.id, [bumpVersion(base, found.id)]);
    await handOver(base, found);
  }
}

async function recordJoin(base: Base, joined: { team: string; user: string; member: string }): Promise<void> {
  const change = base.db
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.teamId, joined.team), eq(member.id, joined.member)));
  const entry = auditEntry(base, joined.team, joined.user, { action: "member.join", data: { user: joined.user } });
  const [, , teams] = await teamBatch(base.db, joined.team, [
    bumpVersion(base, joined.team),
    audited(base.db, sql`${change}`, entry),
    base.db.select({ id: team.id, route: team.route }).from(team).where(eq(team.id, joined.team)),
  ]);
  for (const found of teams) await handOver(base, found);
}

/** The hooks for better-auth's options. */
export function hooksOf(env: Env, settings: Settings) {
  return {
    database: {
      user: {
        create: {
          after: async (user: User, context: HookContext) => {
            const input = {
              user,
              name: teamNameFor(user),
              zone: zoneOf(settings, context),
              near: nearOf(context?.request),
            };
            await createTeam(baseOf(env, settings, context), input);
          },
        },
        update: {
          after: async (user: { id: string }, context: HookContext) =>
            await refreshTeamsOf(baseOf(env, settings, context), user.id),
        },
      },
    },
    organization: {
      afterAcceptInvitation: async (input: {
        invitation: { organizationId: string };
        member: { id: string };
        user: { id: string };
      }) =>
        await recordJoin(baseOf(env, settings, null), {
          team: input.invitation.organizationId,
          user: input.user.id,
          member: input.member.id,
        }),
    },
  };
}
