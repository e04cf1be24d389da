import { durationText } from "../heartbeat/time-text.ts";
import type { Instant } from "../time.ts";
import { listed } from "../list-words.ts";
import { CAUSE_WORDS } from "./cause-words.ts";
import { expectation } from "./expectation.ts";
import { continentOf, isProbeId, type Region } from "./region.ts";
import { type MonitorSettings } from "./settings.ts";
import { regionalRegions } from "./shown.ts";
import { isUnseen, type CheckSettings, type MonitorState, type MonitorStatus } from "./verdict.ts";

/** A monitor's state in plain words, for a person who must decide what to do next. */

type Described = Pick<MonitorSettings, "check" | "timeoutMs" | "regions"> & CheckSettings;

/** A place as people know it. */
const placeName = (region: Region): string => continentOf(region) ?? (isProbeId(region) ? "your probe" : region);
const places = (regions: readonly Region[]): string => listed(regions.map(placeName));

const seconds = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** The regions whose last vote failed. */
const failingRegions = (settings: Described, state: MonitorState): Region[] =>
  settings.regions.filter((region) => state.regions[region]?.ok === false);

/** The last failure in a few words, for a title: "HTTP 503 from 3 regions". */
export function whyDown(settings: Described, state: MonitorState): string {
  const { failure } = state;
  if (failure === null) return "not answering as it should";
  const what =
    failure.cause === null
      ? "the check fails"
      : failure.cause === "http_status"
        ? `HTTP ${failure.status ?? "error"}`
        : CAUSE_WORDS[failure.cause];
  const count = failingRegions(settings, state).length;
  return count > 1 ? `${what} from ${count} regions` : what;
}

/** The last failure for the monitor's page: what was seen, after how long, from where, and what we expected. Null: it never failed. */
export function whyText(settings: Described, state: MonitorState): string | null {
  const { failure } = state;
  if (failure === null) return null;
  const seen = failure.detail ?? whyDown(settings, state);
  const regions = failingRegions(settings, state);
  const from = places(regions.length > 0 ? regions : [failure.region]);
  return `${sentence(seen)} Seen after ${seconds(failure.totalMs)} from ${from}. ${expectation(settings)}`;
}

const sentence = (text: string): string => {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
};

/**
 * The monitor's state as one line.
 * @param shown as what it is shown
 * @param now epoch ms
 */
export function monitorSentence(settings: Described, state: MonitorState, shown: MonitorStatus, now: Instant): string {
  const ago = (at: Instant): string => durationText(Math.max(0, now - at));
  switch (shown) {
    case "paused":
      return state.pausedUntil === null
        ? "Paused. Nothing is checked until you resume it."
        : `Paused. Checks go on in ${durationText(Math.max(0, state.pausedUntil - now))}.`;
    case "maintenance":
      return `In maintenance: it is checked, and opens nothing. ${lastPass(settings, state, now)}`;
    case "new":
      return `First check is under way from ${places(settings.regions)}.`;
    case "up":
      return `Up. ${lastPass(settings, state, now)}`;
    case "degraded":
      return degradedSentence(settings, state, now);
    case "suspect":
      return `Failing from ${places(failingRegions(settings, state))}: ${whyDown(settings, state)}. Other regions are being asked.`;
    case "regional":
      return `Fails from ${places(regionalRegions(state))} alone for ${ago(state.since)}: ${whyDown(settings, state)}. Elsewhere it is up.`;
    case "intermittent":
      return `Fails now and then for ${ago(state.intermittent?.since ?? state.since)}: ${whyDown(settings, state)}. It counts as steady after 10 clean rounds.`;
    case "down":
      return `Down for ${ago(state.startedAt ?? state.since)}: ${whyDown(settings, state)}.`;
    case "unknown":
      return unknownSentence(settings, state, ago(state.since));
  }
}

function degradedSentence(settings: Described, state: MonitorState, now: Instant): string {
  const { expiring } = state.expiry;
  if (expiring !== null)
    return `${expiryText(expiring.what, expiring.expiresAt, now)} ${lastPass(settings, state, now)}`;
  return `Slow for ${durationText(Math.max(0, now - state.since))}. ${lastPass(settings, state, now)}`;
}

/** "The certificate expires in 5 d." / "The domain has expired 2 h ago." */
export function expiryText(what: "certificate" | "domain", at: Instant, now: Instant): string {
  return at > now
    ? `The ${what} expires in ${durationText(at - now)}.`
    : `The ${what} has expired ${durationText(now - at)} ago.`;
}

function unknownSentence(settings: Described, state: MonitorState, since: string): string {
  const calm = "Nothing opens or closes meanwhile.";
  if (!isUnseen(settings, state)) return `Unknown for ${since}: no region has reported lately. ${calm}`;
  return settings.regions.some(isProbeId)
    ? `Unknown for ${since}: your probe is silent or cannot see, so we cannot tell. ${calm}`
    : `Unknown for ${since}: too few of our regions can see the internet, so we cannot tell. ${calm}`;
}

function lastPass(settings: Described, state: MonitorState, now: Instant): string {
  const last = settings.regions
    .flatMap((region) => (state.regions[region] === undefined ? [] : [{ region, ...state.regions[region] }]))
    .toSorted((a, b) => b.at - a.at)[0];
  if (last === undefined) return "No answer is recorded yet.";
  const ago = `${durationText(Math.max(0, now - last.at))} ago`;
  if (!last.ok) return `${places([last.region])} saw a failure ${ago} that no other region could see; it is watched.`;
  return `${places([last.region])} got its answer in ${seconds(last.totalMs)}, ${ago}.`;
}
