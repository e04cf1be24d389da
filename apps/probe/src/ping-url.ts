import type { PingAction, PingTarget } from "@nightbell/shared/heartbeat/ping";
import { isPingId } from "@nightbell/shared/ids";

/** What a ping's method and URL ask for, without looking anything up. Wire contract: spec "heartbeats" §1. */

export type ParsedPing = {
  target: PingTarget;
  action: PingAction;
  /** Only of the forms that end in a number. */
  exitCode: number | null;
  /** Lower-case run id. */
  runId: string | null;
};
/** Either a ping, or the answer that the URL alone decides. */
export type PingParse = { ok: true; ping: ParsedPing } | { ok: false; status: 204 | 400 | 404 | 405; text: string };

const METHODS = ["GET", "HEAD", "POST", "PUT"];
export const ALLOW = "OPTIONS, GET, HEAD, POST, PUT";

const KEY = /^[A-Za-z0-9_-]{22}$/;
const SLUG = /^[A-Za-z0-9_-]{1,100}$/;
const RUN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Whether a text can be a ping key, or a slug: the letters of neither are checked for case. */
export const isKey = (text: string): boolean => KEY.test(text);
export const isSlug = (text: string): boolean => SLUG.test(text);
const ACTIONS: Record<string, PingAction> = { start: "start", fail: "fail", log: "log" };

const refused = (status: 204 | 400 | 404 | 405, text: string): PingParse => ({ ok: false, status, text });
const NOT_FOUND = refused(404, "not found");
const BAD_URL = refused(400, "invalid url format");

/** Parses one request. `path` is the URL's raw pathname, with or without the `/ping` prefix. */
export function parsePing(method: string, path: string, query: URLSearchParams): PingParse {
  if (method === "OPTIONS") return refused(204, "");
  if (!METHODS.includes(method)) return refused(405, "method not allowed");
  const form = parsePath(path.startsWith("/ping/") ? path.slice("/ping".length) : path);
  if (form === null) return NOT_FOUND;
  const { subject, suffix } = form;
  if (subject.kind === "slug" && /[A-Z]/.test(subject.slug)) return BAD_URL;
  const outcome = parseSuffix(suffix);
  if (outcome === null) return NOT_FOUND;
  if (outcome.exitCode !== null && outcome.exitCode > 255) return BAD_URL;
  const rid = query.getAll("rid").at(-1)?.toLowerCase();
  if (rid !== undefined && !RUN_ID.test(rid)) return refused(400, "invalid uuid format");
  const target: PingTarget =
    subject.kind === "id" ? subject : { ...subject, create: query.getAll("create").at(-1) === "1" };
  return { ok: true, ping: { target, ...outcome, runId: rid ?? null } };
}

type Subject = { kind: "id"; pingId: string } | { kind: "slug"; key: string; slug: string };

/** Splits a path into what is pinged and the suffix; null if no form fits. Only the bare id may end in a slash. */
function parsePath(path: string): { subject: Subject; suffix: string | null } | null {
  const [, first = "", second, third, ...more] = path.split("/");
  if (more.length > 0) return null;
  if (isPingId(first)) {
    if (third !== undefined) return null;
    return { subject: { kind: "id", pingId: first }, suffix: second === "" ? null : (second ?? null) };
  }
  if (!isKey(first) || second === undefined || !isSlug(second)) return null;
  return { subject: { kind: "slug", key: first, slug: second }, suffix: third ?? null };
}

/** The action of a suffix: none is success, a number is an exit code. Null if it is neither. */
function parseSuffix(suffix: string | null): { action: PingAction; exitCode: number | null } | null {
  if (suffix === null) return { action: "success", exitCode: null };
  if (/^\d+$/.test(suffix)) {
    const exitCode = Number(suffix);
    return { action: exitCode === 0 ? "success" : "fail", exitCode };
  }
  const action = Object.hasOwn(ACTIONS, suffix) ? ACTIONS[suffix] : undefined;
  return action === undefined ? null : { action, exitCode: null };
}
