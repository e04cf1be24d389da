import { writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { accountOf, freePort, installed, newFolder, startDaemon } from "./daemon.ts";
import type { Shown } from "../bad-servers/certificates.ts";
import type { Running } from "./running.ts";

export const REDIS_USER = "nightbell";

/** Redis: `redis` wants a password, and also speaks TLS; `redisOpen` wants none; `redisFull` has its one client; `redisHung` is frozen. */
export async function startRedisServers(
  tls: Shown,
  password: string,
): Promise<Running<"redis" | "redisTls" | "redisOpen" | "redisFull" | "redisHung">> {
  const account = process.getuid?.() === 0 ? accountOf("nobody") : {};
  const start = async (name: string, ...settings: string[]) => {
    const folder = newFolder(name, account);
    writeFileSync(join(folder, "tls.pem"), tls.cert);
    writeFileSync(join(folder, "tls.key"), tls.key, { mode: 0o644 });
    const port = await freePort();
    const args = ["--bind", "127.0.0.1", "--port", String(port), "--save", "", "--dir", folder, ...settings];
    return { port, daemon: await startDaemon(installed("redis-server"), args, { port, folder, account }) };
  };
  const tlsPort = await freePort();
  const secure = ["--tls-port", String(tlsPort), "--tls-cert-file", "tls.pem", "--tls-key-file", "tls.key"];
  const closed = [
    "--requirepass",
    password,
    "--user",
    REDIS_USER,
    "on",
    `>${password}`,
    "~*",
    "+@read",
    "+ping",
    "+info",
  ];
  const [main, open, full, hung] = await Promise.all([
    start("redis", ...secure, "--tls-auth-clients", "no", ...closed),
    start("redis-open"),
    start("redis-full", "--maxclients", "1"),
    start("redis-hung"),
  ]);
  const guest = await onlyGuest(full.port);
  hung.daemon.hang();
  return {
    ports: { redis: main.port, redisTls: tlsPort, redisOpen: open.port, redisFull: full.port, redisHung: hung.port },
    async stop() {
      guest.destroy();
      await Promise.all([main, open, full, hung].map(({ daemon }) => daemon.stop()));
    },
  };
}

/** Takes the one place there is, once the connection that asked whether the server is ready has left it. */
async function onlyGuest(port: number): Promise<Socket> {
  for (let tries = 0; tries < 100; tries++) {
    const guest = connect(port, "127.0.0.1", () => guest.write("PING\r\n")).on("error", () => undefined);
    const answer = await new Promise<string>((resolve) => {
      guest.once("data", (line: Buffer) => resolve(line.toString())).once("close", () => resolve(""));
    });
    if (answer.startsWith("+PONG")) return guest;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("redis-server has no place for its only guest");
}
