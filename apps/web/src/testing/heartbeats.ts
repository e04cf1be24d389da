import { HEARTBEAT_DEFAULTS } from "@nightbell/shared/heartbeat/settings";
import type {
  FindingView,
  HeartbeatDetail,
  HeartbeatView,
  LearnedView,
  MetricView,
  PingView,
} from "@nightbell/shared/views/views";
import { heartbeatGuard } from "./guards.ts";
import { OFFICE_MAIL } from "./keys.ts";
import { ago, clock } from "./now.ts";

const DAY = 1440;
const PING_BASE = "http://localhost:8787/ping";

export const ping = (over: Partial<PingView> = {}): PingView => ({
  seq: 141,
  n: 112,
  at: ago(31),
  type: "success",
  exitCode: 0,
  runId: null,
  durationMs: 238_000,
  scheme: "https",
  method: "POST",
  remote: "203.0.113.9",
  agent: "curl/8.5.0",
  bodyBytes: 1840,
  host: "db-1",
  note: null,
  late: false,
  metrics: { duration: 238, body_bytes: 1840, rows: 1204, dump_bytes: 4_200_000_000 },
  ...over,
});

export const finding = (over: Partial<FindingView> = {}): FindingView => ({
  rule: "tooSmall:dump_bytes",
  severity: "warn",
  since: ago(31),
  text: "dump_bytes was 1.1 GB, usually about 4.2 GB.",
  metric: "dump_bytes",
  incident: null,
  ...over,
});

export const heartbeat = (over: Partial<HeartbeatView> = {}): HeartbeatView => ({
  id: "hb_backup",
  name: "nightly backup",
  slug: "nightly-backup",
  tags: ["prod", "database"],
  pingUrl: `${PING_BASE}/3f0c9a1b-e277-4d1c-9f02-8a61b2c3d4e5`,
  schedule: { kind: "cron", expression: "0 3 * * *", zone: "Europe/Vienna" },
  graceSeconds: 1800,
  status: "up",
  running: false,
  lastPing: ago(31),
  nextPing: "2026-11-25T02:00:00Z",
  deadline: "2026-11-25T02:30:00Z",
  lastDurationMs: 238_000,
  pings: 112,
  degraded: null,
  findings: [],
  sentence: "On time. Last finished 03:04 (3 min 58 s), next expected Wed 03:00 Vienna, we wait until 03:30.",
  incident: null,
  held: null,
  ...over,
});

/** Three weeks of a nightly job: one failure, four nights missed, one report that was delayed. */
const recent = (): PingView[] => [
  ping(),
  ...Array.from({ length: 22 }, (_, i) => i)
    .filter((i) => i < 8 || i > 11)
    .map((i) =>
      ping({
        seq: 140 - i,
        n: 111 - i,
        at: ago(31 + DAY * (i + 1)),
        durationMs: 150_000 + ((i * 53) % 17) * 9_000,
        ...(i === 4 ? { type: "fail" as const, exitCode: 2 } : {}),
        ...(i === 2 ? { late: true, note: "spooled while the network was down" } : {}),
        bodyBytes: i === 1 ? 123_456 : i % 3 === 0 ? 1200 : 0,
      }),
    ),
];
const missed = (): string[] => [11, 10, 9, 8].map((i) => ago(36 + DAY * (i + 1)));

const series = (name: string, value: (i: number) => number, odd: number): MetricView => ({
  name,
  points: Array.from({ length: 30 }, (_, i) => ({
    at: ago(31 + DAY * (29 - i)),
    value: value(i),
    flagged: i === odd,
  })),
});
export const metrics = (): MetricView[] => [
  series("duration", (i) => 190 + ((i * 37) % 60), -1),
  series("dump_bytes", (i) => (i === 27 ? 1.1e9 : 3.6e9 + i * 2e7), 27),
  series("rows", (i) => 1150 + ((i * 71) % 130), -1),
];

export const learned = (over: Partial<LearnedView> = {}): LearnedView => ({
  rule: "tooShort",
  metric: "duration",
  sentence: "A run usually takes about 3 min 40 s; under 1 min 28 s is too short.",
  mode: "warn",
  trusted: true,
  trustedFrom: ago(DAY),
  ...over,
});

const upcoming = [1, 2, 3, 4, 5].map((day) =>
  new Date(Date.parse("2026-11-24T02:00:00Z") + day * DAY * 60_000).toISOString(),
);

export const heartbeatDetail = (over: Partial<HeartbeatDetail> = {}): HeartbeatDetail => {
  const view = { ...heartbeat(), ...over };
  return {
    ...view,
    clock,
    input: {
      ...HEARTBEAT_DEFAULTS,
      name: view.name,
      slug: view.slug,
      tags: view.tags,
      schedule: view.schedule,
      graceSeconds: view.graceSeconds,
    },
    slugUrl: `${PING_BASE}/0000abcdefzzzzzzzzzzzz/nightly-backup`,
    mailAddress: "3f0c9a1b-e277-4d1c-9f02-8a61b2c3d4e5@ping.nightbell.example",
    recent: recent(),
    missed: missed(),
    upcoming,
    clockChanges: ["On Sun 28 Mar 2027 clocks go forward in Vienna: 03:00 is skipped, and this runs once at 03:00."],
    worstCaseSeconds: 88_200,
    graceAdvice: null,
    shift: null,
    learned: [],
    metrics: [],
    guards: [],
    ...over,
  };
};

/** One with everything: findings, learned rules, limits of its own, metrics. */
export const busyDetail = (over: Partial<HeartbeatDetail> = {}): HeartbeatDetail => {
  const detail = heartbeatDetail({
    findings: [
      finding(),
      finding({ rule: "threshold:rows:<:1000", severity: "page", text: "rows was 12, under 1,000.", metric: "rows" }),
    ],
    degraded: { failures: 1, tolerance: 2 },
    learned: [
      learned(),
      learned({
        rule: "tooLong",
        sentence: "Over 11 min is too long.",
        mode: "page",
        trusted: false,
        trustedFrom: ago(-9 * DAY),
      }),
      learned({
        rule: "tooSmall",
        metric: "body_bytes",
        sentence: "Output is usually about 1.8 kB; under 1.3 kB is too small.",
      }),
      learned({
        rule: "tooSmall",
        metric: "dump_bytes",
        sentence: "dump_bytes is usually about 4.2 GB; under 2.9 GB is too small.",
      }),
      learned({ rule: "tooOften", metric: null, sentence: "More than 4 runs a day are too many.", mode: "off" }),
    ],
    metrics: metrics(),
    guards: [heartbeatGuard()],
    graceAdvice: {
      seconds: 480,
      sentence: "The last 30 reports came at most 3 min 58 s after their time: 8 min of grace would do.",
    },
    shift: "Pings arrive 1 h later since 29 March: is the server in another zone?",
    ...over,
  });
  return {
    ...detail,
    input: {
      ...detail.input,
      desc: "Dumps the shop’s database to the second site.\nRunbook: wiki/backup",
      failureTolerance: 2,
      maxRunSeconds: 7200,
      channels: [OFFICE_MAIL],
      sanity: { tooShort: "warn", tooLong: "page", tooSmall: "warn", tooOften: "off" },
      thresholds: [{ metric: "rows", op: "<", value: 1000, times: 1, severity: "page", clear: null, missing: "warn" }],
      forecasts: [{ metric: "dump_bytes", limit: 5e9, direction: "up" }],
    },
  };
};
