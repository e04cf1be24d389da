import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { benchChecks } from "./checks/checks.ts";
import { benchPaging } from "./paging/paging.ts";
import { benchPings } from "./pings/pings.ts";
import { benchSchedules } from "./schedules.ts";

/** `npm run bench -- <name>`: numbers to compare by, on this machine. They are no tests: nothing here passes or fails. */

type Say = (line: string) => void;
type Bench = { says: string; run(say: Say, args: string[]): void | Promise<void> };

const BENCHES: Record<string, Bench> = {
  pings: { says: "durable pings a second, beside a bare insert and a bare Worker (2 min)", run: benchPings },
  checks: {
    says: "how late checks are and what they cost, beside a bare fetch loop (8 min); `checks 100` for one size",
    run: (say, args) => benchChecks(say, args.map(Number)),
  },
  paging: {
    says: "from a deadline to the carrier, for one team and 2,000 at once; rotas; virtual days (3 min); `paging 500` for fewer",
    run: (say, [teams]) => benchPaging(say, teams === undefined ? undefined : Number(teams)),
  },
  schedules: { says: "what 100,000 random cron and OnCalendar expressions cost (20 s)", run: benchSchedules },
};

function machine(): string {
  const all = cpus();
  const file = join(import.meta.dirname, "../../../node_modules/workerd/package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  return `${all.length} cores, ${all[0]?.model ?? "of an unknown kind"}; Node ${process.versions.node}; workerd ${version}; ${process.platform}`;
}

// What a bench has started ends with this process.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));

const [name = "", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench) {
  console.log(machine());
  await bench.run((line) => console.log(line), args);
} else {
  if (name !== "") console.error(`There is no bench "${name}".`);
  console.log("npm run bench -- <name>, one of:");
  for (const [known, { says }] of Object.entries(BENCHES)) console.log(`  ${known.padEnd(10)} ${says}`);
  process.exitCode = name === "" ? 0 : 1;
}
