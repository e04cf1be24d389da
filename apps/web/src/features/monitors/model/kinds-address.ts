import type { CheckType } from "@nightbell/shared/check/spec/spec";
import type { MonitorForm } from "./form.ts";
import { withScheme } from "./form-text.ts";
import { portOf, withType } from "./kinds.ts";

/** A typed or pasted address decides more than its own field. */

const TYPES: Record<string, CheckType> = {
  "http:": "http",
  "https:": "http",
  "ws:": "websocket",
  "wss:": "websocket",
  "postgres:": "postgres",
  "postgresql:": "postgres",
  "mysql:": "mysql",
  "redis:": "redis",
  "rediss:": "redis",
  "smtp:": "smtp",
  "smtps:": "smtp",
  "imap:": "imap",
  "imaps:": "imap",
  "tcp:": "tcp",
};
/** Checks to which an address of any scheme only tells the host. */
const KEEP: readonly CheckType[] = ["tls", "tcp", "icmp", "udp", "domain", "dns"];

/**
 * The form after its address was typed: `wss://…` makes it a WebSocket check, `postgres://user:…@host/db` fills in the
 * login, `host:5433` is split, and a password never stays in an address. The same form if there is nothing to read.
 */
export function withAddress(form: MonitorForm, text: string): MonitorForm {
  const { type } = form.check;
  const isWeb = type === "http" || type === "websocket";
  const url = URL.parse(isWeb ? withScheme(text.trim(), type === "http" ? "https" : "wss") : text.trim());
  const target = url?.host ? TYPES[url.protocol] : undefined;
  if (url === null || target === undefined) return isWeb ? form : withHost(form, text.trim());
  if (KEEP.includes(type)) return withHost(form, url.hostname, Number(url.port) || undefined);
  const next = target === type ? form : withType(form, target);
  if (target === "http") return withWeb(next, url);
  if (target === "websocket") return withCheck(next, { socket: { ...next.check.socket, url: url.href } });
  return withServer(next, url, target);
}

const withCheck = (form: MonitorForm, part: Partial<MonitorForm["check"]>): MonitorForm => ({
  ...form,
  check: { ...form.check, ...part },
});

function withHost(form: MonitorForm, text: string, port?: number): MonitorForm {
  const split = /^([^:/\s]+):(\d{1,5})$/.exec(text);
  const [host, typedPort] = split === null ? [text, port] : [split[1] ?? "", Number(split[2])];
  if (form.check.type === "domain") return withCheck(form, { domain: host.replace(/\/.*$/, "") });
  if (form.check.type === "dns")
    return withCheck(form, { dns: { ...form.check.dns, name: host.replace(/\/.*$/, "") } });
  return withCheck(form, { host, ...(typedPort === undefined ? {} : { port: typedPort }) });
}

/** User and password of an address become a login with a secret. */
function withWeb(form: MonitorForm, url: URL): MonitorForm {
  const { web } = form.check;
  const [user, password] = [decoded(url.username), decoded(url.password)];
  url.username = "";
  url.password = "";
  if (user === "") return withCheck(form, { web: { ...web, url: url.href } });
  const auth = { ...web.auth, kind: "basic" as const, user };
  const next = withCheck(form, { web: { ...web, url: url.href, auth } });
  return password === "" ? next : { ...next, typed: { ...form.typed, [auth.secret]: password } };
}

function withServer(form: MonitorForm, url: URL, type: CheckType): MonitorForm {
  const { check } = form;
  const [user, password] = [decoded(url.username), decoded(url.password)];
  const isStarttls = url.protocol === "smtp:" || url.protocol === "imap:";
  const security = isStarttls ? ("starttls" as const) : ("tls" as const);
  const login = user === "" && password === "" ? {} : { level: "2" as const, user, password: "password" };
  const database = decoded(url.pathname.slice(1));
  return {
    ...withCheck(form, {
      host: url.hostname,
      port: Number(url.port) || portOf(type, security),
      database: { ...check.database, ...login, database: database || check.database.database },
      redis: { ...check.redis, ...login, tls: url.protocol === "rediss:" },
      mail: { ...check.mail, security, login: user !== "" || check.mail.login, user: user || check.mail.user },
    }),
    typed: password === "" ? form.typed : { ...form.typed, password },
  };
}

/** An address may hold a % that begins no code. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
