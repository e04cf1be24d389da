import { asc, eq } from "drizzle-orm";
import type { Contact, Member, TeamConfig } from "@nightbell/shared/team/config";
import type { GuardSettings } from "@nightbell/shared/guard/settings";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import type { MonitorSettings } from "@nightbell/shared/check/settings";
import { AppError } from "@nightbell/shared/errors";
import type { Db } from "./client.ts";
import { user } from "./schema/auth.ts";
import { planOf } from "@nightbell/shared/plans";
import { alertingOf, backupOf, channelOf, feedOf, policyOf, rotasOf } from "./on-call-config.ts";
import { channel, contact, guard, heartbeat, maintenance, monitor, probe } from "./schema/configuration.ts";
import { pingKey } from "./schema/keys.ts";
import { backup, calendarFeed, escalationPolicy, rota, rotaOverride } from "./schema/on-call.ts";
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

/** Ids of the team's channels and policies: what settings name beyond them was deleted. */
export type KnownIds = { channels: ReadonlySet<string>; policies: ReadonlySet<string> };

/** Heartbeat settings as the engine has them. */
export function heartbeatOf({ teamId: _, createdAt, ...row }: HeartbeatRow, known: KnownIds): HeartbeatSettings {
  return {
    ...row,
    alerting: alertingOf(row.alerting, known.policies),
    channels: row.channels.filter((id) => known.channels.has(id)),
    createdAt: createdAt.getTime(),
  };
}

/** Monitor settings as the engine has them. */
export const monitorOf = (
  { teamId: _, domains: _domains, createdAt, ...row }: MonitorRow,
  known: KnownIds,
): MonitorSettings => ({
  ...row,
  alerting: alertingOf(row.alerting, known.policies),
  createdAt: createdAt.getTime(),
});

/** Guard settings as the engine has them. */
const guardOf = ({ teamId: _, createdAt, ...row }: GuardRow): GuardSettings => ({
  ...row,
  createdAt: createdAt.getTime(),
});

/** What the team's people are read from. */
const peopleOf = (db: Db, teamId: string) =>
  db
    .select({ member, name: user.name, email: user.email, emailVerified: user.emailVerified, since: user.createdAt })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.teamId, teamId))
    .orderBy(asc(member.createdAt), asc(member.id));

type PersonRow = Awaited<ReturnType<typeof peopleOf>>[number];

function memberOf(person: PersonRow, contacts: ContactRow[], teamZone: string): Member {
  const { member: row, name, email, emailVerified, since } = person;
  return {
    id: row.userId,
    name,
    email,
    role: row.role,
    zone: row.zone ?? teamZone,
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
  };
}

const read = (db: Db, teamId: string) =>
  // The version is read first: data newer than its version is harmless, the reverse would be lost.
  teamBatch(db, teamId, [
    db.select().from(team).where(eq(team.id, teamId)),
    peopleOf(db, teamId),
    db.select().from(contact).where(eq(contact.teamId, teamId)).orderBy(asc(contact.createdAt), asc(contact.id)),
    db.select().from(rota).where(eq(rota.teamId, teamId)).orderBy(asc(rota.createdAt), asc(rota.id)),
    db
      .select()
      .from(rotaOverride)
      .where(eq(rotaOverride.teamId, teamId))
      .orderBy(asc(rotaOverride.createdAt), asc(rotaOverride.id)),
    db.select().from(escalationPolicy).where(eq(escalationPolicy.teamId, teamId)).orderBy(asc(escalationPolicy.id)),
    db.select().from(backup).where(eq(backup.teamId, teamId)),
    db.select().from(calendarFeed).where(eq(calendarFeed.teamId, teamId)).orderBy(asc(calendarFeed.id)),
    db.select().from(heartbeat).where(eq(heartbeat.teamId, teamId)).orderBy(asc(heartbeat.id)),
    db.select().from(monitor).where(eq(monitor.teamId, teamId)).orderBy(asc(monitor.id)),
    db.select().from(maintenance).where(eq(maintenance.teamId, teamId)).orderBy(asc(maintenance.id)),
    db.select().from(probe).where(eq(probe.teamId, teamId)).orderBy(asc(probe.id)),
    db.select().from(channel).where(eq(channel.teamId, teamId)).orderBy(asc(channel.createdAt), asc(channel.id)),
    db.select().from(guard).where(eq(guard.teamId, teamId)).orderBy(asc(guard.id)),
    db.select().from(pingKey).where(eq(pingKey.teamId, teamId)).orderBy(asc(pingKey.id)),
  ]);

/**
 * The whole configuration of a team, for its object.
 * @param db from `openDb`
 * @param teamId which team
 * @throws AppError `not_found` for a team that is not in the record, `unavailable` when the record cannot be reached
 */
export async function loadTeamConfig(db: Db, teamId: string): Promise<TeamConfig> {
  const [teams, people, contacts, rotas, overrides, policies, backups, feeds, ...things] = await read(db, teamId);
  const [heartbeats, monitors, windows, probes, channels, guards, pingKeys] = things;
  const found = teams[0];
  if (found === undefined) throw new AppError("not_found", "This team does not exist, or is not yours to see.");
  const verified = new Set(people.filter((row) => row.emailVerified).map((row) => row.member.userId));
  const known = { channels: new Set(channels.map(({ id }) => id)), policies: new Set(policies.map(({ id }) => id)) };
  const [stoodIn] = backups;
  const watched = new Set([...heartbeats, ...monitors].map(({ id }) => id));
  /** Parents that were deleted hold nothing. */
  const standing = <T extends { parents: string[] }>(thing: T): T => ({
    ...thing,
    parents: thing.parents.filter((id) => watched.has(id)),
  });
  return {
    v: 1,
    version: found.configVersion,
    team: { id: found.id, name: found.name, zone: found.zone },
    members: people.map((person) => memberOf(person, contacts, found.zone)),
    rotas: rotasOf(rotas, overrides),
    policies: policies.map(policyOf),
    defaultPolicy: known.policies.has(found.defaultPolicy ?? "") ? found.defaultPolicy : null,
    backup: stoodIn === undefined ? null : backupOf(stoodIn),
    feeds: feeds.map(feedOf),
    heartbeats: heartbeats.map((row) => standing(heartbeatOf(row, known))),
    monitors: monitors.map((row) => standing(monitorOf(row, known))),
    maintenance: windows.map(({ teamId: _, createdAt: _at, ...row }) => row),
    probes: probes.map(({ id, name, keyHash, createdAt }) => ({ id, name, keyHash, createdAt: createdAt.getTime() })),
    channels: channels.flatMap((row) => channelOf(row, verified)),
    guards: guards.map(guardOf),
    pingKeys: pingKeys.map(({ key }) => key),
    heartbeatLimit: planOf().heartbeats,
  };
}
