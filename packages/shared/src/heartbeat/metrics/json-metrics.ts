import { MetricSet, type Metrics } from "./metric-set.ts";

/** Metrics of a JSON body. Spec "heartbeats" §6.1. */

/** Bytes of a JSON body that is looked into; a longer one is left alone. */
export const JSON_BODY_LIMIT = 64 * 1_024;
const MAX_DEPTH = 20;

/**
 * The numbers in the top-level `metrics`, else the top-level numbers. In `metrics` everything else counts as refused; at the
 * top level it is simply something else. A text that is no JSON object, or too deep, carries none.
 */
export function metricsOfJson(text: string): Metrics {
  const found = new MetricSet();
  const document = isShallow(text) ? parse(text) : null;
  if (!isRecord(document)) return found;
  const { metrics } = document;
  if (isRecord(metrics)) for (const [name, value] of Object.entries(metrics)) found.put(name, numberOrNull(value));
  else for (const [name, value] of Object.entries(document)) if (typeof value === "number") found.put(name, value);
  return found;
}

/** Whether brackets outside strings nest at most 20 deep. Looked at before parsing, which recurses. */
function isShallow(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === "\\") i++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{" || char === "[") {
      if (++depth > MAX_DEPTH) return false;
    } else if (char === "}" || char === "]") depth--;
  }
  return true;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A job may send anything under any content type; that is no error of a ping.
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);
