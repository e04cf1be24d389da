import * as z from "zod";
import { METRIC_NAME, METRICS_PER_PING } from "../heartbeat/insight/insight.ts";
import { decimal } from "../heartbeat/metrics/decimal.ts";
import { isPingId } from "../ids.ts";
import { REQUIRES_MAX, TTL_MAX, TTL_MIN, ttlSeconds } from "./settings.ts";

/** What a caller asks a guard: spec "heartbeats" §7. */
export const guardRequest = z.object({
  /** Who asks: a canonical lower-case run id; null if the caller gave none. */
  rid: z.string().refine(isPingId, "a canonical lower-case UUID").nullable(),
  /** How long the lease is wanted for; null is the guard's own. */
  ttlSeconds: ttlSeconds.nullable(),
  /** Slugs, names or ids of heartbeats and monitors that this run needs beyond the guard's own. */
  require: z.array(z.string().max(100)).max(REQUIRES_MAX),
  /** The caller's own numbers (`m.<name>=`). Names come from clients: read it with `Object.hasOwn`. */
  facts: z.record(z.string(), z.number()),
  /** Decide, but lease and record nothing. */
  dry: z.boolean(),
  /** When it was asked, epoch ms. */
  at: z.number(),
});
export type GuardRequest = z.infer<typeof guardRequest>;

/** What the URL alone says: the request but for its instant and whether one line is wanted as the answer. */
export type GuardQuery =
  | { ok: true; request: Omit<GuardRequest, "at">; format: "json" | "text" }
  | { ok: false; status: 400; text: string };

const refused = (text: string): GuardQuery => ({ ok: false, status: 400, text });

/**
 * Reads the query of `GET|POST|HEAD /guard/…`; of a repeated parameter the last counts, but for `require` and `m.<name>`,
 * which add up. HEAD never leases. A fact that is no number is dropped, so the rule that wants it holds.
 * @param query the decoded parameters in order, as a `URLSearchParams` gives them
 */
export function readGuardQuery(method: string, query: Iterable<readonly [string, string]>): GuardQuery {
  const all = [...query];
  const last = (name: string): string | null => all.findLast(([key]) => key === name)?.[1] ?? null;
  const rid = last("rid")?.toLowerCase() ?? null;
  if (rid !== null && !isPingId(rid)) return refused("invalid uuid format");
  const ttl = last("ttl");
  const seconds = ttl === null ? null : wholeSeconds(ttl);
  if (ttl !== null && seconds === null) return refused(`invalid ttl: whole seconds from ${TTL_MIN} to ${TTL_MAX}`);
  const require = [...new Set(all.filter(([key]) => key === "require").flatMap(([, value]) => names(value)))];
  if (require.length > REQUIRES_MAX) return refused(`too many names in require: at most ${REQUIRES_MAX}`);
  if (require.some((name) => name.length > 100))
    return refused("a name in require is too long: at most 100 characters");
  const facts = factsOf(all);
  if (facts === null) return refused(`too many facts: at most ${METRICS_PER_PING}`);
  const dry = method === "HEAD" || last("dry") === "1";
  const format = last("format") === "text" ? "text" : "json";
  return { ok: true, request: { rid, ttlSeconds: seconds, require, facts, dry }, format };
}

function wholeSeconds(text: string): number | null {
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return seconds >= TTL_MIN && seconds <= TTL_MAX ? seconds : null;
}

/** `require=` alone asks for nothing; an empty name among others is a name that nothing has, and holds. */
const names = (list: string): string[] => (list.trim() === "" ? [] : list.split(",").map((name) => name.trim()));

/** Of a repeated fact the last value counts. Null when there are too many: which were left out, the caller could not know. */
function factsOf(query: readonly (readonly [string, string])[]): Record<string, number> | null {
  const given = new Map(query.filter(([key]) => key.startsWith("m.")).map(([key, text]) => [key.slice(2), text]));
  if (given.size > METRICS_PER_PING) return null;
  const facts = [...given].flatMap(([name, text]): [string, number][] => {
    const value = METRIC_NAME.test(name) ? decimal(text) : null;
    return value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(facts);
}
