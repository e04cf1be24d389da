import { Hono } from "hono";
import { AppError } from "@nightbell/shared/errors";
import { parseLinkToken } from "@nightbell/shared/team/link-token";
import { teamObject, type AppEnv } from "../context.ts";
import { NOT_FOUND } from "../http/errors.ts";
import { calendarText } from "../http/calendar-text.ts";
import { hashOfKey } from "../services/api-keys/hash.ts";

const ENDING = ".ics";
/** How long a client may show what it has: calendars ask every few minutes at the most. */
const FRESH_SECONDS = 300;

/**
 * Subscribed calendars: public to whoever has the token. The team is found by the route inside it, and its object knows
 * the rest, so the record is not asked. What is not there, or no more, gives one and the same 404.
 */
export const calendarApp = new Hono<AppEnv>().get("/:file", async (c) => {
  const file = c.req.param("file");
  const token = file.endsWith(ENDING) ? file.slice(0, -ENDING.length) : "";
  const parsed = parseLinkToken(token);
  const feed = parsed && (await teamObject(c.env, parsed.route).calendarFeed(await hashOfKey(token)));
  if (feed === null) throw new AppError("not_found", NOT_FOUND);
  return c.body(calendarText(feed), 200, {
    "content-type": "text/calendar; charset=utf-8",
    "content-disposition": 'inline; filename="on-call.ics"',
    "cache-control": `private, max-age=${FRESH_SECONDS}`,
  });
});
