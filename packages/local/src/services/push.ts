import type { FakePush } from "@nightbell/testkit/fake-push/push";
import { Hono } from "hono";
import * as z from "zod";
import { readBody } from "./input.ts";

/** A push service for browsers that have none, such as a test's. */
export function pushRoutes(push: FakePush): Hono {
  const app = new Hono();
  app.post("/subscriptions", async (c) => {
    const { applicationServerKey } = await readBody(c, z.strictObject({ applicationServerKey: z.string().optional() }));
    return c.json(push.subscribe(applicationServerKey), 201);
  });
  app.get("/messages", (c) => c.json({ messages: push.messages }));
  app.all("/send/:id", (c) => push.handle(c.req.raw));
  return app;
}
