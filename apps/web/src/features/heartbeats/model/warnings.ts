import { toSeconds } from "../../../lib/time/units.ts";
import type { HeartbeatForm } from "./form.ts";

/** What can be saved and is probably not meant, in sentences. */
export function warningsOf(form: HeartbeatForm): string[] {
  const { filter } = form;
  const reads = filter.subject || filter.body || filter.httpBody;
  const words = [filter.start, filter.success, filter.failure].some((text) => text.trim() !== "");
  const found: string[] = [];
  if (form.mode === "every" && toSeconds(form.grace) > toSeconds(form.every))
    found.push("The grace is longer than the period, so a missed run is noticed only after the next one is due.");
  if (words && !reads) found.push("The keywords are looked for in nothing: tick where to look, or remove them.");
  if (reads && !words && !filter.defaultFail)
    found.push("There are no keywords, so what you ticked makes every such ping ignored.");
  return found;
}
