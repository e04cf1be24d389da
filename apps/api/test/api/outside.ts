import { createDatabase, type EmbeddedDatabase } from "@nightbell/testkit/database/embedded";
import { createSqlServer } from "@nightbell/testkit/sql-server";

type Sent = { to: string; text: string };

/**
 * The world outside the Worker, in the Node process: Postgres, a mail provider and a carrier that remember what they
 * were given, and `control.test`, by which tests read that and take the database down. Any other host is a failure.
 */
export function createOutside() {
  const mails: Sent[] = [];
  const texts: Sent[] = [];
  let opened: Promise<{ database: EmbeddedDatabase; server: ReturnType<typeof createSqlServer> }> | undefined;
  const open = () =>
    (opened ??= (async () => {
      const database = await createDatabase();
      await database.migrate();
      return { database, server: createSqlServer(database) };
    })());

  const hosts: Record<string, (request: Request, url: URL) => Promise<Response>> = {
    "database.test": async (request) => await (await open()).server.handle(request),
    "mail.test": async (request) => {
      const { to, text } = (await request.json()) as { to: string[]; text: string };
      mails.push({ to: to[0] ?? "", text });
      return Response.json({ id: `mail-${mails.length}` });
    },
    "twilio.test": async (request) => {
      const form = new URLSearchParams(await request.text());
      texts.push({ to: form.get("To") ?? "", text: form.get("Body") ?? form.get("Url") ?? "" });
      return Response.json({ sid: `SM${texts.length}`, status: "queued" }, { status: 201 });
    },
    "control.test": async (request, url) => {
      const { database, server } = await open();
      if (url.pathname === "/reachable") {
        server.setReachable((await request.text()) === "true");
        return new Response("ok");
      }
      if (url.pathname === "/query") {
        const { sql, params } = (await request.json()) as { sql: string; params: unknown[] };
        return Response.json(await database.query(sql, params));
      }
      return Response.json(url.pathname === "/mails" ? mails : texts);
    },
  };

  return {
    handle: async (request: Request): Promise<Response> => {
      const url = new URL(request.url);
      const host = hosts[url.hostname];
      if (host === undefined) return new Response(`nothing may reach ${url.hostname}`, { status: 599 });
      return await host(request, url);
    },
  };
}
