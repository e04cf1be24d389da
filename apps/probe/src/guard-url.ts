import type { GuardMessage } from "@nightbell/shared/guard/message";
import { readGuardQuery } from "@nightbell/shared/guard/request";
import { isPingId } from "@nightbell/shared/ids";
import { isKey, isSlug } from "./ping-url.ts";

/** What a request to a guard asks for, without looking anything up. Wire contract: spec "heartbeats" §7. */

/** Either a question, or the answer that the URL alone decides. */
export type GuardParse =
  | { ok: true; message: GuardMessage; format: "json" | "text" }
  | { ok: false; status: 204 | 400 | 404 | 405; text: string; allow: string };

const ASK = "OPTIONS, GET, HEAD, POST";
const RELEASE = "OPTIONS, POST";
const LEASE = "OPTIONS, GET, HEAD";

const PREFIX = /^(?:\/ping)?\/guard\//;

/** Whether a path is a guard's. `path` is the URL's raw pathname, with or without the `/ping` prefix. */
export const isGuardPath = (path: string): boolean => PREFIX.test(path);

type Form = { target: GuardMessage["target"]; what: "ask" | "release" | "lease"; lease: string };

/** Parses one request to a guard. @param newRid a fresh random UUID */
export function parseGuard(method: string, path: string, query: URLSearchParams, newRid: string): GuardParse {
  const form = parsePath(path.replace(PREFIX, ""));
  const allow = form?.what === "release" ? RELEASE : form?.what === "lease" ? LEASE : ASK;
  const refused = (status: 204 | 400 | 404 | 405, text: string): GuardParse => ({ ok: false, status, text, allow });
  if (method === "OPTIONS") return refused(204, "");
  if (!allow.split(", ").includes(method)) return refused(405, "method not allowed");
  if (form === null) return refused(404, "not found");
  const { target, what, lease } = form;
  if (target.kind === "slug" && /[A-Z]/.test(target.slug)) return refused(400, "invalid url format");
  const read = readGuardQuery(method, query);
  if (!read.ok) return refused(read.status, read.text);
  const { format, request } = read;
  if (what === "ask") return { ok: true, format, message: { kind: "ask", target, request, newRid } };
  if (what === "lease") return { ok: true, format, message: { kind: "lease", target, lease } };
  if (request.rid === null) return refused(400, "invalid uuid format");
  return { ok: true, format, message: { kind: "release", target, rid: request.rid } };
}

function parsePath(path: string): Form | null {
  const [first = "", ...more] = path.split("/");
  if (isPingId(first)) return parseSuffix({ kind: "id", guardId: first }, more);
  const [slug, ...rest] = more;
  return isKey(first) && slug !== undefined && isSlug(slug)
    ? parseSuffix({ kind: "slug", key: first, slug }, rest)
    : null;
}

function parseSuffix(target: Form["target"], suffix: readonly string[]): Form | null {
  const [word, lease] = suffix;
  if (word === undefined) return { target, what: "ask", lease: "" };
  if (word === "release" && suffix.length === 1) return { target, what: "release", lease: "" };
  if (word === "lease" && suffix.length === 2 && lease) return { target, what: "lease", lease };
  return null;
}
