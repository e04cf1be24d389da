import type { RequestHeader } from "./spec/parts.ts";
import type { HttpSpec } from "./spec/http.ts";
import type { MonitorSettings } from "./settings.ts";

/** A command line that repeats a check from the reader's own machine. Secrets stay `{{name}}` in it. */

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const verb = (method: string): string => (method === "GET" ? "-i" : method === "HEAD" ? "-I" : `-i -X ${method}`);

function authOf({ auth }: HttpSpec): string[] {
  if (auth === null) return [];
  if (auth.kind === "basic") return [`-u ${quoted(`${auth.user}:${auth.password}`)}`];
  if (auth.kind === "bearer") return [`-H ${quoted(`Authorization: Bearer ${auth.token}`)}`];
  return [`-H ${quoted(`${auth.name}: ${auth.value}`)}`];
}

const headersOf = (headers: readonly RequestHeader[]): string[] =>
  headers.map(({ name, value }) => `-H ${quoted(`${name}: ${value}`)}`);

function httpLine(spec: HttpSpec, timeout: number): string {
  return [
    "curl -sS",
    verb(spec.method),
    ...(spec.redirects === "none" ? [] : ["-L --max-redirs 5"]),
    `-m ${timeout}`,
    "-A 'Nightbell/1' -H 'Nightbell-Check: 1'",
    ...headersOf(spec.headers),
    ...authOf(spec),
    ...(spec.body === null ? [] : [`--data-raw ${quoted(spec.body)}`]),
    quoted(spec.url),
  ].join(" ");
}

/** @returns null where no everyday command does what the check does */
export function reproduceLine({ check, timeoutMs }: Pick<MonitorSettings, "check" | "timeoutMs">): string | null {
  const timeout = Math.ceil(timeoutMs / 1_000);
  switch (check.type) {
    case "http":
      return httpLine(check, timeout);
    case "tls":
      return `curl -sSv -m ${timeout} -o /dev/null ${quoted(`https://${check.serverName ?? check.host}:${check.port}/`)}`;
    case "domain":
      return `curl -sSL -m ${timeout} ${quoted(`https://rdap.org/domain/${check.domain}`)}`;
    case "dns":
      return `dig +time=${timeout} ${quoted(check.name)} ${check.record}`;
    case "postgres":
      return `psql ${quoted(`host=${check.host} port=${check.port} connect_timeout=${timeout}${check.user === null ? "" : ` user=${check.user}`}`)}`;
    case "mysql":
      return `mysql -h ${quoted(check.host)} -P ${check.port} --connect-timeout=${timeout}`;
    case "redis":
      return `redis-cli -h ${quoted(check.host)} -p ${check.port}${check.tls ? " --tls" : ""} ${check.command}`;
    case "smtp":
      return `curl -sSv -m ${timeout} ${check.security === "tls" ? "" : "--ssl-reqd "}${quoted(`${check.security === "tls" ? "smtps" : "smtp"}://${check.host}:${check.port}`)}`;
    case "imap":
      return `curl -sSv -m ${timeout} ${check.security === "tls" ? "" : "--ssl-reqd "}${quoted(`${check.security === "tls" ? "imaps" : "imap"}://${check.host}:${check.port}`)}`;
    case "tcp":
      return `nc -vz -w ${timeout} ${quoted(check.host)} ${check.port}`;
    case "icmp":
      return `ping -c 1 -W ${timeout} ${quoted(check.host)}`;
    case "flow":
    case "websocket":
    case "udp":
      return null;
  }
}
