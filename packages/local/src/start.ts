import { createRealClock } from "@nightbell/testkit/clock";
import { serve } from "@nightbell/testkit/serve";
import { join, resolve } from "node:path";
import { addresses, workerSettings, type Addresses } from "./config.ts";
import { driveCron } from "./cron.ts";
import { openDatabase } from "./database.ts";
import { StartFailure } from "./failure.ts";
import { parseOptions, requireNode } from "./options.ts";
import { requireFreePort } from "./ports.ts";
import { loadSecrets } from "./secrets.ts";
import { createServices } from "./services/services.ts";
import { startMailServer } from "./services/mail-server.ts";
import { openStateFolder } from "./state-folder.ts";
import { buildWeb } from "./web-build.ts";
import { startWorkers } from "./workers.ts";

/** The one-machine stack behind `npm start`: issue "The bell rings", "What a stranger does" 1. */

const ROOT = join(import.meta.dirname, "../../..");
const say = (line: string): void => console.log(line);

/** What to undo at the end, in order of making; undone in reverse. */
const undo: (() => void | Promise<void>)[] = [];

async function start(): Promise<void> {
  requireNode(process.versions.node);
  const { fresh, port, state: folder } = parseOptions(process.argv.slice(2));
  const at = addresses(port);

  const state = openStateFolder(resolve(folder ?? join(ROOT, ".nightbell")), fresh);
  undo.push(state.release);
  for (const needed of [port, port + 1, at.smtpPort]) await requireFreePort(needed);
  const secrets = loadSecrets(state);

  say("Starting Nightbell …");
  const [database] = await Promise.all([openDatabase(state, process.env), buildWeb(ROOT, say)]);
  undo.push(database.close);

  const clock = createRealClock();
  const services = createServices({ at, secrets, state, clock, database: database.served });
  undo.push(services.save);
  const served = await serve(services.handle, { port: port + 1 });
  undo.push(served.close);

  const mailServer = await startMailServer(at);
  undo.push(mailServer.close);

  const endpoint = database.served ? at.sql : "";
  const workers = startWorkers(ROOT, state, port, workerSettings(at, secrets, database.url, endpoint));
  undo.push(workers.stop);
  await workers.ready(at.app);
  undo.push(driveCron(at.app, clock, (url) => fetch(url, { signal: AbortSignal.timeout(30_000) })));
  say(welcome(at, `${state.path("")} with ${database.description}`));

  const code = await workers.ended;
  if (!stopping)
    throw new StartFailure(`The Workers ended by themselves (exit code ${code}): see ${state.path("workers.log")}.`);
}

const welcome = (at: Addresses, data: string): string => `
Nightbell is ready.

  ${at.app}          the app: sign up here first
  ${at.handset}  your phones: SMS arrive and calls ring here
  ${at.mail}     the mail catcher: sign-in links arrive here
  ${at.target}   a site to monitor (${at.targetSite}) that you can break and mend
  localhost:${at.smtpPort}                 the mail server: mail to <ping id>@${at.mailDomain} is a ping

First: sign up, add a phone number (any, such as +43 660 1234567), and read its code on the handset.
Data lives in ${data}; \`npm start -- --fresh\` starts over. Ctrl-C stops everything.
`;

let stopping: Promise<void> | null = null;

/** Undoes everything once, however often it is asked. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const step of undo.toReversed()) {
      try {
        await step();
      } catch (error) {
        console.error("While stopping:", error);
      }
    }
  })();
  return stopping;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    void stop().then(() => process.exit(0));
  });
}

start().catch(async (error: unknown) => {
  if (stopping) return;
  console.error(error instanceof StartFailure ? `\n${error.message}` : error);
  await stop();
  process.exit(1);
});
