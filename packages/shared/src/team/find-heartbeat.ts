import type { PingAnswer, PingTarget } from "../heartbeat/ping.ts";
import { HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "../heartbeat/settings.ts";
import { DAY, HOUR, SECOND, type Instant } from "../time.ts";
import type { TeamState } from "./state.ts";

/** Which heartbeat a ping is for, and what happens when there is none. Spec "heartbeats" §1 (5) and "Auto-create". */

/** How far pings may go beyond the plan: a job that somebody added is better watched than not. */
const OVER_PLAN = 2;

export type Found =
  | { kind: "found"; settings: HeartbeatSettings }
  | { kind: "create"; slug: string }
  /** The plan allows no more. */
  | { kind: "refused"; slug: string; answer: PingAnswer }
  | { kind: "none"; answer: PingAnswer };

const NOT_FOUND: PingAnswer = { status: 404, text: "not found" };
const AMBIGUOUS: PingAnswer = { status: 409, text: "ambiguous slug" };

/** Finds what a ping names. Only the team's own keys open its slugs. */
export function findHeartbeat({ config }: TeamState, target: PingTarget): Found {
  if (config === null) return { kind: "none", answer: NOT_FOUND };
  if (target.kind === "id") {
    const settings = config.heartbeats.find(({ pingId }) => pingId === target.pingId);
    return settings ? { kind: "found", settings } : { kind: "none", answer: NOT_FOUND };
  }
  if (!config.pingKeys.includes(target.key)) return { kind: "none", answer: NOT_FOUND };
  const [settings, other] = config.heartbeats.filter(({ slug }) => slug === target.slug);
  if (other) return { kind: "none", answer: AMBIGUOUS };
  if (settings) return { kind: "found", settings };
  if (!target.create) return { kind: "none", answer: NOT_FOUND };
  return config.heartbeats.length < OVER_PLAN * config.heartbeatLimit
    ? { kind: "create", slug: target.slug }
    : { kind: "refused", slug: target.slug, answer: NOT_FOUND };
}

/** The heartbeat that a ping to a new slug makes: daily, with an hour of grace, heard by every channel. */
export function heartbeatOfSlug(
  state: TeamState,
  slug: string,
  ids: Pick<HeartbeatSettings, "id" | "pingId" | "badgeId">,
  now: Instant,
): HeartbeatSettings {
  return {
    ...HEARTBEAT_DEFAULTS,
    ...ids,
    name: slug,
    slug,
    schedule: { kind: "period", seconds: DAY / SECOND },
    graceSeconds: HOUR / SECOND,
    channels: state.config?.channels.map(({ id }) => id) ?? [],
    createdAt: now,
  };
}

/** Where a heartbeat can be pinged by name; null unless a key is live and the slug is this heartbeat's alone. */
export function slugPath({ config }: TeamState, { slug }: HeartbeatSettings): string | null {
  // The newest: of two, the older is about to be retired.
  const key = config?.pingKeys.at(-1);
  if (key === undefined || slug === "" || config === null) return null;
  return config.heartbeats.filter((other) => other.slug === slug).length === 1 ? `${key}/${slug}` : null;
}
