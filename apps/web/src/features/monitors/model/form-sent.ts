import type { FlowStep, HttpSpec } from "@nightbell/shared/check/spec/http";
import type { UdpSpec, WebsocketSpec } from "@nightbell/shared/check/spec/network";
import type { CellAssertion, JsonAssertion } from "@nightbell/shared/check/spec/parts";
import type { CheckSpec } from "@nightbell/shared/check/spec/spec";
import type { CheckForm, ExpectForm, JsonRow, Payload, RequestForm, SocketForm, WebForm } from "./form-check.ts";
import { addressOf, linesOf, literalOf, numberOf, orNull, trimmedOrNull } from "./form-text.ts";

/** From the form to the check that is sent. What is wrong with it, the shared schema says (form-faults.ts). */

/** How a secret stands in a check. */
const ref = (name: string): string => `{{${name}}}`;

/** The check that the form describes: of the parts it holds, the one of its type. */
export function checkOf(form: CheckForm): CheckSpec {
  const server = { host: form.host.trim(), port: numberOf(form.port) };
  const { type } = form;
  switch (type) {
    case "http":
      return httpOf(form.web);
    case "flow":
      return { type, cookies: form.flow.cookies, steps: form.flow.steps.map(stepOf) };
    case "websocket":
      return socketOf(form.socket);
    case "domain":
      return { type, domain: form.domain.trim() };
    case "dns": {
      const { name, record, expect, values } = form.dns;
      return { type, name: name.trim(), record, expect, values: expect === "exists" ? [] : linesOf(values) };
    }
    case "icmp":
      return { type, host: server.host };
    case "tls":
      return { type, ...server, serverName: trimmedOrNull(form.tls.serverName), starttls: form.tls.starttls };
    case "tcp":
      return { type, ...server, steps: form.tcp.steps };
    case "postgres":
    case "mysql":
      return { type, ...server, ...databaseOf(form.database) };
    case "redis":
      return { type, ...server, ...redisOf(form.redis) };
    case "smtp":
    case "imap": {
      const { security, login, user, password } = form.mail;
      return { type, ...server, security, login: login ? { user: user.trim(), password: ref(password) } : null };
    }
    case "udp":
      return { type, ...server, send: sendOf(form.udp.send), expect: expectOf(form.udp.expect) };
  }
}

const requestOf = ({ url, method, headers, body }: RequestForm) => ({
  url: addressOf(url),
  method,
  headers: headers.map(({ name, value }) => ({ name: name.trim(), value })),
  body: orNull(body),
});

const expectationsOf = (form: ExpectForm) => ({
  expectedStatus: form.expectedStatus.trim(),
  keywordsPresent: linesOf(form.present),
  keywordsAbsent: linesOf(form.absent),
  ignoreCase: form.ignoreCase,
  bodyRegex: orNull(form.bodyRegex),
  json: form.json.map(jsonOf),
  headerAssertions: form.headerAssertions.map(({ name, op, value }) => ({
    name: name.trim(),
    op,
    value: op === "exists" || op === "absent" ? "" : value,
  })),
});

const httpOf = (web: WebForm): HttpSpec => ({
  type: "http",
  ...requestOf(web),
  auth: authOf(web.auth),
  ...expectationsOf(web),
  redirects: web.redirects,
  allowDowngrade: web.allowDowngrade,
});

function authOf({ kind, user, name, secret }: WebForm["auth"]): HttpSpec["auth"] {
  switch (kind) {
    case "none":
      return null;
    case "basic":
      return { kind, user: user.trim(), password: ref(secret) };
    case "bearer":
      return { kind, token: ref(secret) };
    case "header":
      return { kind, name: name.trim(), value: ref(secret) };
  }
}

const stepOf = (step: CheckForm["flow"]["steps"][number]): FlowStep => ({
  name: step.name.trim(),
  ...requestOf(step),
  ...expectationsOf(step),
  extract: step.extract.map(({ name, from, expression }) => ({
    name: name.trim(),
    from,
    expression: expression.trim(),
  })),
});

/** A row's claim. Only text can have a pattern or name a type. */
function jsonOf({ path, op, value }: JsonRow): JsonAssertion {
  if (op === "exists" || op === "absent") return { path: path.trim(), op, value: null };
  return { path: path.trim(), op, value: op === "type" || op === "matches" ? value : literalOf(value) };
}

function socketOf({ url, headers, subprotocol, send, expect }: SocketForm): WebsocketSpec {
  const { kind, value, assertions } = expect;
  return {
    type: "websocket",
    url: addressOf(url, "wss"),
    headers: headers.map((header) => ({ name: header.name.trim(), value: header.value })),
    subprotocol: trimmedOrNull(subprotocol),
    send: orNull(send),
    expect: kind === "none" ? null : kind === "json" ? { kind, assertions: assertions.map(jsonOf) } : { kind, value },
  };
}

/** At level 1 nothing is said to the server; at level 2 nothing is asked. */
function loginOf({ level, user, password, assertion }: CheckForm["database"] | CheckForm["redis"]) {
  const logsIn = level !== "1";
  return {
    level: ({ "1": 1, "2": 2, "3": 3 } as const)[level],
    user: logsIn ? trimmedOrNull(user) : null,
    password: logsIn && password !== null ? ref(password) : null,
    assertion: level === "3" ? assertionOf(assertion) : null,
  };
}

const assertionOf = ({ op, value }: CheckForm["redis"]["assertion"]): CellAssertion | null =>
  op === "none" ? null : { op, value };

const databaseOf = (form: CheckForm["database"]) => ({
  ...loginOf(form),
  tls: form.tls,
  database: form.level === "1" ? null : trimmedOrNull(form.database),
  query: form.level === "3" ? trimmedOrNull(form.query) : null,
});

const redisOf = (form: CheckForm["redis"]) => ({
  ...loginOf(form),
  tls: form.tls,
  command: form.level === "3" ? form.command : ("PING" as const),
  key: form.level === "3" && takesKey(form.command) ? orNull(form.key) : null,
});

/** Whether a Redis command is about a key (or, INFO, a section). */
export const takesKey = (command: CheckForm["redis"]["command"]): boolean =>
  !["PING", "DBSIZE", "ROLE"].includes(command);

const sendOf = ({ format, value }: Payload): UdpSpec["send"] => ({ format: format === "hex" ? "hex" : "text", value });
const expectOf = ({ format, value }: Payload): UdpSpec["expect"] => (format === "none" ? null : { format, value });
