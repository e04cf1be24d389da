import { regionalRegions } from "../check/shown.ts";
import type { MonitorState } from "../check/verdict.ts";
import { monitorOf } from "../team/monitor-table.ts";
import { clockText, durationText } from "../heartbeat/time-text.ts";
import { MINUTE, SECOND, type Instant } from "../time.ts";
import { reason, type GuardReason } from "./reason.ts";
import type { Requirement } from "./settings.ts";
import { labelOf, zoneOf, type Scene } from "./targets.ts";

/** How old a monitor's last vote may be, in ms, unless the guard says otherwise. Spec "heartbeats" §7. */
const DEFAULT_AGE = 5 * MINUTE;

/** Why a required monitor is not well: it must be up, seen lately, and failing from nowhere. None when it is well. */
export function monitorReasons({ team, now }: Scene, required: Requirement): GuardReason[] {
  const target = labelOf(team.config, required);
  const settings = team.config?.monitors.find(({ id }) => id === required.id);
  const state = settings && monitorOf(team, settings.id);
  const { kind, id } = required;
  const say = (code: GuardReason["code"], text: string, since: Instant | null = null): GuardReason =>
    reason(code, target, text, { since, about: { kind, id } });
  if (!state) return [say("target_unknown", `there is no monitor ${target}`)];
  const at = (since: Instant): string => clockText(since, now, zoneOf(team), false);
  if (state.status !== "up") {
    const { code, since, words } = standing(state);
    return [say(code, `${target} ${words} since ${at(since)}`, since)];
  }
  const reasons = troubles(state).map(({ words, since }) =>
    say("degraded", `${target} ${words}${since === null ? "" : ` since ${at(since)}`}`, since),
  );
  const limit = required.maxAgeSeconds === null ? DEFAULT_AGE : required.maxAgeSeconds * SECOND;
  if (state.lastVoteAt === null) return [...reasons, say("stale", `${target} has no result yet`)];
  const age = now - state.lastVoteAt;
  const text = `the last result of ${target} is ${durationText(age)} old, at most ${durationText(limit)} allowed`;
  return age > limit ? [...reasons, say("stale", text, state.lastVoteAt + limit)] : reasons;
}

/** What is wrong with a monitor that is up. A certificate that expires soon is no reason to hold a job. */
function troubles(state: MonitorState): { words: string; since: Instant | null }[] {
  const { intermittent, degraded, watched } = state;
  const failing = [...new Set([...regionalRegions(state), ...watched])];
  return [
    ...(intermittent === null ? [] : [{ words: "goes up and down", since: intermittent.since }]),
    ...(failing.length === 0 ? [] : [{ words: `fails from ${failing.join(", ")}`, since: null }]),
    ...(degraded === null ? [] : [{ words: "answers slowly", since: degraded.since }]),
  ];
}

/** How a monitor that is not up stands. A suspicion is neither up nor down yet. */
function standing({ status, beneath, since, startedAt, round }: MonitorState): {
  code: GuardReason["code"];
  since: Instant;
  words: string;
} {
  if (status === "down" || (status === "suspect" && beneath === "down"))
    return { code: "target_down", since: startedAt ?? since, words: "is down" };
  if (status === "suspect")
    return { code: "degraded", since: round?.failedAt ?? since, words: "fails, other regions are being asked," };
  const words = status === "paused" ? "is paused" : status === "new" ? "has no verdict yet," : "is unknown";
  return { code: "target_unknown", since, words };
}
