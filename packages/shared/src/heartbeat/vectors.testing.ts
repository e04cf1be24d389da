import fixtures from "../../test-fixtures/heartbeats.json" with { type: "json" };

/** The shared vectors (spec "heartbeats" §9), as the engine's tests and the flows through all Workers read them. */

/** How a check is made, as the management API's version 3 takes it. */
export type VectorCheck = Record<string, unknown> & {
  timeout?: number;
  schedule?: string;
  tz?: string;
  grace?: number;
};

/** What the management API shows after a step; `alert_deadline` it does not show. */
export type Expectation = {
  status: string;
  started: boolean;
  last_ping: string | null;
  next_ping: string | null;
  n_pings: number;
  alert_deadline: string | null;
  last_duration?: number;
};

/** One step: `do` is `METHOD path [body='…']` or `API METHOD path [json]`; absent: look only. */
export type VectorStep = { at: string; do?: string; http?: number; recorded_as?: string; expect: Expectation };

/** One vector, instants as ISO 8601; `flips`, `durations` and `alerts` are the totals at `end`. */
export type Vector = {
  id: string;
  title: string;
  check: VectorCheck;
  created: string;
  steps: VectorStep[];
  end: string;
  flips: { t: string; from: string; to: string; reason: string; notifies: boolean }[];
  durations: { n: number; type: string; duration: number | null }[];
  alerts: { at: string; kind: string; reason: string }[];
};

/** Where we decided otherwise than the recorded service: spec "heartbeats" §9 "Overrides". */
function overridden(vector: Vector): Vector {
  const own = JSON.parse(JSON.stringify(vector)) as Vector;
  if (own.id === "HB01") own.alerts = [{ at: "2026-01-11T00:00:00Z", kind: "down", reason: "never_pinged" }];
  if (own.id === "HB17" && own.steps[1]) {
    own.steps[1].expect.next_ping = "2026-01-10T00:00:00+00:00";
    own.steps[1].expect.alert_deadline = "2026-01-10T00:10:00Z";
  }
  if (own.id === "HB35") own.flips = own.flips.filter(({ from, to }) => from !== to);
  return own;
}

/** All vectors, with the spec's overrides. */
export const heartbeatVectors: Vector[] = (fixtures.vectors as unknown as Vector[]).map(overridden);
