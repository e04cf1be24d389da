import type { Context } from "hono";
import type { AppEnv } from "../context.ts";
import { refuse } from "./answers.ts";

export type JsonObject = Record<string, unknown>;

const NOT_JSON = "could not parse request body";

/**
 * The JSON object in the body of a POST; an empty body is an empty object, as is that of any other verb.
 * It is read before the key is looked at, because it may hold the key.
 */
export async function readBody(c: Context<AppEnv>): Promise<JsonObject | Response> {
  if (c.req.method !== "POST") return {};
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return refuse(c, 400, NOT_JSON);
  }
  // Older clients send `null` where there is nothing to say.
  if (value === null && /\/(?:pause|resume)$/.test(c.req.path)) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse(c, 400, "json validation error: value is not an object");
  return value as JsonObject;
}
