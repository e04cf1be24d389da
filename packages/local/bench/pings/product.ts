import { setTimeout as sleep } from "node:timers/promises";
import { createDatabase } from "@nightbell/testkit/database/embedded";
import { serve } from "@nightbell/testkit/serve";
import { createSqlServer } from "@nightbell/testkit/sql-server";
import { addresses, workerSettings } from "../../src/config.ts";
import { loadSecrets } from "../../src/secrets.ts";
import type { StateFolder } from "../../src/state-folder.ts";
import { bundle, compatibilityDate } from "../bundle.ts";
import { askDoor } from "../door.ts";
import { startWorkerd, type Workerd } from "../workerd.ts";
import type { Written } from "../workers/written.ts";
import type { BenchTeam } from "./teams.ts";

/** The product as a ping meets it: the ingest Worker, the Team objects, and the record behind them. */
export type Product = {
  workerd: Workerd;
  /** What all teams together wrote; `dataLength` is the longest. */
  written(teams: BenchTeam[]): Promise<Written>;
  stop(): Promise<void>;
};

/** No login of the embedded Postgres is checked; this one has the rights that production's has. */
const DATABASE_URL = "postgresql://nightbell_app:local@localhost/nightbell";
const SETTLE_MS = 60_000;

/**
 * Starts it with these teams, and waits until their making is in the record, so that nothing of it is measured.
 * @throws Error when a bundle does not build or workerd does not start
 */
export async function startProduct(state: StateFolder, teams: BenchTeam[]): Promise<Product> {
  const database = await createDatabase();
  await database.migrate();
  const sql = createSqlServer(database);
  const record = await serve((request) => sql.handle(request));
  const at = addresses(record.port - 1);
  const texts = workerSettings(at, loadSecrets(state), DATABASE_URL, record.url);
  const [ingest, team] = await Promise.all([bundle("ingest", state.path("")), bundle("team", state.path(""))]);
  const workerd = await startWorkerd(state.path(""), "product", compatibilityDate(), [
    {
      name: "ingest",
      script: ingest,
      texts: { MAIL_DOMAIN: "", MAIL_DOOR: "0" },
      foreign: { binding: "Team", worker: "team" },
      open: true,
    },
    { name: "team", script: team, texts, objects: ["Team"], open: true },
  ]);
  const ask = (body: unknown): Promise<unknown> => askDoor(workerd, body);

  await database.query(
    `insert into team (id, name, slug, route, zone)
     select t->>'id', t->>'name', t->>'id', t->>'route', 'UTC' from jsonb_array_elements($1::jsonb) as t`,
    [JSON.stringify(teams.map(({ route, config }) => ({ ...config.team, route })))],
  );
  await ask({ create: teams });
  for (const end = Date.now() + SETTLE_MS; ; await sleep(200)) {
    const [row] = await database.query("select count(distinct team_id)::int as told from event");
    if (row?.["told"] === teams.length) break;
    if (Date.now() > end) throw new Error(`only ${String(row?.["told"])} of ${teams.length} teams reached the record`);
  }

  return {
    workerd,
    async written(some) {
      const all = (await ask({ written: some.map(({ route }) => route) })) as Written[];
      return {
        rows: all.reduce((sum, { rows }) => sum + rows, 0),
        events: all.reduce((sum, { events }) => sum + events, 0),
        dataLength: Math.max(...all.map(({ dataLength }) => dataLength)),
      };
    },
    async stop() {
      await workerd.stop();
      await record.close();
      await database.close();
    },
  };
}
