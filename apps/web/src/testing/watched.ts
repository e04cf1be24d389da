import type {
  HeartbeatDetail,
  HeartbeatView,
  MonitorDetail,
  MonitorView,
  PingView,
} from "@nightbell/shared/views/views";
import { ago, clock } from "./now.ts";

export const ping = (over: Partial<PingView> = {}): PingView => ({
  seq: 41,
  n: 12,
  at: ago(31),
  type: "success",
  exitCode: null,
  runId: null,
  durationMs: 238_000,
  method: "POST",
  remote: "203.0.113.9",
  agent: "curl/8.5.0",
  bodyBytes: 1840,
  ...over,
});

export const heartbeat = (over: Partial<HeartbeatView> = {}): HeartbeatView => ({
  id: "hb_backup",
  name: "nightly backup",
  pingUrl: "http://localhost:8788/3f0c9a1be277-4d1c-9f02-8a61b2c3d4e5",
  schedule: { kind: "cron", expression: "0 3 * * *", zone: "Europe/Vienna" },
  graceSeconds: 1800,
  status: "up",
  running: false,
  lastPing: ago(31),
  nextPing: "2026-11-25T02:00:00Z",
  deadline: "2026-11-25T02:30:00Z",
  lastDurationMs: 238_000,
  pings: 12,
  sentence: "On time. Last finished 03:04 (3 min 58 s), next expected Wed 03:00 Vienna, we wait until 03:30.",
  incident: null,
  ...over,
});

export const heartbeatDetail = (over: Partial<HeartbeatDetail> = {}): HeartbeatDetail => ({
  ...heartbeat(),
  clock,
  recent: [
    ping(),
    ...Array.from({ length: 22 }, (_, i) =>
      ping({
        seq: 40 - i,
        n: 11 - i,
        at: ago(31 + 1440 * (i + 1)),
        durationMs: 150_000 + ((i * 53) % 17) * 9_000,
        ...(i === 4 ? { type: "fail", exitCode: 2 } : {}),
        bodyBytes: i % 3 === 0 ? 1200 : 0,
      }),
    ),
  ],
  upcoming: [1, 2, 3, 4, 5].map((day) => new Date(Date.parse("2026-11-24T02:00:00Z") + day * 86_400_000).toISOString()),
  ...over,
});

export const monitor = (over: Partial<MonitorView> = {}): MonitorView => ({
  id: "mon_shop",
  name: "checkout API",
  url: "https://shop.example/health",
  method: "GET",
  status: "up",
  since: ago(9000),
  lastCheck: ago(1),
  lastMs: 212,
  intervalSeconds: 60,
  sentence: "Up for 6 d 6 h. Asked every minute from three regions.",
  regions: [
    { region: "weur", state: "pass", at: ago(1), totalMs: 182, detail: null },
    { region: "enam", state: "pass", at: ago(2), totalMs: 240, detail: null },
    { region: "apac", state: "pass", at: ago(3), totalMs: 391, detail: null },
  ],
  incident: null,
  ...over,
});

export const downMonitor = (): MonitorView =>
  monitor({
    status: "down",
    since: ago(6),
    incident: "inc_shop",
    lastMs: 412,
    sentence: "Down for 6 min: status 503 from 2 of 3 regions.",
    regions: [
      { region: "weur", state: "fail", at: ago(0.5), totalMs: 412, detail: "status 503, expected 200-299" },
      { region: "enam", state: "fail", at: ago(1), totalMs: 455, detail: "status 503, expected 200-299" },
      { region: "apac", state: "blind", at: ago(2), totalMs: null, detail: "its control targets cannot be reached" },
    ],
  });

export const monitorDetail = (over: Partial<MonitorDetail> = {}): MonitorDetail => ({
  ...downMonitor(),
  clock,
  settings: {
    expectedStatus: "200-299",
    keywordsPresent: ["ok"],
    keywordsAbsent: ["eaten by a grue"],
    timeoutMs: 10_000,
    recoverySeconds: 60,
    regions: ["weur", "enam", "apac"],
  },
  why: {
    at: ago(0.5),
    text: "TLS was fine, then status 503 after 0.4 s from 2 of 3 regions; 200-299 was expected.",
    evidence:
      "HTTP/1.1 503 Service Unavailable\ncontent-type: text/html\n\n<h1>You are likely to be eaten by a grue.</h1>",
    curl: "curl -sS -i -m 10 https://shop.example/health",
  },
  results: Array.from({ length: 40 }, (_, i) => ({
    at: ago(i * 0.7),
    region: (["weur", "enam", "apac"] as const)[i % 3] ?? "weur",
    ok: i > 7,
    void: i === 5,
    cause: i > 7 ? null : "http_status",
    detail: i > 7 ? null : "status 503, expected 200-299",
    status: i > 7 ? 200 : 503,
    totalMs: 160 + ((i * 71) % 300),
  })),
  ...over,
});
