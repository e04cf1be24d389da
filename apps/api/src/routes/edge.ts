import { Hono } from "hono";
import { ackLinkApp } from "../carriers/ack-link.ts";
import { carrierApp } from "../carriers/webhooks.ts";
import { badgeApp } from "../compat/app.ts";
import type { AppEnv } from "../context.ts";
import { notFound } from "../http/errors.ts";

/** What is not the dashboard's API: links of pages, carriers' webhooks, badges, and what the one-machine stack mounts here. */
export const edge = new Hono<AppEnv>()
  .route("/i", ackLinkApp)
  .route("/carrier", carrierApp)
  .route("/", badgeApp)
  .all("/ping/*", async (c) => {
    const url = new URL(c.req.url);
    url.pathname = url.pathname.slice("/ping".length);
    return await c.env.INGEST.fetch(new Request(url, c.req.raw));
  })
  .on("GET", ["/handset", "/handset/*", "/mail", "/mail/*"], (c) => {
    const { LOCAL_STACK_URL } = c.var.base.settings;
    if (LOCAL_STACK_URL === "") return notFound();
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`${LOCAL_STACK_URL}${pathname}${search}`);
  });
