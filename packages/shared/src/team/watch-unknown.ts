import { isProbeId } from "../check/region.ts";
import type { MonitorSettings } from "../check/settings.ts";
import { onFailure, onRecovery } from "../incident/trigger.ts";
import { MINUTE, type Instant } from "../time.ts";
import type { Decision } from "./decision.ts";
import { monitorsAgenda } from "./monitor-agenda.ts";
import { monitorEntries } from "./monitor-table.ts";
import type { TeamState } from "./state.ts";
import { newestOf } from "./incident-table.ts";

/** Monitors that nobody can see: our own fault, so the operator hears of it at once, and the team after a while. Spec "checks" §3.2. */

const UNKNOWN_KEY = "monitors:unknown";
const TEAM_TOLD_AFTER = 10 * MINUTE;
/** The operator hears of a team's trouble once in this time. */
const OPERATOR_EVERY = 10 * MINUTE;

/** Calls the operator, unless what cannot be seen is the team's own probe or a registry. */
export function callOperator(d: Decision, settings: MonitorSettings): void {
  if (settings.regions.every(isProbeId) || settings.check.type === "domain") return;
  if (d.now - (d.state.operatorCalledAt ?? -Infinity) < OPERATOR_EVERY) return;
  d.emit({ kind: "operator.called", subject: settings.id, data: { why: `nobody can see ${settings.id}` } });
}

/** When the team is told that it has monitors which nobody can see, or that it has none any more; null: not by itself. */
export function nextUnknown(state: TeamState): Instant | null {
  const since = monitorsAgenda(state).unknownSince;
  const last = newestOf(state, UNKNOWN_KEY);
  if (since === null) return last?.state === "open" ? state.lastAt : null;
  // One that was resolved by hand since is not told of again.
  return last !== undefined && (last.resolvedAt ?? Infinity) >= since ? null : since + TEAM_TOLD_AFTER;
}

/** Tells the team, or ends what it was told. */
export function judgeUnknown(d: Decision): void {
  const since = monitorsAgenda(d.state).unknownSince;
  if (since === null) return onRecovery(d, UNKNOWN_KEY, "our regions can see again", null);
  const unseen = monitorEntries(d.state).flatMap(([id, { status }]) => (status === "unknown" ? [id] : []));
  const [first = ""] = unseen;
  const name = d.state.config?.monitors.find(({ id }) => id === first)?.name ?? first;
  const more = unseen.length > 1 ? ` and ${unseen.length - 1} more` : "";
  onFailure(d, {
    key: UNKNOWN_KEY,
    source: { kind: "monitor", id: first },
    name: `${name}${more}`,
    title: `${name}${more}: we cannot see ${unseen.length > 1 ? "them" : "it"} at present, and nothing opens or closes meanwhile`,
    at: d.now,
    startedAt: since,
    evidence: null,
    kind: "unknown",
    urgency: "low",
  });
}
