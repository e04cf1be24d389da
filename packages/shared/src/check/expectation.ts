import { listed } from "../list-words.ts";
import type { FlowStep, HttpSpec } from "./spec/http.ts";
import type { CheckSpec } from "./spec/spec.ts";
import type { MonitorSettings } from "./settings.ts";

/** What counts as healthy, in sentences. */

type Judged = Pick<MonitorSettings, "check" | "timeoutMs" | "degradedAfterMs" | "failAfterMs">;

const quoted = (words: readonly string[]): string => listed(words.map((word) => `"${word}"`));
const seconds = (ms: number): string => (ms % 1_000 === 0 ? `${ms / 1_000} s` : `${ms} ms`);
const OPS = { eq: "is", ne: "is not", lt: "is below", le: "is at most", gt: "is above", ge: "is at least" } as const;

function comparison({ op, value }: { op: string; value?: unknown }): string {
  if (op === "exists") return "is there";
  if (op === "absent") return "is not there";
  if (op === "type") return `is of type ${String(value)}`;
  const verb = (OPS as Record<string, string>)[op] ?? op;
  return `${verb} ${typeof value === "string" ? `"${value}"` : String(value)}`;
}

function httpParts(spec: HttpSpec | FlowStep): string[] {
  const parts = [`status ${spec.expectedStatus.replaceAll(",", ", ")}`];
  if (spec.keywordsPresent.length > 0) parts.push(`${quoted(spec.keywordsPresent)} on the page`);
  if (spec.keywordsAbsent.length > 0) parts.push(`no ${quoted(spec.keywordsAbsent)}`);
  if (spec.bodyRegex !== null) parts.push(`a page that matches /${spec.bodyRegex}/`);
  for (const one of spec.json) parts.push(`${one.path} that ${comparison(one)}`);
  for (const one of spec.headerAssertions) parts.push(`a header ${one.name} that ${comparison(one)}`);
  return parts;
}

const cell = (assertion: { op: string; value: string } | null): string[] =>
  assertion === null ? [] : [`a result that ${comparison(assertion)}`];

const LEVELS = { 1: "a greeting", 2: "a login", 3: "a login and an answer to the query" } as const;

function parts(spec: CheckSpec): string[] {
  switch (spec.type) {
    case "http":
      return httpParts(spec);
    case "flow":
      return [`all ${spec.steps.length} steps to pass`];
    case "tls":
      return ["a trusted certificate for this name that has not expired"];
    case "domain":
      return ["a registration that has not expired and is not on hold"];
    case "tcp":
      return [
        "a connection",
        ...spec.steps.filter(({ act }) => act === "expect").map(({ value }) => `"${value.slice(0, 60)}"`),
      ];
    case "dns":
      return [dnsPart(spec)];
    case "postgres":
    case "mysql":
      return [LEVELS[spec.level], ...cell(spec.assertion)];
    case "redis":
      return [
        spec.level === 3 ? `a login and an answer to ${spec.command}` : LEVELS[spec.level],
        ...cell(spec.assertion),
      ];
    case "smtp":
    case "imap":
      return [
        `a greeting over ${spec.security === "tls" ? "TLS" : "STARTTLS"}`,
        ...(spec.login === null ? [] : ["a login"]),
      ];
    case "websocket":
      return ["a WebSocket", ...(spec.expect === null ? [] : ["the message that is waited for"])];
    case "icmp":
      return ["an echo"];
    case "udp":
      return ["an answer"];
  }
}

function dnsPart({ record, expect, values }: Extract<CheckSpec, { type: "dns" }>): string {
  if (expect === "exists") return `a ${record} record`;
  if (expect === "equals") return `${record} to be exactly ${listed(values)}`;
  if (expect === "contains") return `${record} to hold ${listed(values)}`;
  return values.length === 0 ? `no ${record} record` : `${record} without ${listed(values)}`;
}

/** "We expect status 200-299 and "ok" on the page, within 10 s." */
export const expectation = ({ check, timeoutMs }: Pick<Judged, "check" | "timeoutMs">): string =>
  `We expect ${listed(parts(check))}, within ${seconds(timeoutMs)}.`;

const VERB: Record<CheckSpec["type"], (spec: CheckSpec, target: string) => string> = {
  http: (spec, target) => `We ${spec.type === "http" ? spec.method : "GET"} ${target}`,
  flow: (spec) => `We take ${spec.type === "flow" ? listed(spec.steps.map(({ name }) => name)) : "the steps"}`,
  tls: (_, target) => `We look at the certificate of ${target}`,
  domain: (_, target) => `We ask the registry about ${target}`,
  tcp: (_, target) => `We connect to ${target}`,
  dns: (_, target) => `We look up ${target} at two resolvers`,
  postgres: (_, target) => `We connect to PostgreSQL at ${target}`,
  mysql: (_, target) => `We connect to MySQL at ${target}`,
  redis: (_, target) => `We connect to Redis at ${target}`,
  smtp: (_, target) => `We greet the mail server ${target}`,
  imap: (_, target) => `We greet the mail server ${target}`,
  websocket: (_, target) => `We open ${target}`,
  icmp: (_, target) => `We ping ${target}`,
  udp: (_, target) => `We send a datagram to ${target}`,
};

/** How a monitor is checked and judged, a sentence each. @param every how often, in words: "every minute" */
export function configurationText(settings: Judged, target: string, every: string): string[] {
  const { check, degradedAfterMs, failAfterMs } = settings;
  const lines = [`${VERB[check.type](check, target)} ${every}.`, expectation(settings)];
  if (degradedAfterMs !== null) lines.push(`An answer after more than ${seconds(degradedAfterMs)} is slow.`);
  if (failAfterMs !== null) lines.push(`An answer after more than ${seconds(failAfterMs)} counts as failed.`);
  return lines;
}
