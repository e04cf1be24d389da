import { SECOND } from "../time.ts";
import type { MonitorSettings } from "./settings.ts";

const CONFIRM_SLACK_MS = 2 * SECOND;
const AGAIN_AT_MOST_MS = 30 * SECOND;

/**
 * From an outage to "down", at the worst, in whole seconds: the interval, the failing check, its confirmation, and for a
 * soft cause the second asking (spec "checks" §3.2, "Worst case").
 */
export function worstCaseSeconds({
  intervalSeconds,
  timeoutMs,
}: Pick<MonitorSettings, "intervalSeconds" | "timeoutMs">): number {
  const hard = intervalSeconds * SECOND + timeoutMs + CONFIRM_SLACK_MS + timeoutMs;
  return Math.ceil((hard + AGAIN_AT_MOST_MS + timeoutMs) / SECOND);
}
