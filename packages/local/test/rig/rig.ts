import { createVirtualClock } from "@nightbell/testkit/clock";
import { createDatabase } from "@nightbell/testkit/database/embedded";
import { ConnectionReset, serve } from "@nightbell/testkit/serve";
import { Hono } from "hono";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { addresses, workerSettings } from "../../src/config.ts";
import { loadSecrets } from "../../src/secrets.ts";
import { startMailServer } from "../../src/services/mail-server.ts";
import { createServices } from "../../src/services/services.ts";
import { openStateFolder } from "../../src/state-folder.ts";
import { buildWeb } from "../../src/web-build.ts";
import { startWorkers, type Workers } from "../../src/workers.ts";
import { killWorkers } from "./kill-workers.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const EMBEDDED_URL = "postgresql://nightbell_app:local@localhost/nightbell";

/** Where a rig is, for tests in other processes. */
export type RigAddresses = {
  app: string;
  services: string;
  control: string;
  /** Takes e-mail pings for `mailDomain`. */
  smtpPort: number;
  mailDomain: string;
};

/**
 * The whole product for tests: every Worker in real workerd, real Postgres semantics, and the world outside on loopback
 * with a clock that stands. Its control server moves the carriers' clock, takes the database away and kills the Workers.
 */
export async function startRig(): Promise<RigAddresses & { stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "nightbell-rig-"));
  const port = await freePorts();
  const at = addresses(port);
  const state = openStateFolder(folder, true);
  const secrets = loadSecrets(state);
  const clock = createVirtualClock(Date.now());
  await buildWeb(ROOT, console.log);
  const database = await createDatabase();
  await database.migrate();
  const services = createServices({ at, secrets, state, clock, database });

  let reachable = true;
  const outside = await serve(
    (request) => {
      if (!reachable && new URL(request.url).pathname === "/sql") throw new ConnectionReset("Postgres is dead");
      return services.handle(request);
    },
    { port: port + 1 },
  );
  const mailServer = await startMailServer(at);
  const start = (): Workers => startWorkers(ROOT, state, port, workerSettings(at, secrets, EMBEDDED_URL, at.sql));
  let workers = start();
  await workers.ready(at.app);

  const control = new Hono()
    .post("/advance", async (c) => {
      await clock.advance(z.strictObject({ ms: z.number() }).parse(await c.req.json()).ms);
      return c.json({});
    })
    .put("/database", async (c) => {
      ({ reachable } = z.strictObject({ reachable: z.boolean() }).parse(await c.req.json()));
      return c.json({});
    })
    .post("/query", async (c) => {
      const { sql, params } = z
        .strictObject({ sql: z.string(), params: z.array(z.unknown()) })
        .parse(await c.req.json());
      return c.json(await database.query(sql, params));
    })
    .post("/workers/kill", (c) => {
      killWorkers();
      return c.json({});
    })
    .post("/workers/start", async (c) => {
      await workers.ended;
      workers = start();
      await workers.ready(at.app);
      return c.json({});
    })
    .get("/secrets", (c) => c.json(secrets))
    .onError((error, c) => c.text(String(error), 500));
  const served = await serve((request) => control.fetch(request));

  return {
    app: at.app,
    services: at.services,
    control: served.url,
    smtpPort: at.smtpPort,
    mailDomain: at.mailDomain,
    async stop() {
      await workers.stop();
      await Promise.all([served.close(), outside.close(), mailServer.close()]);
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A free port whose next two neighbours are free too. */
async function freePorts(): Promise<number> {
  for (;;) {
    const port = await freePort(0);
    const neighbours = await Promise.all([port + 1, port + 2].map((next) => freePort(next).catch(() => null)));
    if (port < 65_000 && !neighbours.includes(null)) return port;
  }
}

function freePort(wanted: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
