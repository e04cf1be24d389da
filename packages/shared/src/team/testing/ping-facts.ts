import type { PingFacts } from "../../heartbeat/ping.ts";

/** A ping of a plain `curl` for tests: an https GET with nothing to say, but for what is given. */
export const pingFacts = (change: Partial<PingFacts>): PingFacts => ({
  v: 2,
  delivery: "",
  target: { kind: "id", pingId: "" },
  action: "success",
  exitCode: null,
  runId: null,
  receivedAt: 0,
  method: "GET",
  scheme: "https",
  remote: "",
  agent: "curl/8",
  bodyBytes: 0,
  metrics: {},
  metricsDropped: 0,
  host: null,
  note: null,
  runSeconds: null,
  clientAt: null,
  late: false,
  ...change,
});
