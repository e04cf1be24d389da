import * as z from "zod";
import {
  headerAssertion,
  jsonAssertion,
  phrase,
  regexSource,
  requestHeaderName,
  requestHeaders,
  secretName,
  secretRef,
  webAddress,
} from "./parts.ts";

/** HTTP checks, and flows of several HTTP steps. Spec "checks" §1. */

export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

const STATUS_SET = /^[1-5]\d\d(-[1-5]\d\d)?(,[1-5]\d\d(-[1-5]\d\d)?)*$/;

const expectations = {
  /** Expected status codes, e.g. `200-299,301`. */
  expectedStatus: z.string().trim().regex(STATUS_SET, "a list like 200-299,301").default("200-299"),
  keywordsPresent: z.array(phrase).max(10).default([]),
  keywordsAbsent: z.array(phrase).max(10).default([]),
  /** Whether keywords are sought in any case of letters. */
  ignoreCase: z.boolean().default(false),
  /** Must match somewhere in the first 256 kB. Linear-time syntax (RE2). */
  bodyRegex: regexSource.nullable().default(null),
  json: z.array(jsonAssertion).max(20).default([]),
  headerAssertions: z.array(headerAssertion).max(20).default([]),
};

const request = {
  url: webAddress,
  method: z.enum(METHODS).default("GET"),
  headers: requestHeaders,
  body: z.string().max(65_536, "at most 64 kB").nullable().default(null),
};

export const httpAuth = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("basic"), user: z.string().min(1).max(200), password: secretRef }),
  z.strictObject({ kind: z.literal("bearer"), token: secretRef }),
  z.strictObject({ kind: z.literal("header"), name: requestHeaderName, value: secretRef }),
]);

export const httpSpec = z.strictObject({
  type: z.literal("http"),
  ...request,
  auth: httpAuth.nullable().default(null),
  ...expectations,
  redirects: z.enum(["follow", "none", "same-host"]).default("follow"),
  /** Whether a redirect may lead from https to http. */
  allowDowngrade: z.boolean().default(false),
});
export type HttpSpec = z.infer<typeof httpSpec>;

/** Takes a value out of an answer for later steps, where it stands as `{{name}}`. `expression`: a JSON path, a header's name, or a regex whose first group counts. */
export const extraction = z.strictObject({
  name: secretName,
  from: z.enum(["json", "header", "regex"]),
  expression: z.string().trim().min(1).max(200),
});
export type Extraction = z.infer<typeof extraction>;

export const flowStep = z.strictObject({
  name: z.string().trim().min(1, "name the step").max(100),
  ...request,
  ...expectations,
  extract: z.array(extraction).max(10).default([]),
});
export type FlowStep = z.infer<typeof flowStep>;

export const flowSpec = z.strictObject({
  type: z.literal("flow"),
  steps: z.array(flowStep).min(1, "at least one step").max(10, "at most ten steps"),
  /** Whether cookies that an answer sets are sent along by the steps after it. */
  cookies: z.boolean().default(true),
});
export type FlowSpec = z.infer<typeof flowSpec>;
