import type { Clock } from "@nightbell/testkit/clock";
import type { Database } from "@nightbell/testkit/database/database";
import { createFakeCarrier } from "@nightbell/testkit/fake-carrier/carrier";
import type { CarrierSnapshot } from "@nightbell/testkit/fake-carrier/model";
import { createFakeChat, type ChatPost } from "@nightbell/testkit/fake-chat";
import { createFakeMail, type Mail } from "@nightbell/testkit/fake-mail";
import { createFakePush } from "@nightbell/testkit/fake-push/push";
import { createFakeTarget } from "@nightbell/testkit/fake-target";
import { ConnectionReset, type Handler } from "@nightbell/testkit/serve";
import { createSqlServer } from "@nightbell/testkit/sql-server";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { CARRIER_NUMBER, type Addresses } from "../config.ts";
import type { Secrets } from "../secrets.ts";
import type { StateFolder } from "../state-folder.ts";
import { keepSaved } from "../store.ts";
import { chatRoutes } from "./chat.ts";
import { handsetRoutes } from "./handset.ts";
import { mailRoutes } from "./mail.ts";
import { pages } from "./pages.ts";
import { pushRoutes } from "./push.ts";
import { targetRoutes } from "./target.ts";

export type ServicesOptions = {
  at: Addresses;
  secrets: Secrets;
  state: StateFolder;
  clock: Clock;
  /** What `/sql` serves; null: nothing does. */
  database: Database | null;
  /** How the carrier's webhooks leave; default `fetch`. */
  send?: (request: Request) => Promise<Response>;
};

/** Everything outside Nightbell that the local stack stands in for, behind one port. */
export type Services = { handle: Handler; save(): void };

/** What an earlier start of this folder wrote; only this program writes the files. */
const stored = <T>(state: StateFolder, name: string): T | undefined => state.readJson(name) as T | undefined;

export function createServices({ at, secrets, state, clock, database, send = fetch }: ServicesOptions): Services {
  const initialCarrier = stored<CarrierSnapshot>(state, "carrier.json");
  const carrier = createFakeCarrier({
    accountSid: secrets.carrierSid,
    authToken: secrets.carrierToken,
    numbers: [CARRIER_NUMBER],
    clock,
    inboundUrl: at.inboundText,
    send,
    ...(initialCarrier ? { initial: initialCarrier } : {}),
  });
  const mail = createFakeMail({ apiKey: secrets.mailKey, clock, initial: stored<Mail[]>(state, "mail.json") ?? [] });
  const chat = createFakeChat({ clock, initial: stored<ChatPost[]>(state, "chat.json") ?? [] });
  const push = createFakePush({ clock, endpointBase: `${at.services.replace("http:", "https:")}/push/send` });
  const target = createFakeTarget();
  const saves = [
    keepSaved(state, clock, "carrier.json", carrier.snapshot, carrier.onChange),
    keepSaved(state, clock, "mail.json", () => mail.mails, mail.onChange),
    keepSaved(state, clock, "chat.json", () => chat.posts, chat.onChange),
  ];

  const app = new Hono();
  const { host, port } = new URL(at.services);
  // A page elsewhere must not reach these by a name of its own that resolves to this machine.
  app.use(async (c, next) => {
    if (c.req.header("host") !== host && c.req.header("host") !== `127.0.0.1:${port}`)
      return c.text("Open this as localhost.", 421);
    return next();
  });
  if (database) {
    const sql = createSqlServer(database);
    app.post("/sql", (c) => sql.handle(c.req.raw));
  }
  app.all("/2010-04-01/*", (c) => carrier.handle(c.req.raw));
  app.all("/emails", (c) => mail.handle(c.req.raw));
  app.route("/push", pushRoutes(push));
  app.route("/handset", handsetRoutes(carrier, CARRIER_NUMBER));
  app.route("/mail", mailRoutes(mail));
  app.route("/chat", chatRoutes(chat, at.chat));
  app.route("/target", targetRoutes(target, at.targetSite));
  // What the probes look at to know that they can see at all.
  app.get("/control/:n{[123]}", (c) => c.body(null, 204));
  app.route("/", pages());
  app.get("/", (c) => c.redirect("/handset"));
  app.onError((error, c) => {
    if (error instanceof ConnectionReset) throw error;
    if (error instanceof HTTPException) return error.getResponse();
    console.error("A local service failed:", error);
    return c.json({ error: { code: "internal", message: error.message } }, 500);
  });

  return { handle: (request) => app.fetch(request), save: () => saves.forEach((save) => save()) };
}
