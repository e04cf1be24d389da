import type { MonitorDetail, MonitorView } from "@nightbell/shared/views/views";
import { ago, clock } from "./now.ts";

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
