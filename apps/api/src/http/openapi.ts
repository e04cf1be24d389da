import { OpenAPIHono } from "@hono/zod-openapi";
import * as z from "zod";
import type { AppEnv } from "../context.ts";
import { onInvalid } from "./errors.ts";

/** An app for one resource; schemas are enforced, failures answer 422. */
export const resource = () => new OpenAPIHono<AppEnv>({ defaultHook: onInvalid });

/** A JSON answer, for `createRoute`. */
export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** A compulsory JSON body, for `createRoute`. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

/** An answer without a body. */
export const done = { description: "Done." };

/** A path that ends in an id. Its form is not judged: a malformed id is as unknown as a foreign one. */
export const idParam = z.object({ id: z.string().max(64) });

export const created = z.object({ id: z.string() });

/** What a person's act came to, as a sentence. */
export const outcome = z.object({ text: z.string() });
