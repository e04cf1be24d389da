import type { FlowStep, HttpSpec } from "@nightbell/shared/check/spec/http";
import type { UdpSpec, WebsocketSpec } from "@nightbell/shared/check/spec/network";
import type { CellAssertion, JsonAssertion } from "@nightbell/shared/check/spec/parts";
import type { CheckSpec } from "@nightbell/shared/check/spec/spec";
import {
  asksOfBody,
  type AuthForm,
  blankCheck,
  type CheckForm,
  type ExpectForm,
  type JsonRow,
  type Payload,
  type RequestForm,
  type SocketForm,
} from "./form-check.ts";
import { textOf, textOfLines } from "./form-text.ts";

/** From a check to the form that shows it. */

/** The form of a check that exists; `checkOf` in form-sent.ts is the way back. */
export const formOfCheck = (spec: CheckSpec): CheckForm => ({ ...blankCheck(), ...partOf(spec), type: spec.type });

function partOf(spec: CheckSpec): Partial<CheckForm> {
  const blank = blankCheck();
  switch (spec.type) {
    case "http":
      return { web: webOf(spec) };
    case "flow":
      return { flow: { cookies: spec.cookies, steps: spec.steps.map(stepOf) } };
    case "websocket":
      return { socket: socketOf(spec) };
    case "domain":
      return { domain: spec.domain };
    case "dns":
      return { dns: { name: spec.name, record: spec.record, expect: spec.expect, values: textOfLines(spec.values) } };
    case "icmp":
      return { host: spec.host };
    case "tls":
      return { ...server(spec), tls: { serverName: spec.serverName ?? "", starttls: spec.starttls } };
    case "tcp":
      return { ...server(spec), tcp: { steps: spec.steps } };
    case "postgres":
    case "mysql": {
      const { tls, database, query } = spec;
      return { ...server(spec), database: { ...loginOf(spec), tls, database: database ?? "", query: query ?? "" } };
    }
    case "redis":
      return {
        ...server(spec),
        redis: { ...loginOf(spec), tls: spec.tls, command: spec.command, key: spec.key ?? "" },
      };
    case "smtp":
    case "imap": {
      const login =
        spec.login === null ? {} : { login: true, user: spec.login.user, password: named(spec.login.password) };
      return { ...server(spec), mail: { ...blank.mail, security: spec.security, ...login } };
    }
    case "udp":
      return { ...server(spec), udp: { send: spec.send, expect: payloadOf(spec.expect) } };
  }
}

const server = ({ host, port }: { host: string; port: number }) => ({ host, port });

/** The name in `{{name}}`. */
const named = (ref: string): string => ref.slice(2, -2);

const requestOf = ({ url, method, headers, body }: HttpSpec | FlowStep): RequestForm => ({
  url,
  method,
  headers,
  body: body ?? "",
});

const expectOf = (spec: HttpSpec | FlowStep): ExpectForm => ({
  expectedStatus: spec.expectedStatus,
  present: textOfLines(spec.keywordsPresent),
  absent: textOfLines(spec.keywordsAbsent),
  ignoreCase: spec.ignoreCase,
  bodyRegex: spec.bodyRegex ?? "",
  json: spec.json.map(jsonRowOf),
  headerAssertions: spec.headerAssertions,
});

function webOf(spec: HttpSpec): CheckForm["web"] {
  const expect = expectOf(spec);
  const { redirects, allowDowngrade } = spec;
  return {
    ...requestOf(spec),
    ...expect,
    auth: authOf(spec.auth),
    redirects,
    allowDowngrade,
    statusOnly: !asksOfBody(expect),
  };
}

const stepOf = (step: FlowStep, id: number) => ({
  id,
  name: step.name,
  ...requestOf(step),
  ...expectOf(step),
  extract: step.extract,
});

function authOf(auth: HttpSpec["auth"]): AuthForm {
  const blank = blankCheck().web.auth;
  switch (auth?.kind) {
    case undefined:
      return blank;
    case "basic":
      return { ...blank, kind: "basic", user: auth.user, secret: named(auth.password) };
    case "bearer":
      return { ...blank, kind: "bearer", secret: named(auth.token) };
    case "header":
      return { ...blank, kind: "header", name: auth.name, secret: named(auth.value) };
  }
}

/** Of a JSON assertion, `type` and `matches` are always about text. */
export const jsonRowOf = ({ path, op, value }: JsonAssertion): JsonRow => ({ path, op, value: valueText(op, value) });

function valueText(op: JsonAssertion["op"], value: JsonAssertion["value"]): string {
  if (op === "exists" || op === "absent") return "";
  return op === "type" || op === "matches" ? String(value ?? "") : textOf(value);
}

function socketOf({ url, headers, subprotocol, send, expect }: WebsocketSpec): SocketForm {
  const [kind, value, assertions] =
    expect === null
      ? (["none", "", []] as const)
      : expect.kind === "json"
        ? ([expect.kind, "", expect.assertions.map(jsonRowOf)] as const)
        : ([expect.kind, expect.value, []] as const);
  return {
    url,
    headers,
    subprotocol: subprotocol ?? "",
    send: send ?? "",
    expect: { kind, value, assertions: [...assertions] },
  };
}

type Login = { level: 1 | 2 | 3; user: string | null; password: string | null; assertion: CellAssertion | null };
const LEVELS = { 1: "1", 2: "2", 3: "3" } as const;

const loginOf = ({ level, user, password, assertion }: Login) => ({
  level: LEVELS[level],
  user: user ?? "",
  // What is not used at this level is what a form begins with.
  password: level === 1 ? "password" : password && named(password),
  assertion: assertion ?? { op: "none" as const, value: "" },
});

const payloadOf = (expect: UdpSpec["expect"]): Payload => expect ?? { format: "none", value: "" };
