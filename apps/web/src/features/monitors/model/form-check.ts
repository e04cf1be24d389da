import { METHODS, type Extraction, type HttpSpec, type Method } from "@nightbell/shared/check/spec/http";
import type { DnsSpec, TcpStep, TlsSpec } from "@nightbell/shared/check/spec/network";
import type { CellAssertion, HeaderAssertion, JsonAssertion, RequestHeader } from "@nightbell/shared/check/spec/parts";
import type { PostgresSpec, RedisSpec, SmtpSpec } from "@nightbell/shared/check/spec/servers";
import type { CheckType } from "@nightbell/shared/check/spec/spec";
import type { Typed } from "./form-text.ts";

/**
 * What the form holds of a check. Every type has its part at once, so that nothing typed is lost when another type is
 * looked at; what is sent is the part of the type that is chosen. Passwords are the names of secrets.
 */
export type CheckForm = {
  type: CheckType;
  web: WebForm;
  flow: { steps: StepForm[]; cookies: boolean };
  socket: SocketForm;
  /** Of every check that connects to a server. */
  host: string;
  port: Typed;
  tls: { serverName: string; starttls: TlsSpec["starttls"] };
  domain: string;
  tcp: { steps: TcpStep[] };
  dns: { name: string; record: DnsSpec["record"]; expect: DnsSpec["expect"]; values: string };
  database: LoginForm & { tls: PostgresSpec["tls"]; database: string; query: string };
  redis: LoginForm & { tls: boolean; command: RedisSpec["command"]; key: string };
  mail: { security: SmtpSpec["security"]; login: boolean; user: string; password: string };
  udp: { send: Payload; expect: Payload };
};

/** What is sent. */
export type RequestForm = { url: string; method: Method; headers: RequestHeader[]; body: string };
/** A claim about a JSON answer; its value as text that is read like JSON. */
export type JsonRow = Omit<JsonAssertion, "value"> & { value: string };
/** What a good answer looks like. */
export type ExpectForm = {
  expectedStatus: string;
  /** One phrase a line. */
  present: string;
  absent: string;
  ignoreCase: boolean;
  bodyRegex: string;
  json: JsonRow[];
  headerAssertions: HeaderAssertion[];
};
/** A login; `secret` is the name of its secret. */
export type AuthForm = { kind: "none" | "basic" | "bearer" | "header"; user: string; name: string; secret: string };
/** An HTTP check. */
export type WebForm = RequestForm &
  ExpectForm & {
    auth: AuthForm;
    redirects: HttpSpec["redirects"];
    allowDowngrade: boolean;
    /** Nothing is asked of the answer but its status, and the person has said so. */
    statusOnly: boolean;
  };
/** `id` tells steps apart while they are moved. */
export type StepForm = RequestForm & ExpectForm & { id: number; name: string; extract: Extraction[] };
/** A WebSocket check. */
export type SocketForm = {
  url: string;
  headers: RequestHeader[];
  subprotocol: string;
  send: string;
  expect: { kind: "none" | "text" | "regex" | "json"; value: string; assertions: JsonRow[] };
};
type LoginForm = {
  level: "1" | "2" | "3";
  user: string;
  /** The secret's name; null: none is sent. */
  password: string | null;
  assertion: { op: CellAssertion["op"] | "none"; value: string };
};
/** What goes over the wire; `none`: nothing is expected. */
export type Payload = { format: "none" | "text" | "hex" | "regex"; value: string };

/** Rows as they are added. */
export const NEW_JSON: JsonRow = { path: "", op: "eq", value: "" };
export const NEW_HEADER: RequestHeader = { name: "", value: "" };
export const NEW_HEADER_ASSERTION: HeaderAssertion = { name: "", op: "eq", value: "" };
export const NEW_TCP_STEP: TcpStep = { act: "send", format: "text", value: "" };
export const NEW_EXTRACTION: Extraction = { name: "", from: "json", expression: "" };

const request = (): RequestForm => ({ url: "", method: METHODS[0], headers: [], body: "" });
const expectations = (): ExpectForm => ({
  expectedStatus: "200-299",
  present: "",
  absent: "",
  ignoreCase: false,
  bodyRegex: "",
  json: [],
  headerAssertions: [],
});
const login = (): LoginForm => ({
  level: "1",
  user: "",
  password: "password",
  assertion: { op: "none", value: "" },
});

/** A step of which nothing is said yet. */
export const newStep = (id: number): StepForm => ({ id, name: "", ...request(), ...expectations(), extract: [] });

/** A check of which nothing is said yet. */
export const blankCheck = (): CheckForm => ({
  type: "http",
  web: {
    ...request(),
    ...expectations(),
    auth: { kind: "none", user: "", name: "", secret: "password" },
    redirects: "follow",
    allowDowngrade: false,
    statusOnly: false,
  },
  flow: { steps: [newStep(0)], cookies: true },
  socket: { url: "", headers: [], subprotocol: "", send: "", expect: { kind: "none", value: "", assertions: [] } },
  host: "",
  port: "",
  tls: { serverName: "", starttls: "none" },
  domain: "",
  tcp: { steps: [] },
  dns: { name: "", record: "A", expect: "exists", values: "" },
  database: { ...login(), tls: "prefer", database: "", query: "" },
  redis: { ...login(), tls: false, command: "PING", key: "" },
  mail: { security: "tls", login: false, user: "", password: "password" },
  udp: { send: { format: "text", value: "" }, expect: { format: "none", value: "" } },
});

/** Whether anything but the status is asked of an answer. */
export const asksOfBody = (web: ExpectForm): boolean =>
  [web.present, web.absent, web.bodyRegex].some((text) => text.trim() !== "") ||
  web.json.length > 0 ||
  web.headerAssertions.length > 0;
