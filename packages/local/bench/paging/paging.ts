import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { SECOND } from "@nightbell/shared/time";
import { addresses, CARRIER_NUMBER, workerSettings } from "../../src/config.ts";
import { loadSecrets } from "../../src/secrets.ts";
import { openStateFolder, type StateFolder } from "../../src/state-folder.ts";
import { bundle, compatibilityDate } from "../bundle.ts";
import { startWorkerd } from "../workerd.ts";
import { startCarrier } from "./carrier.ts";
import { runDays } from "./days.ts";
import { manyTeams, oneTeam, type Stack } from "./lateness.ts";
import { daysLine, latenessTable, rotaTable, targetLines } from "./report.ts";
import { rotaCosts } from "./rotas.ts";

/**
 * How late pages are, and what they cost.
 *
 *   Team and Phone objects (one workerd) → the carrier (a process of its own)     over loopback
 *
 * All teams are in one process and one isolate here; in production the platform spreads them over many. The record is
 * away, as in a database outage: pages need none. The objects' databases are in memory where the machine allows it.
 */

const DEADLINES = 200;
const TEAMS = 2_000;
/** From the last team's ping to the second in which they all die. */
const LEAD_MS = 20 * SECOND;
const DAYS_MS = 20 * SECOND;
const MEMORY = "/dev/shm";
/** More than the databases of a team and its number take. */
const TEAM_BYTES = 2_000_000;
/** Nothing listens there. */
const NO_RECORD = "http://127.0.0.1:1/sql";
const DATABASE_URL = "postgresql://nightbell_app:local@localhost/nightbell";

/** Measures and prints. Takes about three minutes. @param teams how many fail in the same second, if not 2,000 */
export async function benchPaging(say: (line: string) => void, teams = TEAMS): Promise<void> {
  if (!Number.isInteger(teams) || teams < 1)
    throw new Error("Say how many teams, as in `npm run bench -- paging 500`.");
  const disk = diskFor(teams);
  const state = openStateFolder(mkdtempSync(join(disk, "nightbell-bench-")), true);
  const undo: (() => unknown)[] = [() => rmSync(state.path(""), { recursive: true, force: true })];
  try {
    say(`Bundling; databases in ${disk} (load of this machine ${load()}) …`);
    const stack = await startStack(state, undo);
    say(`${DEADLINES} deadlines of one team, one after the other …`);
    const one = await oneTeam(stack, DEADLINES);
    say(`${teams.toLocaleString("en")} teams, whose heartbeats die in the same second (load ${load()}) …`);
    const many = await manyTeams(stack, teams, LEAD_MS);
    await stack.workerd.stop();
    say(`\n${latenessTable({ one, many, teams })}\n\nRotas (load ${load()}) …`);
    const costs = rotaCosts();
    say(`\n${rotaTable(costs)}\n\n${DAYS_MS / SECOND} s of virtual days (load ${load()}) …`);
    const days = await runDays(DAYS_MS);
    say(`\n${daysLine(days)}\n\n${targetLines({ one, many, teams }, costs, days)}`);
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}

/** Every write waits for its disk, and one disk is no measure of the platform's storage: memory, where there is room. */
function diskFor(teams: number): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > teams * TEAM_BYTES ? MEMORY : tmpdir();
}

/** How many processes wanted to run in the last minute, ours among them. */
const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

async function startStack(state: StateFolder, undo: (() => unknown)[]): Promise<Stack> {
  const secrets = loadSecrets(state);
  const script = await bundle("paging", state.path(""));
  const account = { accountSid: secrets.carrierSid, authToken: secrets.carrierToken, number: CARRIER_NUMBER };
  const carrier = await startCarrier(account);
  undo.push(carrier.stop);
  const texts = {
    ...workerSettings(addresses(1), secrets, DATABASE_URL, NO_RECORD),
    TWILIO_BASE_URL: carrier.url,
  };
  const team = { name: "team", script, texts, objects: ["Team", "Phone"], open: true };
  const workerd = await startWorkerd(state.path(""), "paging", compatibilityDate(), [team], true);
  undo.push(workerd.stop);
  return { workerd, carrier };
}
