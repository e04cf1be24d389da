import type { FakeMail } from "@nightbell/testkit/fake-mail";
import { Hono } from "hono";
import * as z from "zod";
import { stateEvents } from "./events.ts";
import { readBody, refusal } from "./input.ts";

/** A mail is a stranger's page: it may show itself and be clicked, nothing else. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** What the page `/mail` reads. */
export function mailRoutes(mail: FakeMail): Hono {
  const app = new Hono();
  app.get("/api/state", (c) => c.json({ mails: mail.mails }));
  app.get("/api/events", (c) => stateEvents(c, () => ({ mails: mail.mails }), mail.onChange));
  app.get("/api/mails/:id/html", (c) => {
    const found = mail.mails.find(({ id }) => id === c.req.param("id"));
    if (found?.html === null || found === undefined) throw refusal(404, "There is no such mail.");
    return c.html(`<base target="_top">${found.html}`, 200, { "content-security-policy": MAIL_POLICY });
  });
  app.post("/api/clear", async (c) => {
    await readBody(c, z.strictObject({}));
    mail.clear();
    return c.json({});
  });
  return app;
}
