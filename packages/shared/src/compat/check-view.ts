import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import { openRuns } from "../heartbeat/runs.ts";
import type { HeartbeatState } from "../heartbeat/state.ts";
import { viewAt } from "../heartbeat/view.ts";
import type { HeartbeatRecord } from "../team/rpc.ts";
import { SECOND } from "../time.ts";
import type { ApiVersion } from "./apply-spec.ts";
import { wholeSeconds } from "./instants.ts";

/** A check as programs read it: spec "heartbeats" §2, "Check". */

export type CheckPlace = {
  version: ApiVersion;
  /** Where the API is and where pings go, both without a slash at the end. */
  appUrl: string;
  pingBase: string;
};

const instant = (at: number | null): string | null => (at === null ? null : wholeSeconds(at));

/**
 * @param now the team's time, epoch ms
 * @param uniqueKey stands for the ping id, which pings: given to those who may only read; null for the others
 */
export function checkOf(
  { settings, state }: HeartbeatRecord,
  now: number,
  place: CheckPlace,
  uniqueKey: string | null,
) {
  const { filter } = settings;
  const { started, nextPing } = viewAt(settings, state, now);
  return {
    name: settings.name,
    slug: settings.slug,
    tags: settings.tags.join(" "),
    desc: settings.desc,
    grace: settings.graceSeconds,
    n_pings: state.pings,
    status: statusOf(settings, state, now, place.version),
    started,
    last_ping: instant(state.lastPing),
    next_ping: instant(nextPing),
    manual_resume: settings.manualResume,
    methods: settings.methods,
    subject: filter.subject ? filter.success : "",
    subject_fail: filter.subject ? filter.failure : "",
    start_kw: filter.start,
    success_kw: filter.success,
    failure_kw: filter.failure,
    filter_subject: filter.subject,
    filter_body: filter.body,
    filter_http_body: filter.httpBody,
    filter_default_fail: filter.defaultFail,
    badge_url: `${place.appUrl}/b/2/${settings.badgeId}.svg`,
    ...(state.lastDurationMs === null ? {} : { last_duration: Math.floor(state.lastDurationMs / SECOND) }),
    ...(uniqueKey === null ? addressesOf(settings, place) : { unique_key: uniqueKey }),
    ...scheduleOf(settings),
  };
}
export type CheckJson = ReturnType<typeof checkOf>;

/** Version 1 says that a job is running, as long as it is in time. */
function statusOf(settings: HeartbeatSettings, state: HeartbeatState, now: number, version: ApiVersion): string {
  const { status } = viewAt(settings, state, now);
  // A run that began while paused is not timed, and goes on all the same.
  const open = state.status === "paused" ? state.runs : openRuns(state.runs);
  const isRunning = open.length > 0 && (status !== "down" || state.status === "down");
  return version === 1 && isRunning ? "started" : status;
}

function addressesOf({ pingId, channels }: HeartbeatSettings, { version, appUrl, pingBase }: CheckPlace) {
  const url = `${appUrl}/api/v${version}/checks/${pingId}`;
  return {
    uuid: pingId,
    ping_url: `${pingBase}/${pingId}`,
    update_url: url,
    pause_url: `${url}/pause`,
    resume_url: `${url}/resume`,
    channels: channels.toSorted().join(","),
  };
}

function scheduleOf({ schedule }: HeartbeatSettings) {
  if (schedule.kind === "period") return { timeout: schedule.seconds };
  return { schedule: schedule.expression, tz: schedule.zone };
}
