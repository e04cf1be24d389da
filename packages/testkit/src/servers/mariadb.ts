import { execFileSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { accountOf, freePort, installed, newFolder, startDaemon } from "./daemon.ts";
import type { Shown } from "../bad-servers/certificates.ts";
import type { Running } from "./running.ts";

export const MARIADB_USER = "nightbell";

/** MariaDB takes no fewer, and one more for an administrator. */
const FEWEST_CONNECTIONS = 10;

/** Two MariaDB servers of one making: `main` with TLS; `full`, without TLS, whose connections are all taken. */
export async function startMariadbServers(tls: Shown, password: string): Promise<Running<"mariadb" | "mariadbFull">> {
  const account = process.getuid?.() === 0 ? accountOf("nobody") : {};
  const folder = newFolder("mariadb", account);
  const owned = (home: string): void => {
    if (account.uid !== undefined) execFileSync("chown", ["-R", `${account.uid}:${account.gid ?? 0}`, home]);
  };
  writeFileSync(join(folder, "tls.pem"), tls.cert);
  writeFileSync(join(folder, "tls.key"), tls.key, { mode: 0o600 });
  writeFileSync(join(folder, "init.sql"), users(password));
  owned(folder);
  const make = ["--no-defaults", `--datadir=${join(folder, "data")}`, "--auth-root-authentication-method=normal"];
  execFileSync(installed("mariadb-install-db"), [...make, "--skip-test-db", ...SMALL], {
    cwd: folder,
    stdio: "ignore",
    ...account,
  });
  const start = async (name: string, ...settings: string[]) => {
    const home = newFolder(name, account);
    cpSync(join(folder, "data"), join(home, "data"), { recursive: true });
    owned(home);
    const port = await freePort();
    const options = ["--no-defaults", `--datadir=${join(home, "data")}`, `--socket=${join(home, "socket")}`, ...SMALL];
    const args = [...options, `--port=${port}`, "--bind-address=127.0.0.1", "--skip-name-resolve", ...settings];
    return { port, daemon: await startDaemon(installed("mariadbd"), args, { port, folder: home, account }) };
  };
  const secure = [`--ssl-cert=${join(folder, "tls.pem")}`, `--ssl-key=${join(folder, "tls.key")}`];
  const [main, full] = await Promise.all([
    start("main", ...secure, `--init-file=${join(folder, "init.sql")}`),
    start("full", `--max-connections=${FEWEST_CONNECTIONS}`, "--connect-timeout=600"),
  ]);
  const guests = await takeAll(full.port);
  return {
    ports: { mariadb: main.port, mariadbFull: full.port },
    async stop() {
      for (const guest of guests) guest.destroy();
      await Promise.all([main.daemon.stop(), full.daemon.stop()]);
    },
  };
}

const SMALL = ["--innodb-buffer-pool-size=8M", "--innodb-log-file-size=4M", "--innodb-flush-log-at-trx-commit=0"];

const users = (password: string): string =>
  [
    "CREATE DATABASE nightbell;",
    `CREATE USER '${MARIADB_USER}'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    `GRANT ALL ON nightbell.* TO '${MARIADB_USER}'@'127.0.0.1';`,
    "CREATE TABLE nightbell.lamp (lit varchar(10));",
    "INSERT INTO nightbell.lamp VALUES ('on'), ('off');",
    "",
  ].join("\n");

/**
 * Connects until nobody more is let in: a connection counts from its greeting on, login or not. Right after the start the
 * one that asked whether the server is ready may still count, so a refusal must last.
 */
async function takeAll(port: number): Promise<Socket[]> {
  const guests: Socket[] = [];
  for (let refusals = 0; refusals < LASTING;) {
    const { guest, isRefused } = await greeted(port);
    refusals = isRefused ? refusals + 1 : 0;
    if (isRefused) await new Promise((resolve) => setTimeout(resolve, 50));
    else guests.push(guest);
  }
  return guests;
}

const LASTING = 5;
const ERROR_PACKET = 0xff;

function greeted(port: number): Promise<{ guest: Socket; isRefused: boolean }> {
  const guest = connect(port, "127.0.0.1");
  return new Promise((resolve, reject) => {
    guest
      .once("data", (packet: Buffer) => resolve({ guest, isRefused: packet[4] === ERROR_PACKET }))
      .on("error", reject);
  });
}
