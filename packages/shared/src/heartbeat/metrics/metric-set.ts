import { BUILT_IN_METRICS, METRIC_NAME, METRICS_PER_PING } from "../insight/insight.ts";

/** What a ping carried: the accepted metrics by name, at most 20, and how many were refused. Spec "heartbeats" §6.1. */
export type Metrics = { accepted: ReadonlyMap<string, number>; dropped: number };

/** Collects the metrics of one source. Its size is bounded, whatever a client sends. */
export class MetricSet implements Metrics {
  readonly accepted = new Map<string, number>();
  dropped = 0;

  /** Takes one metric; null is a value that was no number. Of two with one name the later counts. */
  put(name: string, value: number | null): void {
    const fits = this.accepted.size < METRICS_PER_PING || this.accepted.has(name);
    if (value === null || !Number.isFinite(value) || !isOpenName(name) || !fits) this.dropped++;
    else this.accepted.set(name, value);
  }
}

/** A client cannot set what is made from the ping itself. */
const isOpenName = (name: string): boolean =>
  METRIC_NAME.test(name) && !BUILT_IN_METRICS.some((builtIn) => builtIn === name);

/**
 * The metrics of all sources of one ping, given from the weakest to the strongest: a stronger source's value counts, and
 * where there are too many, its metrics are kept. Spec "heartbeats" §6.1.
 */
export function mergeMetrics(sources: readonly Metrics[]): Metrics {
  const accepted = new Map<string, number>();
  let dropped = 0;
  for (const source of sources.toReversed()) {
    dropped += source.dropped;
    for (const [name, value] of source.accepted) {
      if (accepted.has(name)) continue;
      if (accepted.size < METRICS_PER_PING) accepted.set(name, value);
      else dropped++;
    }
  }
  return { accepted, dropped };
}
