import { DAY, type Instant } from "../../time.ts";
import type { Insight, Sanity, Severity } from "./insight.ts";

/** A learned rule that is set to page only warns for so long after the first success. Spec "heartbeats" §6.3. */
const WARN_ONLY = 14 * DAY;

/** From when on learned rules may page, epoch ms; null before the first success. */
export const trustedFrom = ({ firstSuccess }: Insight): Instant | null =>
  firstSuccess === null ? null : firstSuccess + WARN_ONLY;

/** How a learned rule speaks at an instant; null when it is switched off. */
export function learnedSeverity(mode: Sanity[keyof Sanity], insight: Insight, at: Instant): Severity | null {
  if (mode === "off") return null;
  const from = trustedFrom(insight);
  return mode === "page" && from !== null && at >= from ? "page" : "warn";
}
