import { durationText } from "../heartbeat/time-text.ts";
import type { Instant } from "../time.ts";
import type { Cause } from "./protocol.ts";
import { CONTINENT, type MonitorSettings, type Region } from "./settings.ts";
import { sightedRegions, type MonitorState } from "./verdict.ts";

/** A monitor's state in plain words, for a person who must decide what to do next. */

type Described = Pick<
  MonitorSettings,
  "url" | "method" | "expectedStatus" | "keywordsPresent" | "keywordsAbsent" | "timeoutMs" | "regions"
> &
  Parameters<typeof sightedRegions>[0];

const PHRASE: Record<Exclude<Cause, "http_status">, string> = {
  dns_nxdomain: "the name does not exist",
  dns_no_address: "the name has no address",
  target_not_public: "the name leads to an address inside a network",
  connect_refused: "the connection is refused",
  tls_untrusted: "the certificate is not trusted",
  not_tls: "the port does not speak TLS",
  keyword_missing: "a keyword is missing",
  keyword_present: "a forbidden keyword is there",
  redirect_loop: "it redirects in a circle",
  too_many_redirects: "it redirects more than 5 times",
  redirect_private: "it redirects into a private network",
  redirect_scheme: "it redirects to something that is not a web page",
  redirect_downgrade: "it redirects from https to http",
  protocol_error: "the answer is not HTTP",
  timeout_connect: "no connection in time",
  timeout_ttfb: "no answer in time",
  timeout_body: "the page did not arrive in time",
  connection_reset: "the connection breaks off",
  empty_reply: "the connection closes without an answer",
  body_incomplete: "the page breaks off",
  decode_error: "the page cannot be decoded",
  platform_52x: "the network in front of it reports that it does not answer",
  transport_unknown: "the request fails",
};

const places = (regions: readonly Region[]): string => listed(regions.map((region) => CONTINENT[region] ?? region));

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

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
        : PHRASE[failure.cause];
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

/** What counts as healthy: "We expect status 200-299 and "ok" on the page, within 10 s." */
export function expectation({ expectedStatus, keywordsPresent, keywordsAbsent, timeoutMs }: Described): string {
  const quoted = (words: readonly string[]): string => listed(words.map((word) => `"${word}"`));
  const parts = [`status ${expectedStatus.replaceAll(",", ", ")}`];
  if (keywordsPresent.length > 0) parts.push(`${quoted(keywordsPresent)} on the page`);
  if (keywordsAbsent.length > 0) parts.push(`no ${quoted(keywordsAbsent)}`);
  return `We expect ${listed(parts)}, within ${timeoutMs / 1_000} s.`;
}

const sentence = (text: string): string => {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
};

/** The monitor's state as one line. `now` in epoch ms. */
export function monitorSentence(settings: Described, state: MonitorState, now: Instant): string {
  const since = durationText(Math.max(0, now - state.since));
  switch (state.status) {
    case "paused":
      return "Paused. Nothing is checked until you resume it.";
    case "new":
      return `First check is under way from ${places(settings.regions)}.`;
    case "up":
      return `Up. ${lastPass(settings, state, now)}`;
    case "suspect":
      return `Failing from ${places(failingRegions(settings, state))}: ${whyDown(settings, state)}. Other regions are being asked.`;
    case "down":
      return `Down for ${durationText(Math.max(0, now - (state.startedAt ?? state.since)))}: ${whyDown(settings, state)}.`;
    case "unknown":
      return sightedRegions(settings, state).length < 2
        ? `Unknown for ${since}: too few of our regions can see the internet, so we cannot tell. Nothing opens or closes meanwhile.`
        : `Unknown for ${since}: no region has reported lately. Nothing opens or closes meanwhile.`;
  }
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

const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A command line that repeats the check from the reader's own machine. */
export function curlLine({ url, method, timeoutMs }: Pick<MonitorSettings, "url" | "method" | "timeoutMs">): string {
  const verb = method === "GET" ? "-i" : method === "HEAD" ? "-I" : `-i -X ${method}`;
  return `curl -sS ${verb} -L --max-redirs 5 -m ${Math.ceil(timeoutMs / 1_000)} -A 'Nightbell/1' -H 'Nightbell-Check: 1' ${shellQuoted(url)}`;
}
