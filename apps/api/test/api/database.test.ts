import { getTableColumns, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { openAuthDb, openDb } from "../../src/db/client.ts";
import { appendEvents } from "../../src/db/events.ts";
import { channel, contact, heartbeat } from "../../src/db/schema/configuration.ts";
import { apiKey, pingKey } from "../../src/db/schema/keys.ts";
import * as onCallTables from "../../src/db/schema/on-call.ts";
import { team } from "../../src/db/schema/team.ts";
import { teamBatch } from "../../src/db/team-batch.ts";
import { loadTeamConfig } from "../../src/db/team-config.ts";
import { testBindings } from "./bindings.ts";
import { ownerQuery, signUp } from "./client.ts";
import { HEARTBEAT } from "./matrix.ts";

const db = openDb(testBindings);
const authDb = openAuthDb(testBindings);
let ana: Awaited<ReturnType<typeof signUp>>;
let eve: Awaited<ReturnType<typeof signUp>>;

beforeAll(async () => {
  ana = await signUp("Ana");
  eve = await signUp("Eve");
  await ana.browser.send(`${ana.base}/heartbeats`, { body: HEARTBEAT });
});

const NO_RLS = ["session", "account", "verification", "rate_limit", "daily_quota"];

describe("row-level security", () => {
  it("is on and forced for every table but those without a team", async () => {
    const tables = await ownerQuery(
      "select relname, relrowsecurity and relforcerowsecurity as safe from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    );
    expect(tables.length).toBeGreaterThan(12);
    expect(
      tables
        .filter((row) => row["safe"] !== true)
        .map((row) => row["relname"])
        .sort(),
    ).toEqual([...NO_RLS].sort());
  });

  it("no view, no SECURITY DEFINER, no login among our roles", async () => {
    expect(await ownerQuery("select viewname from pg_views where schemaname = 'public'")).toEqual([]);
    expect(
      await ownerQuery("select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"),
    ).toEqual([]);
    const roles = await ownerQuery(
      "select rolname from pg_roles where rolname in ('app_user','auth_user','ops_reader','nightbell_app') and (rolcanlogin or rolsuper or rolbypassrls or rolinherit)",
    );
    expect(roles).toEqual([]);
  });

  it("every team-owned table has team_id not null, and every reference between them is composite", async () => {
    const loose = await ownerQuery(
      `select conrelid::regclass::text as child, conname from pg_constraint where contype = 'f'
       and confrelid in (select attrelid from pg_attribute where attname = 'team_id' and not attisdropped)
       and array_length(conkey, 1) < 2`,
    );
    expect(loose).toEqual([]);
    const nullable = await ownerQuery(
      "select attrelid::regclass::text as name from pg_attribute join pg_class on pg_class.oid = attrelid where relkind = 'r' and attname = 'team_id' and not attnotnull",
    );
    expect(nullable).toEqual([]);
  });

  it("shows a team its own rows only", async () => {
    const count = (id: string) =>
      teamBatch(db, id, [db.select({ id: heartbeat.id }).from(heartbeat), db.select({ id: team.id }).from(team)]);
    const [anas, anasTeams] = await count(ana.team);
    const [eves] = await count(eve.team);
    expect([anas.length, anasTeams, eves.length]).toEqual([1, [{ id: ana.team }], 0]);
  });

  it("shows nothing, and takes nothing, without a team", async () => {
    await expect(db.select({ id: team.id }).from(team)).rejects.toThrow();
    const roleOnly = db.batch([db.execute(sql`set local role app_user`), db.select({ id: team.id }).from(team)]);
    // An error on a fresh connection; on a reused one the setting reads as empty, which must yield nothing.
    expect(
      await roleOnly.then(
        ([, rows]) => rows,
        () => [],
      ),
    ).toEqual([]);
    const [rows] = await teamBatch(db, "", [db.select({ id: team.id }).from(team)]);
    expect(rows).toEqual([]);
  });

  it("refuses to write another team's row, and a reference to one", async () => {
    const row = { id: "con_x", userId: ana.user, kind: "phone" as const, address: "+431", label: "x" };
    await expect(teamBatch(db, eve.team, [db.insert(contact).values({ ...row, teamId: ana.team })])).rejects.toThrow();
    await expect(
      teamBatch(db, eve.team, [db.insert(contact).values({ ...row, teamId: eve.team })]),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("keeps sessions and passwords from a team batch, and configuration from sign-in", async () => {
    await expect(teamBatch(db, ana.team, [db.execute(sql`select * from session`)])).rejects.toThrow();
    await expect(teamBatch(db, ana.team, [db.execute(sql`select password from account`)])).rejects.toThrow();
    await expect(teamBatch(db, ana.team, [db.execute(sql`select updated_at from "user"`)])).rejects.toThrow();
    await expect(authDb.execute(sql`select * from heartbeat`)).rejects.toThrow();
    await expect(authDb.execute(sql`update team set name = 'x'`)).rejects.toThrow();
  });

  it("lets a look-up before the team is known see keys and badges, and nothing else", async () => {
    const badges = await authDb.execute<{ team_id: string }>(sql`select id, team_id, badge_id from heartbeat`);
    expect(badges.rows.map((row) => row.team_id)).toContain(ana.team);
    await authDb.execute(sql`select id, team_id, name, access, hash from api_key`);
    for (const refused of [
      sql`select ping_id from heartbeat`,
      sql`update heartbeat set badge_id = 'x'`,
      sql`select created_by from api_key`,
      sql`update api_key set access = 'write'`,
      sql`delete from api_key`,
      sql`select * from ping_key`,
      sql`select * from channel`,
      sql`select * from rota`,
      sql`select * from rota_override`,
      sql`select * from escalation_policy`,
      sql`select * from backup`,
      sql`select * from calendar_feed`,
    ])
      await expect(authDb.execute(refused)).rejects.toThrow();
  });

  it("shows a team only its own people", async () => {
    const [people] = await teamBatch(db, ana.team, [db.execute<{ id: string }>(sql`select id from "user"`)]);
    expect(people.rows.map((row) => row.id)).toEqual([ana.user]);
  });

  it("names every column in snake_case", () => {
    for (const table of [heartbeat, contact, team, apiKey, pingKey, channel, ...Object.values(onCallTables)])
      for (const column of Object.values(getTableColumns(table))) expect(column.name).toMatch(/^[a-z_]+$/);
  });
});

describe("history", () => {
  const events = [1, 2, 3].map((seq) => ({
    seq,
    at: 1_760_000_000_123 + seq,
    kind: "ping",
    subject: "hb_1",
    data: { n: seq },
  }));

  it("takes a repeat and an overlap once, and says how far it is", async () => {
    expect(await appendEvents(db, eve.team, events.slice(0, 2))).toBe(0);
    expect(await appendEvents(db, eve.team, events)).toBe(2);
    const rows = await ownerQuery(
      "select seq::int, (extract(epoch from at) * 1000)::float8 as at, data from event where team_id = $1 order by seq",
      [eve.team],
    );
    expect(rows).toEqual(events.map(({ seq, at, data }) => ({ seq, at, data })));
  });

  it("stores what jsonb cannot hold, instead of stopping for ever", async () => {
    const odd = { seq: 4, at: 1_760_000_000_000, kind: "ping", subject: null, data: { agent: "a\0b\ud800" } };
    expect(await appendEvents(db, eve.team, [odd])).toBe(3);
  });

  it("cannot be changed or deleted, nor can the audit log", async () => {
    for (const table of ["event", "audit_log"]) {
      await expect(teamBatch(db, eve.team, [db.execute(sql`delete from ${sql.identifier(table)}`)])).rejects.toThrow();
      await expect(
        teamBatch(db, eve.team, [db.execute(sql`update ${sql.identifier(table)} set team_id = team_id`)]),
      ).rejects.toThrow();
    }
  });
});

describe("configuration", () => {
  it("is whole, and its version rises", async () => {
    const before = await loadTeamConfig(db, ana.team);
    expect(before.heartbeats).toMatchObject([{ name: "Backup", slug: "backup" }]);
    expect(before.members).toMatchObject([
      { id: ana.user, role: "owner", zone: "UTC", quiet: null, contacts: [{ kind: "email", verifiedAt: null }] },
    ]);
    const body = { zone: "Europe/Vienna", quiet: { from: "22:30", to: "06:00" }, badSignal: true };
    expect((await ana.browser.send(`${ana.base}/members/me`, { method: "PATCH", body })).status).toBe(204);
    const after = await loadTeamConfig(db, ana.team);
    expect(after.members[0]).toMatchObject(body);
    expect(after.version).toBe(before.version + 1);
  });

  it("says when a team is not there", async () => {
    await expect(loadTeamConfig(db, "team_unknown")).rejects.toMatchObject({ code: "not_found" });
  });
});
