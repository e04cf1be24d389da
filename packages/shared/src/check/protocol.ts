import * as z from "zod";
import { METHODS, region } from "./settings.ts";

/** Team → probe and back: spec "checks" §6. One POST /run, an NDJSON answer, a line as soon as it is known. */
export const PROTOCOL_VERSION = 1;
export const MAX_CHECKS_PER_CALL = 15;

export const checkRequest = z.object({
  monitor: z.string(),
  revision: z.int(),
  /** The tick, named by its due instant in epoch ms; with monitor, revision, region and attempt it names one result. */
  tick: z.int(),
  attempt: z.int(),
  timeoutMs: z.int(),
  target: z.object({
    url: z.string(),
    method: z.enum(METHODS),
    expectedStatus: z.string(),
    keywordsPresent: z.array(z.string()),
    keywordsAbsent: z.array(z.string()),
  }),
});
export type CheckRequest = z.infer<typeof checkRequest>;

export const runRequest = z.object({
  v: z.literal(PROTOCOL_VERSION),
  callId: z.string(),
  region,
  purpose: z.enum(["routine", "confirm", "control"]),
  deadlineMs: z.int(),
  checks: z.array(checkRequest),
});
export type RunRequest = z.infer<typeof runRequest>;

/** Why a check failed. Hard causes decide at once; soft ones are asked again. Spec "checks" §4. */
export const HARD_CAUSES = [
  "dns_nxdomain",
  "dns_no_address",
  "target_not_public",
  "connect_refused",
  "tls_untrusted",
  "not_tls",
  "http_status",
  "keyword_missing",
  "keyword_present",
  "redirect_loop",
  "too_many_redirects",
  "redirect_private",
  "redirect_scheme",
  "redirect_downgrade",
  "protocol_error",
] as const;
export const SOFT_CAUSES = [
  "timeout_connect",
  "timeout_ttfb",
  "timeout_body",
  "connection_reset",
  "empty_reply",
  "body_incomplete",
  "decode_error",
  "platform_52x",
  "transport_unknown",
] as const;
export const cause = z.enum([...HARD_CAUSES, ...SOFT_CAUSES]);
export type Cause = z.infer<typeof cause>;

export const checkResult = z.object({
  line: z.literal("result"),
  monitor: z.string(),
  revision: z.int(),
  tick: z.int(),
  attempt: z.int(),
  ok: z.boolean(),
  cause: cause.optional(),
  /** One sentence for a person, at most 200 characters. */
  detail: z.string().max(200).optional(),
  status: z.int().optional(),
  totalMs: z.number(),
  ttfbMs: z.number().optional(),
  bytes: z.int().optional(),
  truncated: z.boolean().optional(),
  /** Set when the first try failed with a retryable transport error and this is the second. */
  retriedCause: cause.optional(),
  /** First failing response only: status line, headers, first 2 kB of the body; redacted. */
  evidence: z.string().max(12_000).optional(),
});
export type CheckResult = z.infer<typeof checkResult>;

export const runLine = z.discriminatedUnion("line", [
  z.object({ line: z.literal("hello"), region, colo: z.string(), placement: z.string().nullable(), build: z.string() }),
  checkResult,
  z.object({ line: z.literal("controls"), reachable: z.int(), of: z.int() }),
  z.object({ line: z.literal("not_run"), monitor: z.string() }),
  z.object({ line: z.literal("end") }),
]);
export type RunLine = z.infer<typeof runLine>;
