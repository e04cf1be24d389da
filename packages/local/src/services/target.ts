import { HEALTHY, type FakeTarget, type TargetBehaviour } from "@nightbell/testkit/fake-target";
import { Hono } from "hono";
import * as z from "zod";
import { readBody } from "./input.ts";

const STATES = {
  healthy: HEALTHY,
  error: { kind: "answers", status: 500, body: "Internal Server Error\n" },
  missing: { kind: "answers", status: 200, body: "Nothing of what you look for.\n" },
  hang: { kind: "hang" },
  reset: { kind: "reset" },
} as const satisfies Record<string, TargetBehaviour>;
type State = keyof typeof STATES;

const input = z.strictObject({ state: z.enum(Object.keys(STATES) as [State, ...State[]]) });

/** The site to monitor at `/target/site`, and what the page `/target` does to it. @param url the site's address */
export function targetRoutes(target: FakeTarget, url: string): Hono {
  const app = new Hono();
  let state: State = "healthy";
  const answer = () => ({ state, url, requests: target.requests });

  app.all("/site", (c) => target.handle(c.req.raw));
  app.get("/api/state", (c) => c.json(answer()));
  app.put("/api/state", async (c) => {
    ({ state } = await readBody(c, input));
    target.set(STATES[state]);
    return c.json(answer());
  });
  return app;
}
