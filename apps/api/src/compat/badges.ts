import type { Context } from "hono";
import {
  BADGE_FORMATS,
  badgeOf,
  shieldsBadge,
  svgBadge,
  type BadgeCount,
  type BadgeFormat,
} from "@nightbell/shared/compat/badge";
import { viewAt } from "@nightbell/shared/heartbeat/view";
import type { Route } from "@nightbell/shared/ids";
import type { HeartbeatRecord } from "@nightbell/shared/team/rpc";
import { badgeSvg } from "@nightbell/shared/views/badge-svg";
import { onCallBadgeOf } from "@nightbell/shared/views/on-call-badge";
import { teamObject, type AppEnv } from "../context.ts";
import { heartbeatByBadgeId, teamByBadgeKey } from "../db/pre-team.ts";
import { valueOf } from "../http/answer.ts";
import { onCallBadgeName } from "../services/on-call/badge.ts";
import { badgeSignature } from "./badge-signature.ts";
import { refuse } from "./answers.ts";
import type { Call } from "./endpoint.ts";
import { standings } from "./find-check.ts";

/** Badges: spec "heartbeats" §2. Whoever has the address may see it. */

/** The tag that stands for all checks. */
const ALL = "*";
const ALL_LABEL = "Nightbell";
/** Follows the signature in the address of a badge that does not know "late". */
const TWO_STATES = "-2";

/** The addresses of the badges of a team, by tag. */
export async function listBadges(call: Call): Promise<Response> {
  const { c, ctx, badgeKey } = call;
  const { heartbeats } = await standings(call);
  const tags = new Set([ALL, ...heartbeats.flatMap(({ settings }) => settings.tags)]);
  const badges = await Promise.all(
    [...tags].map(async (tag) => {
      const signature = await badgeSignature(ctx.settings.AUTH_SECRET, badgeKey, tag);
      return [tag, addressesOf(`${ctx.settings.PUBLIC_URL}/badge/${badgeKey}/${signature}`, tag)] as const;
    }),
  );
  return c.json({ badges: Object.fromEntries(badges) });
}

function addressesOf(start: string, tag: string) {
  const file = tag === ALL ? "" : `/${encodeURIComponent(tag)}`;
  return {
    svg: `${start}${TWO_STATES}${file}.svg`,
    svg3: `${start}${file}.svg`,
    json: `${start}${TWO_STATES}${file}.json`,
    json3: `${start}${file}.json`,
    shields: `${start}${TWO_STATES}${file}.shields`,
    shields3: `${start}${file}.shields`,
  };
}

/** A team's badge: `/badge/<badge_key>/<sig8>[-2]/<tag>.<format>`, or without the tag for all checks. */
export async function teamBadge(c: Context<AppEnv>): Promise<Response> {
  const { settings, authDb } = c.var.base;
  const badgeKey = c.req.param("key") ?? "";
  const file = fileOf(c.req.param("file") ?? "");
  if (file === null) return missing(c);
  if (c.req.param("sig") === undefined && file.name.startsWith("on-call-")) return onCallBadge(c, badgeKey, file);
  const tag = c.req.param("sig") === undefined ? ALL : file.name;
  const given = c.req.param("sig") ?? file.name;
  const signature = await badgeSignature(settings.AUTH_SECRET, badgeKey, tag);
  if (given !== signature && given !== signature + TWO_STATES) return missing(c);
  const team = await teamByBadgeKey(authDb, badgeKey);
  if (team === null) return missing(c);
  const { now, heartbeats } = await readAll(c, team);
  const tagged = heartbeats.filter(({ settings: one }) => tag === ALL || one.tags.includes(tag));
  return badge(c, file.format, tag === ALL ? ALL_LABEL : tag, count(tagged, now, given === signature));
}

/** One check's badge: `/b/<2|3>/<badge_uuid>.<format>`. */
export async function checkBadge(c: Context<AppEnv>): Promise<Response> {
  const states = c.req.param("states");
  const file = fileOf(c.req.param("file") ?? "");
  if (file === null || (states !== "2" && states !== "3")) return missing(c);
  const found = await heartbeatByBadgeId(c.var.base.authDb, file.name);
  if (found === null) return missing(c);
  const { now, heartbeats } = await readAll(c, found.team);
  const record = heartbeats.find(({ settings }) => settings.id === found.heartbeat);
  if (record === undefined) return missing(c);
  const { name, slug } = record.settings;
  return badge(c, file.format, name || slug || "unnamed", count([record], now, states === "3"));
}

const missing = (c: Context<AppEnv>): Response => refuse(c, 404, "not found");

type BadgeFile = { name: string; format: BadgeFormat };

function fileOf(file: string): BadgeFile | null {
  const at = file.lastIndexOf(".");
  const format = BADGE_FORMATS.find((known) => known === file.slice(at + 1));
  return at < 1 || format === undefined ? null : { name: file.slice(0, at), format };
}

/** Who is on call: `/badge/<badge_key>/on-call-<sig8>.<format>`. First names only. */
async function onCallBadge(c: Context<AppEnv>, badgeKey: string, file: BadgeFile): Promise<Response> {
  const { settings, authDb } = c.var.base;
  if (file.name !== (await onCallBadgeName(settings.AUTH_SECRET, badgeKey))) return missing(c);
  const team = await teamByBadgeKey(authDb, badgeKey);
  if (team === null) return missing(c);
  const view = valueOf(await teamObject(c.env, team.route).onCall(asBadge(team)));
  const told = onCallBadgeOf(view);
  forOtherPages(c);
  if (file.format === "json") return c.json(told);
  if (file.format === "shields") return c.json({ schemaVersion: 1, ...told });
  return c.body(badgeSvg(told), 200, SVG);
}

const readAll = async (c: Context<AppEnv>, team: { id: string; route: Route }) =>
  valueOf(await teamObject(c.env, team.route).heartbeats(asBadge(team)));

/** Reads for whoever has the address. */
const asBadge = (team: { id: string }) => ({ team: team.id, key: "badge", write: false });

const count = (records: readonly HeartbeatRecord[], now: number, withLate: boolean): BadgeCount =>
  badgeOf(
    records.map(({ settings, state }) => viewAt(settings, state, now).status),
    withLate,
  );

function badge(c: Context<AppEnv>, format: BadgeFormat, label: string, counted: BadgeCount): Response {
  forOtherPages(c);
  if (format === "json") return c.json(counted);
  if (format === "shields") return c.json(shieldsBadge(label, counted.status));
  return c.body(svgBadge(label, counted.status), 200, SVG);
}

const SVG = { "content-type": "image/svg+xml" };

/** A badge is shown by pages of others, and as it is now. */
function forOtherPages(c: Context<AppEnv>): void {
  c.header("cache-control", "max-age=0, no-cache, no-store, must-revalidate, private");
  c.header("cross-origin-resource-policy", "cross-origin");
}
