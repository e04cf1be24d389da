import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import * as z from "zod";

/**
 * Reads a JSON body. The content type is compulsory: a page elsewhere cannot send it without asking first.
 * @throws HTTPException 415 or 422 with a sentence
 */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  if (!c.req.header("content-type")?.startsWith("application/json")) throw refusal(415, "Send JSON.");
  let json: unknown;
  try {
    json = await c.req.json();
  } catch {
    throw refusal(422, "The body is not JSON.");
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw refusal(422, z.prettifyError(parsed.error));
  return parsed.data;
}

/** An error answer as JSON, which the pages show. */
export const refusal = (status: 404 | 409 | 415 | 422, message: string): HTTPException =>
  new HTTPException(status, { message, res: Response.json({ error: { message } }, { status }) });
