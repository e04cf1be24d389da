import type { FakeChat } from "@nightbell/testkit/fake-chat";
import { Hono } from "hono";
import * as z from "zod";
import { stateEvents } from "./events.ts";
import { readBody } from "./input.ts";

/** Rooms to post to, at `/chat/slack/<room>` and `/chat/discord/<room>`, and what the page `/chat` reads. @param url the page's address */
export function chatRoutes(chat: FakeChat, url: string): Hono {
  const app = new Hono();
  const state = () => ({ posts: chat.posts, rooms: { slack: `${url}/slack/ops`, discord: `${url}/discord/ops` } });
  app.post("/slack/:room", (c) => chat.handle(c.req.raw));
  app.post("/discord/:room", (c) => chat.handle(c.req.raw));
  app.get("/api/state", (c) => c.json(state()));
  app.get("/api/events", (c) => stateEvents(c, state, chat.onChange));
  app.post("/api/clear", async (c) => {
    await readBody(c, z.strictObject({}));
    chat.clear();
    return c.json({});
  });
  return app;
}
