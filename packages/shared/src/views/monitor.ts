import { curlLine, monitorSentence, whyText } from "../check/sentence.ts";
import type { MonitorSettings, Region } from "../check/settings.ts";
import type { MonitorState, RecentResult } from "../check/verdict.ts";
import type { TeamState } from "../team/state.ts";
import { monitorKey } from "../team/watch-monitors.ts";
import type { Instant } from "../time.ts";
import { clockView, iso, isoOrNull } from "./clock.ts";
import { openIncident } from "./heartbeat.ts";
import type { MonitorDetail, MonitorView, RegionView, ResultView } from "./views.ts";

/** A monitor as lists show it; null while the team has settings but no state for it. */
export function monitorViewOf(state: TeamState, settings: MonitorSettings, now: Instant): MonitorView | null {
  const known = state.monitors[settings.id];
  if (!known) return null;
  const last = known.results.find((result) => !result.void);
  return {
    id: settings.id,
    name: settings.name,
    url: settings.url,
    method: settings.method,
    status: known.status,
    since: iso(known.since),
    lastCheck: isoOrNull(last?.at ?? known.lastVoteAt),
    lastMs: last?.totalMs ?? null,
    intervalSeconds: settings.intervalSeconds,
    sentence: monitorSentence(settings, known, now),
    regions: settings.regions.map((region) => regionView(known, region)),
    incident: openIncident(state, monitorKey(settings.id)),
  };
}

/** A blind region says nothing about the target, whatever it saw before. */
function regionView({ blind, regions }: MonitorState, region: Region): RegionView {
  const blindSince = blind[region];
  if (blindSince !== undefined) return { region, state: "blind", at: iso(blindSince), totalMs: null, detail: null };
  const vote = regions[region];
  if (!vote) return { region, state: "unknown", at: null, totalMs: null, detail: null };
  return { region, state: vote.ok ? "pass" : "fail", at: iso(vote.at), totalMs: vote.totalMs, detail: vote.detail };
}

/** One monitor with what it expects, why it failed last, and its last answers; null when the team has none with this id. */
export function monitorDetailOf(
  state: TeamState,
  id: string,
  now: Instant,
  { factor }: { factor: number },
): MonitorDetail | null {
  const settings = state.config?.monitors.find((candidate) => candidate.id === id);
  const known = state.monitors[id];
  const view = settings && monitorViewOf(state, settings, now);
  if (!settings || !known || !view) return null;
  const { expectedStatus, keywordsPresent, keywordsAbsent, timeoutMs, recoverySeconds, regions } = settings;
  return {
    ...view,
    clock: clockView(now, factor),
    settings: { expectedStatus, keywordsPresent, keywordsAbsent, timeoutMs, recoverySeconds, regions },
    why: whyOf(settings, known),
    results: known.results.map(resultView),
  };
}

function whyOf(settings: MonitorSettings, known: MonitorState): MonitorDetail["why"] {
  const text = whyText(settings, known);
  if (known.failure === null || text === null) return null;
  return { at: iso(known.failure.at), text, evidence: known.failure.evidence, curl: curlLine(settings) };
}

const resultView = ({ at, ...result }: RecentResult): ResultView => ({ ...result, at: iso(at) });
