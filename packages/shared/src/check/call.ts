import type { IncidentKind, Urgency } from "../incident/kind.ts";
import type { Instant } from "../time.ts";
import { regionalRegions, settledStatus } from "./shown.ts";
import type { MonitorState } from "./verdict.ts";

/** Which incident a monitor's state calls for, and what that does to the one that is open. Spec "checks" §3.2. */

export type Call = { kind: IncidentKind; urgency: Urgency; startedAt: Instant };

/** What the monitor calls for at present; null when it is well. Not to be asked while nothing is known: then everything stands. */
export function callOf(state: MonitorState): Call | null {
  switch (settledStatus(state)) {
    case "down":
      return { kind: "down", urgency: isBlocked(state) ? "low" : "high", startedAt: state.startedAt ?? state.since };
    case "intermittent":
      return { kind: "intermittent", urgency: "high", startedAt: state.intermittent?.since ?? state.since };
    case "regional":
      return { kind: "regional", urgency: "low", startedAt: regionalSince(state) };
    default:
      return state.degraded === null ? null : { kind: "degraded", urgency: "low", startedAt: state.degraded.since };
  }
}

const regionalSince = (state: MonitorState): Instant =>
  Math.min(...regionalRegions(state).map((region) => state.regional[region]?.since ?? state.since));

/** Every region that fails is turned away by a firewall: that may be about us alone (spec "checks" §1). */
function isBlocked(state: MonitorState): boolean {
  const failing = Object.values(state.regions).filter((vote) => vote?.ok === false);
  return failing.length > 0 && failing.every((vote) => vote?.cause === "blocked_by_target");
}

/** The call about a certificate or domain that runs out; it stands beside the other. */
export function expiryCall({ expiry }: MonitorState): Call | null {
  const { expiring } = expiry;
  return expiring && { kind: "expiry", urgency: expiring.urgent ? "high" : "low", startedAt: expiring.since };
}

/**
 * `open` a new incident; `raise` the open one to high urgency; `worsen`: it was intermittent and is down now; `change` what
 * it is about, quietly; `replace` it by a lesser one; `resolve` it.
 */
export type Answer = "none" | "open" | "raise" | "worsen" | "change" | "replace" | "resolve";

const LOUD: readonly IncidentKind[] = ["down", "intermittent"];

/**
 * What becomes of the incident.
 * @param open the one that is open, if one is
 * @param how `muted`: in maintenance, nothing opens and nothing gets louder; `news`: this is not only what stood before
 */
export function answerTo(
  call: Call | null,
  open: Pick<Call, "kind" | "urgency"> | null,
  how: { muted: boolean; news: boolean },
): Answer {
  if (call === null) return open === null ? "none" : "resolve";
  if (open === null) return how.muted || !how.news ? "none" : "open";
  if (LOUD.includes(open.kind) && !LOUD.includes(call.kind) && call.kind !== "expiry") return "replace";
  if (how.muted) return "none";
  if (open.kind === "intermittent" && call.kind === "down") return call.urgency === "high" ? "worsen" : "change";
  if (open.urgency === "low" && call.urgency === "high") return "raise";
  return open.kind === call.kind ? "none" : "change";
}
