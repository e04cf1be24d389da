import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

/** The folder of `initdb` and `pg_ctl`, from `PATH` or Debian's place for them; null when no server is installed. */
function serverTools(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, "bin")) : [];
  const folders = [...(process.env["PATH"] ?? "").split(":"), ...versions];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "pg_ctl"))) ?? null;
}

/** A Postgres server of a test's own. `url` logs in as superuser. */
export type RealPostgres = { url: string; stop(): void };

/**
 * Starts a private Postgres server on a Unix socket, with an empty database `nightbell`.
 * @returns null when no server is installed
 */
export async function startPostgres(): Promise<RealPostgres | null> {
  const tools = serverTools();
  if (!tools) return null;
  const folder = mkdtempSync(join(tmpdir(), "nightbell-postgres-"));
  // The server refuses to run as root; root hands the folder to the unprivileged account that its package made.
  const asServer = process.getuid?.() === 0 ? { uid: id("-u"), gid: id("-g") } : {};
  if (process.getuid?.() === 0) execFileSync("chown", ["postgres", folder]);
  const run = (tool: string, ...args: string[]) =>
    execFileSync(join(tools, tool), args, { ...asServer, cwd: folder, stdio: "ignore" });
  run("initdb", "-D", join(folder, "data"), "-U", "postgres", "--auth=trust", "--no-sync");
  run("pg_ctl", "-D", join(folder, "data"), "-w", "-o", `-c listen_addresses='' -k ${folder} -c fsync=off`, "start");
  const url = (database: string) => `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`;

  const admin = new Client({ connectionString: url("postgres") });
  await admin.connect();
  await admin.query("create database nightbell");
  await admin.end();
  return {
    url: url("nightbell"),
    stop() {
      run("pg_ctl", "-D", join(folder, "data"), "-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const id = (flag: "-u" | "-g"): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
