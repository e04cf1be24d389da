import { monitorFields } from "@nightbell/shared/check/settings";
import type { MonitorDetail, MonitorView, RegionView, ResultView } from "@nightbell/shared/views/monitor-views";
import { ago, clock } from "./now.ts";

const PASSES = Array.from({ length: 20 }, () => "pass" as const);

export const region = (over: Partial<RegionView> = {}): RegionView => ({
  region: "weur",
  name: null,
  state: "pass",
  at: ago(1),
  totalMs: 182,
  detail: null,
  last: PASSES,
  ...over,
});

export const monitor = (over: Partial<MonitorView> = {}): MonitorView => ({
  id: "mon_shop",
  name: "checkout API",
  type: "http",
  target: "https://shop.example/health",
  status: "up",
  since: ago(9000),
  lastCheck: ago(1),
  lastMs: 212,
  intervalSeconds: 60,
  sentence: "Up for 6 d 6 h. Asked every minute from three regions.",
  regions: [
    region(),
    region({ region: "enam", at: ago(2), totalMs: 240 }),
    region({ region: "apac", at: ago(3), totalMs: 391, last: [...PASSES.slice(3), "slow", "slow", "void"] }),
  ],
  incident: null,
  held: null,
  resumesAt: null,
  maintenance: null,
  expiry: null,
  ...over,
});

const FAULT = "status 503, expected 200-299";

export const downMonitor = (over: Partial<MonitorView> = {}): MonitorView =>
  monitor({
    status: "down",
    since: ago(6),
    incident: "inc_shop",
    lastMs: 412,
    sentence: "Down for 6 min: status 503 from 2 of 3 regions.",
    regions: [
      region({ state: "fail", at: ago(0.5), totalMs: 412, detail: FAULT, last: ["fail", "fail", ...PASSES.slice(2)] }),
      region({ region: "enam", state: "fail", totalMs: 455, detail: FAULT, last: ["fail", ...PASSES.slice(1)] }),
      region({
        region: "apac",
        state: "blind",
        at: ago(2),
        totalMs: null,
        detail: "its control targets cannot be reached",
        last: ["void", "void"],
      }),
    ],
    ...over,
  });

export const result = (over: Partial<ResultView> = {}): ResultView => ({
  at: ago(1),
  region: "weur",
  ok: true,
  slow: false,
  void: false,
  cause: null,
  detail: null,
  status: 200,
  totalMs: 182,
  phases: { dns: 12, connect: 21, tls: 44, ttfb: 98, download: 7 },
  ...over,
});

const results = (): ResultView[] =>
  Array.from({ length: 40 }, (_, i) =>
    result({
      at: ago(i * 0.7),
      region: (["weur", "enam", "apac"] as const)[i % 3] ?? "weur",
      ok: i > 7,
      void: i === 5,
      slow: i === 11,
      totalMs: 160 + ((i * 71) % 300),
      phases: i === 12 ? null : result().phases,
      ...(i > 7 ? {} : { cause: "http_status", detail: FAULT, status: 503 }),
    }),
  );

/** One that is down, as its own page shows it. */
export const monitorDetail = (over: Partial<MonitorDetail> = {}): MonitorDetail => ({
  ...downMonitor(),
  clock,
  input: monitorFields.parse({
    name: "checkout API",
    check: {
      type: "http",
      url: "https://shop.example/health",
      keywordsPresent: ["ok"],
      keywordsAbsent: ["eaten by a grue"],
    },
  }),
  secrets: [],
  why: {
    at: ago(0.5),
    cause: "http_status",
    text: "Status 503; the page says “eaten by a grue”. Seen after 412 ms from Europe and North America. We expect status 200-299, within 10 s.",
    evidence:
      "HTTP/1.1 503 Service Unavailable\ncontent-type: text/html\n\n<h1>You are likely to be eaten by a grue.</h1>",
    curl: "curl -sS -i -m 10 https://shop.example/health",
  },
  results: results(),
  quorum: "Down needs 2 of 3 regions, from two places.",
  worstCaseSeconds: 125,
  configuration: [
    "We GET https://shop.example/health every minute and expect status 200-299 within 10 s.",
    "The answer must contain “ok”.",
  ],
  certificate: {
    issuer: "Let’s Encrypt R11",
    names: ["shop.example", "www.shop.example"],
    sha256: "9f2c",
    notBefore: ago(60 * 24 * 60),
    notAfter: ago(-60 * 24 * 30),
  },
  upcoming: [{ name: "database upgrade", from: ago(-60 * 24), until: ago(-60 * 26) }],
  failingAlone: [],
  ...over,
});

/** One whose fault is seen from a single region. */
export const regionalDetail = (over: Partial<MonitorDetail> = {}): MonitorDetail =>
  monitorDetail({
    status: "regional",
    sentence: "Fails from Asia-Pacific alone, for 12 min.",
    regions: [
      region(),
      region({ region: "enam" }),
      region({ region: "apac", state: "fail", detail: "timed out after 10 s", last: ["fail", "fail", "fail"] }),
    ],
    failingAlone: ["apac"],
    ...over,
  });

/** One on its first seconds: nobody has answered yet. */
export const newDetail = (over: Partial<MonitorDetail> = {}): MonitorDetail =>
  monitorDetail({
    status: "new",
    sentence: "First check is under way from three regions.",
    since: ago(0.1),
    lastCheck: null,
    lastMs: null,
    incident: null,
    why: null,
    results: [],
    certificate: null,
    upcoming: [],
    regions: (["weur", "enam", "apac"] as const).map((name) =>
      region({ region: name, state: "unknown", at: null, totalMs: null, last: [] }),
    ),
    ...over,
  });
