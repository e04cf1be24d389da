import { asc, eq } from "drizzle-orm";
import type { Contact, Member, TeamConfig } from "@nightbell/shared/team/config";
import type { GuardSettings } from "@nightbell/shared/guard/settings";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import type { MonitorSettings } from "@nightbell/shared/check/settings";
import { AppError } from "@nightbell/shared/errors";
import type { Db } from "./client.ts";
import { user } from "./schema/auth.ts";
import { planOf } from "@nightbell/shared/plans";
import { channel, contact, guard, heartbeat, maintenance, monitor, probe } from "./schema/configuration.ts";
import { pingKey } from "./schema/keys.ts";
import { member, team } from "./schema/team.ts";
import { teamBatch } from "./team-batch.ts";

type ContactRow = typeof contact.$inferSelect;
export type HeartbeatRow = typeof heartbeat.$inferSelect;
export type MonitorRow = typeof monitor.$inferSelect;
type GuardRow = typeof guard.$inferSelect;

/** The engine contact that stands for the e-mail address of an account. */
export const accountEmailContactId = (userId: string): string => `${userId}:email`;

/**
 * The ways in which one stored contact reaches a person. A number is two, so that losing SMS does not lose the call.
 * @param row a row of `contact`
 */
export function engineContacts(row: ContactRow): Contact[] {
  const { id, address } = row;
  const verifiedAt = row.verifiedAt?.getTime() ?? null;
  if (row.kind !== "phone") return [{ id, kind: row.kind, address, verifiedAt }];
  return (["sms", "voice"] as const).map((kind) => ({ id: `${id}:${kind}`, kind, address, verifiedAt }));
}

/** Quiet hours as the engine has them; null when there are none. */
export const quietOf = (from: string | null, to: string | null): Member["quiet"] =>
  from !== null && to !== null ? { from, to } : null;

/**
 * Heartbeat settings as the engine has them.
 * @param channels the ids of the team's channels: those that a heartbeat names beyond them were deleted
 */
export function heartbeatOf(
  { teamId: _, createdAt, ...row }: HeartbeatRow,
  channels: ReadonlySet<string>,
): HeartbeatSettings {
  return { ...row, channels: row.channels.filter((id) => channels.has(id)), createdAt: createdAt.getTime() };
}

/** Monitor settings as the engine has them. */
export const monitorOf = ({ teamId: _, domains: _domains, createdAt, ...row }: MonitorRow): MonitorSettings => ({
  ...row,
  createdAt: createdAt.getTime(),
});

/** Guard settings as the engine has them. */
const guardOf = ({ teamId: _, createdAt, ...row }: GuardRow): GuardSettings => ({
  ...row,
  createdAt: createdAt.getTime(),
});

/**
 * The whole configuration of a team, for its object.
 * @param db from `openDb`
 * @param teamId which team
 * @throws AppError `not_found` for a team that is not in the record, `unavailable` when the record cannot be reached
 */
export async function loadTeamConfig(db: Db, teamId: string): Promise<TeamConfig> {
  // The version is read first: data newer than its version is harmless, the reverse would be lost.
  const [teams, people, contacts, heartbeats, monitors, channels, pingKeys, guards, windows, probes] = await teamBatch(
    db,
    teamId,
    [
      db
        .select({ id: team.id, name: team.name, zone: team.zone, version: team.configVersion })
        .from(team)
        .where(eq(team.id, teamId)),
      db
        .select({
          member,
          name: user.name,
          email: user.email,
          emailVerified: user.emailVerified,
          since: user.createdAt,
        })
        .from(member)
        .innerJoin(user, eq(user.id, member.userId))
        .where(eq(member.teamId, teamId))
        .orderBy(asc(member.createdAt), asc(member.id)),
      db.select().from(contact).where(eq(contact.teamId, teamId)).orderBy(asc(contact.createdAt), asc(contact.id)),
      db.select().from(heartbeat).where(eq(heartbeat.teamId, teamId)).orderBy(asc(heartbeat.id)),
      db.select().from(monitor).where(eq(monitor.teamId, teamId)).orderBy(asc(monitor.id)),
      db.select().from(channel).where(eq(channel.teamId, teamId)).orderBy(asc(channel.createdAt), asc(channel.id)),
      db.select().from(pingKey).where(eq(pingKey.teamId, teamId)).orderBy(asc(pingKey.id)),
      db.select().from(guard).where(eq(guard.teamId, teamId)).orderBy(asc(guard.id)),
      db.select().from(maintenance).where(eq(maintenance.teamId, teamId)).orderBy(asc(maintenance.id)),
      db.select().from(probe).where(eq(probe.teamId, teamId)).orderBy(asc(probe.id)),
    ],
  );
  const found = teams[0];
  if (found === undefined) throw new AppError("not_found", "This team does not exist, or is not yours to see.");
  const members = people.map(({ member: row, name, email, emailVerified, since }): Member => ({
    id: row.userId,
    name,
    email,
    role: row.role,
    zone: row.zone ?? found.zone,
    quiet: quietOf(row.quietFrom, row.quietTo),
    badSignal: row.badSignal,
    contacts: [
      {
        id: accountEmailContactId(row.userId),
        kind: "email",
        address: email,
        verifiedAt: emailVerified ? since.getTime() : null,
      },
      ...contacts.filter((entry) => entry.userId === row.userId).flatMap(engineContacts),
    ],
  }));
  const verified = new Set(people.filter((row) => row.emailVerified).map((row) => row.member.userId));
  const channelIds = new Set(channels.map(({ id }) => id));
  return {
    v: 1,
    version: found.version,
    team: { id: found.id, name: found.name, zone: found.zone },
    members,
    roster: null,
    heartbeats: heartbeats.map((row) => heartbeatOf(row, channelIds)),
    monitors: monitors.map(monitorOf),
    maintenance: windows.map(({ id, name, monitors: about, time }) => ({ id, name, monitors: about, time })),
    probes: probes.map(({ id, name, keyHash, createdAt }) => ({ id, name, keyHash, createdAt: createdAt.getTime() })),
    channels: channels
      .filter((row) => verified.has(row.userId))
      .map(({ id, kind, name, userId }) => ({ id, kind, name, user: userId })),
    guards: guards.map(guardOf),
    pingKeys: pingKeys.map(({ key }) => key),
    heartbeatLimit: planOf().heartbeats,
  };
}
