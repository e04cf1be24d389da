import { neon, neonConfig } from "@neondatabase/serverless";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/neon-http";
import { integer, pgTable, text, timestamp, jsonb, bigint, boolean } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase } from "../src/database/embedded.ts";
import type { Database } from "../src/database/database.ts";
import { connectPostgres } from "../src/database/postgres.ts";
import { startPostgres } from "../src/database/real-postgres.ts";
import { createSqlServer, type SqlServer } from "../src/sql-server.ts";

const note = pgTable("note", {
  id: text("id").primaryKey(),
  teamId: text("team_id").notNull(),
  size: integer("size"),
  big: bigint("big", { mode: "number" }),
  done: boolean("done"),
  tags: text("tags").array(),
  data: jsonb("data"),
  at: timestamp("at", { withTimezone: true }),
});

const SCHEMA = `
  create role app_login nosuperuser nobypassrls noinherit login;
  create role app_user; grant app_user to app_login;
  create table note (id text primary key, team_id text not null, size int, big bigint, done boolean, tags text[], data jsonb, at timestamptz);
  alter table note enable row level security; alter table note force row level security;
  create policy team on note using (team_id = current_setting('app.team'));
  grant select, insert, update on note to app_user;`;

type Backend = { database: Database; close(): Promise<void> };

async function embedded(): Promise<Backend> {
  const database = await createDatabase();
  for (const statement of SCHEMA.split(";").filter((part) => part.trim())) await database.query(statement);
  return { database, close: () => database.close() };
}

async function server(): Promise<Backend | null> {
  const postgres = await startPostgres();
  if (!postgres) return null;
  const database = connectPostgres(postgres.url);
  for (const query of SCHEMA.split(";").filter((part) => part.trim()))
    await database.run("postgres", [{ query, params: [] }]);
  return { database, close: async () => (await database.close(), postgres.stop()) };
}

describe.each([
  ["PGlite", embedded],
  ["a Postgres server", server],
])("Neon's HTTP driver against %s", (_name, start) => {
  let backend: Backend | null;
  let sqlServer: SqlServer;
  const connect = (user: string) => drizzle(neon(`postgresql://${user}:secret@localhost/nightbell`));
  const asTeam = (team: string) => {
    const db = connect("app_login");
    const prefix = [
      db.execute(sql`set local role app_user`),
      db.execute(sql`select set_config('app.team', ${team}, true)`),
    ] as const;
    return { db, prefix };
  };

  beforeAll(async () => {
    backend = await start();
    if (backend) sqlServer = createSqlServer(backend.database);
  }, 60_000);
  afterAll(() => backend?.close());
  beforeEach((context) => {
    if (!backend) context.skip("no Postgres server is installed here");
    sqlServer.setReachable(true);
    neonConfig.fetchFunction = (url: string, init: RequestInit) => sqlServer.handle(new Request(url, init));
    neonConfig.fetchEndpoint = () => "http://localhost/sql";
  });

  test("every type goes out and comes back as itself", async () => {
    const { db, prefix } = asTeam("a");
    const row = {
      id: "types",
      teamId: "a",
      size: -3,
      big: 2 ** 50,
      done: false,
      tags: ['a"b', "c,d", ""],
      data: { x: [1, null, "é"] },
      at: new Date("2026-03-01T02:03:04.567Z"),
    };
    const [, , inserted] = await db.batch([...prefix, db.insert(note).values(row).returning()]);
    expect(inserted).toEqual([row]);
  });

  test("nulls stay null and counts are reported", async () => {
    const { db, prefix } = asTeam("a");
    const results = await db.batch([
      ...prefix,
      db.insert(note).values({ id: "null", teamId: "a" }),
      db
        .update(note)
        .set({ size: 1 })
        .where(sql`id = 'null'`),
      db
        .select()
        .from(note)
        .where(sql`id = 'null'`),
    ]);
    expect(results[2].rowCount).toBe(1);
    expect(results[3].rowCount).toBe(1);
    expect(results[4]).toEqual([
      { id: "null", teamId: "a", size: 1, big: null, done: null, tags: null, data: null, at: null },
    ]);
  });

  test("the login's rights hold: a plain query may not read, a team batch sees its own rows only", async () => {
    await expect(connect("app_login").select().from(note)).rejects.toMatchObject({ cause: { code: "42501" } });
    const { db, prefix } = asTeam("b");
    const [, , seen] = await db.batch([...prefix, db.select().from(note)]);
    expect(seen).toEqual([]);
  });

  test("role and setting end with the batch", async () => {
    const { db, prefix } = asTeam("a");
    await db.batch(prefix);
    const { rows } = await db.execute(sql`select current_user, current_setting('app.team', true) as team`);
    expect(rows).toEqual([
      { current_user: "app_login", team: expect.toSatisfy((team) => team === "" || team === null) },
    ]);
  });

  test("a failing statement rolls the whole batch back and tells the constraint", async () => {
    const { db, prefix } = asTeam("a");
    const insert = db.insert(note).values({ id: "twice", teamId: "a" });
    await expect(db.batch([...prefix, insert, insert])).rejects.toMatchObject({
      code: "23505",
      constraint: "note_pkey",
      table: "note",
      severity: "ERROR",
    });
    const [, , rows] = await db.batch([
      ...prefix,
      db
        .select()
        .from(note)
        .where(sql`id = 'twice'`),
    ]);
    expect(rows).toEqual([]);
  });

  test("the isolation header sets the batch's level, read-only refuses writes", async () => {
    const query = neon("postgresql://app_login:x@localhost/nightbell");
    const [level] = await query.transaction([query`show transaction_isolation`], { isolationLevel: "Serializable" });
    expect(level).toEqual([{ transaction_isolation: "serializable" }]);
    await expect(query.transaction([query`create temp table t (a int)`], { readOnly: true })).rejects.toMatchObject({
      code: "25006",
    });
  });

  test("interleaved batches do not bleed into each other", async () => {
    const teams = Array.from({ length: 40 }, (_, index) => `team${index}`);
    const seen = await Promise.all(
      teams.map(async (team) => {
        const { db, prefix } = asTeam(team);
        const [, , , rows] = await db.batch([
          ...prefix,
          db.insert(note).values({ id: `bleed-${team}`, teamId: team }),
          db.select({ team: note.teamId }).from(note),
        ]);
        return rows;
      }),
    );
    expect(seen).toEqual(teams.map((team) => [{ team }]));
  });

  test("an outage is a server error, and ends", async () => {
    sqlServer.setReachable(false);
    await expect(connect("app_login").execute(sql`select 1`)).rejects.toMatchObject({
      cause: { message: expect.stringContaining("HTTP status 503") },
    });
    sqlServer.setReachable(true);
    await expect(connect("app_login").execute(sql`select 1 as one`)).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  test.each([
    ["another method", { method: "GET" }, 405],
    ["no JSON", { body: "select 1" }, 400],
    ["no user", { connection: "nonsense" }, 400],
    ["a number as parameter", { body: JSON.stringify({ query: "select $1", params: [1] }) }, 400],
    ["an unknown isolation level", { body: JSON.stringify({ queries: [] }), isolation: "Chaos" }, 400],
  ])(
    "%s is refused",
    async (_what, given: { method?: string; body?: string; connection?: string; isolation?: string }, status) => {
      const headers = new Headers({
        "Neon-Raw-Text-Output": "true",
        "Neon-Array-Mode": "true",
        "Neon-Connection-String": given.connection ?? "postgresql://app_login@localhost/x",
      });
      if (given.isolation) headers.set("Neon-Batch-Isolation-Level", given.isolation);
      const method = given.method ?? "POST";
      const response = await sqlServer.handle(
        new Request("http://localhost/sql", {
          method,
          headers,
          ...(method === "POST" ? { body: given.body ?? JSON.stringify({ query: "select 1", params: [] }) } : {}),
        }),
      );
      expect(response.status).toBe(status);
    },
  );
});

test("a dump starts an equal copy", async () => {
  const first = await createDatabase();
  await first.query("create table seed (a int)");
  await first.query("insert into seed values (7)");
  const dump = await first.dump();
  await first.close();
  const copy = await createDatabase({ dump });
  expect(await copy.query("select a from seed")).toEqual([{ a: 7 }]);
  await copy.close();
}, 60_000);
