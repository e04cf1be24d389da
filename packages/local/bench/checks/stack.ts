import { REGIONS } from "@nightbell/shared/check/region";
import { createDatabase } from "@nightbell/testkit/database/embedded";
import { serve } from "@nightbell/testkit/serve";
import { createSqlServer } from "@nightbell/testkit/sql-server";
import { addresses, workerSettings } from "../../src/config.ts";
import { loadSecrets } from "../../src/secrets.ts";
import type { StateFolder } from "../../src/state-folder.ts";
import { compatibilityDate } from "../bundle.ts";
import { askDoor } from "../door.ts";
import { startWorkerd, type Worker, type Workerd } from "../workerd.ts";
import type { Counts, CountsOrder } from "../workers/counts.ts";
import type { BenchTeam } from "./team.ts";

/** The Team object in one process, the regional probes in another, and the record behind them. */
export type Stack = {
  probes: Workerd;
  /** The process that runs now: another after each restart. */
  team(): Workerd;
  /** Makes a team, and hands it its configuration. */
  create(team: BenchTeam): Promise<void>;
  /** What the team's checks came to, by its own count. It takes the object some time. */
  counts(order: CountsOrder): Promise<Counts>;
  /** Ends the Team's process as a crash does, and starts it again on the same disk. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** No login of the embedded Postgres is checked; this one has the rights that production's has. */
const DATABASE_URL = "postgresql://nightbell_app:local@localhost/nightbell";

/** The record, which all stacks of a run share. */
export type TeamRecord = { url: string; add(team: BenchTeam): Promise<void>; stop(): Promise<void> };

/** Starts it, empty. */
export async function startRecord(): Promise<TeamRecord> {
  const database = await createDatabase();
  await database.migrate();
  const sql = createSqlServer(database);
  const served = await serve((request) => sql.handle(request));
  return {
    url: served.url,
    async add({ route, config: { team } }) {
      await database.query("insert into team (id, name, slug, route, zone) values ($1, $2, $1, $3, 'UTC')", [
        team.id,
        team.name,
        route,
      ]);
    },
    async stop() {
      await served.close();
      await database.close();
    },
  };
}

/**
 * Starts the Workers.
 * @param name of the processes; each stack has its own
 * @param controls URLs of the control targets
 * @throws Error when workerd does not start
 */
export async function startStack(
  state: StateFolder,
  name: string,
  record: TeamRecord,
  bundles: { probe: string; team: string },
  controls: string[],
): Promise<Stack> {
  const folder = state.path("");
  const at = { ...addresses(Number(new URL(record.url).port) - 1), controls };
  const texts = workerSettings(at, loadSecrets(state), DATABASE_URL, record.url);
  const start = (part: string, workers: Worker[]): Promise<Workerd> =>
    startWorkerd(folder, `${name}-${part}`, compatibilityDate(), workers, true);
  const probes = await start(
    "probes",
    REGIONS.map((region) => ({
      name: region,
      script: bundles.probe,
      texts: { ...texts, REGION: region, BOT_PAGE: "https://nightbell.example/bot" },
      values: { VERSION: { id: "bench" } },
      open: true,
    })),
  );
  const services = Object.fromEntries(
    REGIONS.map((region) => [`PROBE_${region.toUpperCase()}`, probes.ports[region] ?? 0]),
  );
  const startTeam = (): Promise<Workerd> =>
    start("team", [{ name: "team", script: bundles.team, texts, objects: ["Team"], services, open: true }]);
  let workerd = await startTeam();
  const ask = (body: unknown): Promise<unknown> => askDoor(workerd, body);
  return {
    probes,
    team: () => workerd,
    async create(team) {
      await record.add(team);
      await ask({ create: [{ route: team.route, config: team.config }] });
    },
    counts: async (order) => (await ask({ counts: order })) as Counts,
    async restart() {
      await workerd.kill();
      workerd = await startTeam();
    },
    async stop() {
      await workerd.stop();
      await probes.stop();
    },
  };
}
