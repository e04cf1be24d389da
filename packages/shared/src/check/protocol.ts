import * as z from "zod";
import { cause } from "./cause.ts";
import { networkOptions } from "./settings.ts";
import { region } from "./region.ts";
import { checkSpec } from "./spec/spec.ts";

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
  check: checkSpec,
  degradedAfterMs: z.int().nullable().default(null),
  failAfterMs: z.int().nullable().default(null),
  network: networkOptions.nullable().default(null),
  /** Phases are to be told apart, and the certificate read, also if it passes. */
  thorough: z.boolean().default(false),
  /** Values by name: they stand as `{{name}}` in the check, and never in anything that comes back. */
  secrets: z.record(z.string(), z.string()).default({}),
});
export type CheckRequest = z.infer<typeof checkRequest>;

export const runRequest = z.object({
  v: z.literal(PROTOCOL_VERSION),
  callId: z.string(),
  region,
  purpose: z.enum(["routine", "confirm", "control", "try"]),
  deadlineMs: z.int(),
  checks: z.array(checkRequest),
});
export type RunRequest = z.infer<typeof runRequest>;

/** What a check spent its time on, in ms; null where it could not be told apart. */
export const phases = z.object({
  dns: z.number().nullable(),
  connect: z.number().nullable(),
  tls: z.number().nullable(),
  ttfb: z.number().nullable(),
  download: z.number().nullable(),
});
export type Phases = z.infer<typeof phases>;

/** A server's certificate as it was shown. Instants are epoch ms. */
export const certificate = z.object({
  notBefore: z.number(),
  /** The earliest in the chain. */
  notAfter: z.number(),
  sha256: z.string(),
  issuer: z.string().max(200),
  /** At most ten. */
  names: z.array(z.string().max(255)).max(10),
});
export type Certificate = z.infer<typeof certificate>;

/** What a registry says of a domain. */
export const registration = z.object({
  expiresAt: z.number().nullable(),
  statuses: z.array(z.string().max(60)).max(20),
});
export type Registration = z.infer<typeof registration>;

export const checkResult = z.object({
  line: z.literal("result"),
  monitor: z.string(),
  revision: z.int(),
  tick: z.int(),
  attempt: z.int(),
  ok: z.boolean(),
  /** It passed, but took longer than it should. */
  slow: z.boolean().default(false),
  /** Neither passed nor failed: what was asked for could not be seen (a registry that does not answer). */
  unknown: z.boolean().default(false),
  cause: cause.optional(),
  /** One sentence for a person, at most 200 characters. */
  detail: z.string().max(200).optional(),
  status: z.int().optional(),
  totalMs: z.number(),
  phases: phases.optional(),
  bytes: z.int().optional(),
  truncated: z.boolean().optional(),
  redirects: z.int().optional(),
  /** Set when the first try failed with a retryable transport error and this is the second. */
  retriedCause: cause.optional(),
  certificate: certificate.optional(),
  registration: registration.optional(),
  /** What the server answered, where a check asks for one value. */
  value: z.string().max(200).optional(),
  /** Of a failing answer: status line, headers, first 2 kB of the body, redirects, diagnosis; redacted. */
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
