import { decimal } from "@nightbell/shared/heartbeat/metrics/decimal";
import { JSON_BODY_LIMIT, metricsOfJson } from "@nightbell/shared/heartbeat/metrics/json-metrics";
import { MetricLines } from "@nightbell/shared/heartbeat/metrics/metric-lines";
import { mergeMetrics, MetricSet, type Metrics } from "@nightbell/shared/heartbeat/metrics/metric-set";
import type { PingMessage } from "@nightbell/shared/heartbeat/ping";

/** The metrics of one ping, from its body and its query. Spec "heartbeats" §6.1. */

const PREFIX = "m.";

/** Reads a body as it arrives: its metric lines, and itself if it is JSON. */
export class BodyMetrics {
  readonly #lines = new MetricLines();
  readonly #json: JsonBody | null;

  /** @param contentType the header's value, empty if there is none */
  constructor(contentType: string) {
    this.#json = /^\s*application\/json\s*(?:;|$)/i.test(contentType) ? new JsonBody() : null;
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
    this.#json?.push(chunk);
  }

  /** From the weakest source to the strongest. `cut`: the body went on, or broke off. */
  end(cut: boolean): Metrics[] {
    const lines = this.#lines.end(cut);
    return this.#json === null ? [lines] : [metricsOfJson(this.#json.text()), lines];
  }
}

/** The text of a body of at most 64 kB; of a longer one, nothing. */
class JsonBody {
  readonly #bytes = new Uint8Array(JSON_BODY_LIMIT);
  #size = 0;

  push(chunk: Uint8Array): void {
    if (this.#size + chunk.length <= JSON_BODY_LIMIT) this.#bytes.set(chunk, this.#size);
    this.#size += chunk.length;
  }

  text(): string {
    return this.#size > JSON_BODY_LIMIT ? "" : new TextDecoder().decode(this.#bytes.subarray(0, this.#size));
  }
}

/** The parameters `m.<name>=<number>`. */
export function queryMetrics(query: URLSearchParams): Metrics {
  const found = new MetricSet();
  for (const [key, value] of query)
    // A plus sign in a query is read as a blank, and `1e+06` is how many programs print a million.
    if (key.startsWith(PREFIX)) found.put(key.slice(PREFIX.length), decimal(value.replaceAll(" ", "+")));
  return found;
}

/** All sources as a ping carries them. @param sources from the weakest to the strongest */
export function pingMetrics(sources: readonly Metrics[]): Pick<PingMessage, "metrics" | "metricsDropped"> {
  const { accepted, dropped } = mergeMetrics(sources);
  return { metrics: Object.fromEntries(accepted), metricsDropped: dropped };
}

/** The answer's header `Nightbell-Metrics`; none if the client sent no metrics. */
export function metricsHeader({ metrics, metricsDropped }: PingMessage): Record<string, string> {
  const accepted = Object.keys(metrics).length;
  if (accepted + metricsDropped === 0) return {};
  const dropped = metricsDropped === 0 ? "" : `, dropped=${metricsDropped}`;
  return { "nightbell-metrics": `accepted=${accepted}${dropped}` };
}
