import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { accountOf, freePort, installed, newFolder, startDaemon } from "./daemon.ts";
import type { Shown } from "../bad-servers/certificates.ts";
import type { Running } from "./running.ts";

/** One user for each way to log in; all have the same password. */
export const POSTGRES_USERS = { scram: "by_scram", md5: "by_md5", clear: "by_clear" } as const;

/**
 * Three Postgres servers of one making: `main` with TLS; `full`, without TLS, whose one connection is taken; `hung`, which
 * is frozen.
 */
export async function startPostgresServers(
  tls: Shown,
  password: string,
): Promise<Running<"postgres" | "postgresFull" | "postgresHung">> {
  const account = accountOf("postgres");
  const folder = newFolder("postgres", account);
  const own = (name: string, text: string, mode = 0o600): void => {
    writeFileSync(join(folder, name), text, { mode });
    if (account.uid !== undefined) chownSync(join(folder, name), account.uid, account.gid ?? account.uid);
  };
  execFileSync(
    installed("initdb"),
    ["-D", "data", "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"],
    { cwd: folder, stdio: "ignore", ...account },
  );
  own("tls.pem", tls.cert);
  own("tls.key", tls.key);
  own("data/pg_hba.conf", hba());
  const start = async (name: string, ...settings: string[]) => {
    const home = newFolder(name, account);
    cpSync(join(folder, "data"), join(home, "data"), { recursive: true });
    chmodSync(join(home, "data"), 0o700);
    if (account.uid !== undefined) execFileSync("chown", ["-R", `${account.uid}:${account.gid ?? 0}`, home]);
    const port = await freePort();
    const options = ["listen_addresses=127.0.0.1", `unix_socket_directories=${home}`, "fsync=off", ...settings];
    const args = ["-D", join(home, "data"), "-p", String(port), ...options.flatMap((option) => ["-c", option])];
    return { port, daemon: await startDaemon(installed("postgres"), args, { port, folder: home, account }) };
  };
  const secure = ["ssl=on", `ssl_cert_file=${join(folder, "tls.pem")}`, `ssl_key_file=${join(folder, "tls.key")}`];
  const single = ["max_connections=1", "superuser_reserved_connections=0", "max_wal_senders=0"];
  const [main, full, hung] = await Promise.all([start("main", ...secure), start("full", ...single), start("hung")]);
  await makeUsers(main.port, password);
  const guest = await onlyConnection(full.port);
  hung.daemon.hang();
  return {
    ports: { postgres: main.port, postgresFull: full.port, postgresHung: hung.port },
    async stop() {
      await guest.end();
      await Promise.all([main.daemon.stop(), full.daemon.stop(), hung.daemon.stop()]);
    },
  };
}

const hba = (): string =>
  [
    "host all postgres 127.0.0.1/32 trust",
    `host all ${POSTGRES_USERS.scram} 127.0.0.1/32 scram-sha-256`,
    `host all ${POSTGRES_USERS.md5} 127.0.0.1/32 md5`,
    `host all ${POSTGRES_USERS.clear} 127.0.0.1/32 password`,
    "",
  ].join("\n");

const clientOf = (port: number): Client =>
  new Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });

async function makeUsers(port: number, password: string): Promise<void> {
  const admin = clientOf(port);
  await admin.connect();
  for (const [kind, user] of Object.entries(POSTGRES_USERS)) {
    await admin.query(`set password_encryption = '${kind === "md5" ? "md5" : "scram-sha-256"}'`);
    await admin.query(`create role ${user} login password '${password}'`);
  }
  await admin.query(
    "create table lamp (lit text); insert into lamp values ('on'), ('off'); grant all on lamp to public",
  );
  await admin.end();
}

/** Takes the one connection there is. Right after the start the server's own probe may still hold it. */
async function onlyConnection(port: number): Promise<Client> {
  for (let tries = 0; ; tries++) {
    const client = clientOf(port);
    try {
      await client.connect();
      return client.on("error", () => undefined);
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
