import { reproduceLine } from "../check/curl.ts";
import { configurationText } from "../check/expectation.ts";
import { isProbeId, type Region } from "../check/region.ts";
import { expiryText, monitorSentence, whyText } from "../check/sentence.ts";
import type { MonitorSettings } from "../check/settings.ts";
import { regionalRegions, shownStatus } from "../check/shown.ts";
import { targetText } from "../check/spec/spec.ts";
import { singleVantage, type MonitorState, type RecentResult } from "../check/verdict.ts";
import { worstCaseSeconds } from "../check/worst-case.ts";
import { durationText } from "../heartbeat/time-text.ts";
import { upcomingWindows, windowAt } from "../maintenance/windows.ts";
import { heldText } from "./held.ts";
import type { TeamState } from "../team/state.ts";
import { monitorKey } from "../team/monitor-incidents.ts";
import { monitorOf } from "../team/monitor-table.ts";
import { isMaintained } from "../team/watch-maintenance.ts";
import { SECOND, type Instant } from "../time.ts";
import { clockView, iso, isoOrNull } from "./clock.ts";
import { openIncident } from "./heartbeat.ts";
import type { ExpiryView, MonitorDetail, MonitorView, RegionView, ResultView } from "./monitor-views.ts";

const LAST_OF_REGION = 20;
const UPCOMING = 3;

/** A monitor as lists show it; null while the team has settings but no state for it. */
export function monitorViewOf(state: TeamState, settings: MonitorSettings, now: Instant): MonitorView | null {
  const known = monitorOf(state, settings.id);
  if (!known) return null;
  const window = windowAt(state.config?.maintenance ?? [], settings.id, now);
  const status = shownStatus(known, isMaintained(state, settings.id));
  const last = known.results.find((result) => !result.void);
  return {
    id: settings.id,
    name: settings.name,
    type: settings.check.type,
    target: targetText(settings.check),
    status,
    since: iso(known.since),
    lastCheck: isoOrNull(last?.at ?? known.lastVoteAt),
    lastMs: last?.totalMs ?? null,
    intervalSeconds: settings.intervalSeconds,
    sentence: monitorSentence(settings, known, status, now),
    regions: settings.regions.map((region) => regionView(state, known, region)),
    incident: openIncident(state, monitorKey(settings.id)),
    held: heldText(state, monitorKey(settings.id)),
    resumesAt: isoOrNull(known.pausedUntil),
    maintenance: window && { name: window.name, until: iso(window.until) },
    expiry: expiryView(known, now),
  };
}

/** A blind region says nothing about the target, whatever it saw before. */
function regionView(state: TeamState, known: MonitorState, region: Region): RegionView {
  const name = isProbeId(region) ? (state.config?.probes.find(({ id }) => id === region)?.name ?? null) : null;
  const last = known.results
    .filter((result) => result.region === region)
    .slice(0, LAST_OF_REGION)
    .map(wordOf);
  const blindSince = known.blind[region] ?? state.blind[region]?.since;
  const unseen = { region, name, last, totalMs: null, detail: null };
  if (known.dropped.includes(region)) return { ...unseen, state: "dropped", at: null };
  if (blindSince !== undefined) return { ...unseen, state: "blind", at: iso(blindSince) };
  const vote = known.regions[region];
  if (!vote) return { ...unseen, state: "unknown", at: null };
  const word = vote.ok ? (vote.slow === true ? "slow" : "pass") : "fail";
  return { region, name, last, state: word, at: iso(vote.at), totalMs: vote.totalMs, detail: vote.detail };
}

const wordOf = ({ ok, slow, void: isVoid }: RecentResult): RegionView["last"][number] =>
  isVoid ? "void" : !ok ? "fail" : slow === true ? "slow" : "pass";

/** The end that comes first, of certificate or registration. */
function expiryView({ expiry }: MonitorState, now: Instant): ExpiryView | null {
  const ends = [
    ...Object.values(expiry.certificates).map(({ notAfter }) => ({ what: "certificate" as const, at: notAfter })),
    ...(expiry.registration?.expiresAt != null ? [{ what: "domain" as const, at: expiry.registration.expiresAt }] : []),
  ];
  const [first] = ends.toSorted((a, b) => a.at - b.at);
  if (first === undefined) return null;
  const { expiring } = expiry;
  const urgency = first.at <= now ? "expired" : expiring === null ? "fine" : expiring.urgent ? "urgent" : "warn";
  return { what: first.what, at: iso(first.at), urgency, sentence: expiryText(first.what, first.at, now) };
}

/** One monitor with what it expects, why it failed last, and its last answers; null when the team has none with this id. */
export function monitorDetailOf(
  state: TeamState,
  id: string,
  now: Instant,
  { factor }: { factor: number },
): MonitorDetail | null {
  const settings = state.config?.monitors.find((candidate) => candidate.id === id);
  const known = monitorOf(state, id);
  const view = settings && monitorViewOf(state, settings, now);
  if (!settings || !known || !view) return null;
  const { id: _, createdAt: _at, revision: _revision, secrets, ...input } = settings;
  const windows = upcomingWindows(state.config?.maintenance ?? [], id, now, UPCOMING);
  return {
    ...view,
    clock: clockView(now, factor),
    input,
    secrets: Object.keys(secrets),
    why: whyOf(settings, known),
    results: known.results.map(resultView),
    quorum: quorumText(settings),
    worstCaseSeconds: worstCaseSeconds(settings),
    configuration: configurationText(settings, view.target, `every ${durationText(settings.intervalSeconds * SECOND)}`),
    certificate: certificateView(known),
    upcoming: windows.map(({ name, from, until }) => ({ name, from: iso(from), until: iso(until) })),
    failingAlone: regionalRegions(known),
  };
}

function quorumText(settings: MonitorSettings): string {
  if (singleVantage(settings))
    return "Down needs two failures in a row, 20 s apart: this probe is the only one that looks.";
  const k = settings.regions.length;
  return `Down needs ${Math.max(2, Math.floor(k / 2) + 1)} of ${k} regions, from two places.`;
}

function certificateView({ expiry }: MonitorState): MonitorDetail["certificate"] {
  const [first] = Object.values(expiry.certificates).toSorted((a, b) => a.notAfter - b.notAfter);
  if (first === undefined) return null;
  const { issuer, names, sha256, notBefore, notAfter } = first;
  return { issuer, names, sha256, notBefore: iso(notBefore), notAfter: iso(notAfter) };
}

function whyOf(settings: MonitorSettings, known: MonitorState): MonitorDetail["why"] {
  const text = whyText(settings, known);
  if (known.failure === null || text === null) return null;
  const { at, cause, evidence } = known.failure;
  return { at: iso(at), cause, text, evidence, curl: reproduceLine(settings) };
}

const resultView = ({ at, slow, phases, ...result }: RecentResult): ResultView => ({
  ...result,
  slow: slow ?? false,
  phases: phases ?? null,
  at: iso(at),
});
