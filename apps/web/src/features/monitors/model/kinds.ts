import { type CheckType, PRIVATE_ONLY } from "@nightbell/shared/check/spec/spec";
import { probeId } from "@nightbell/shared/check/region";
import { everyWord } from "../../../lib/time/units.ts";
import type { MonitorForm } from "./form.ts";

/** The kinds of monitor, in the words and the order in which people choose one. */

/** `type` stands for the kind; `isPrivate`: only a probe of the team's own can make it. */
export type Kind = { type: CheckType; label: string; hint: string; isPrivate?: true };

/** All of them, the commonest first. */
export const KINDS: readonly Kind[] = [
  { type: "http", label: "Website or API", hint: "answers with the right status and words" },
  { type: "tls", label: "Certificate", hint: "is trusted, and renewed in time" },
  { type: "domain", label: "Domain", hint: "is registered, and renewed in time" },
  { type: "tcp", label: "Port", hint: "takes connections, and says what it should" },
  { type: "dns", label: "DNS", hint: "a name has the right records" },
  { type: "postgres", label: "PostgreSQL", hint: "greets, logs in, answers a query" },
  { type: "mysql", label: "MySQL", hint: "greets, logs in, answers a query" },
  { type: "redis", label: "Redis", hint: "greets, logs in, answers a command" },
  { type: "smtp", label: "Mail server", hint: "SMTP or IMAP: greets, encrypts, logs in" },
  { type: "websocket", label: "WebSocket", hint: "opens, and answers a message" },
  { type: "flow", label: "Several steps", hint: "such as: sign in, then load the basket" },
  { type: "icmp", label: "Ping", hint: "a host answers; from your probe", isPrivate: true },
  { type: "udp", label: "UDP", hint: "a datagram is answered; from your probe", isPrivate: true },
];

/** The kind that a type belongs to: both mail protocols are one. */
export const kindOf = (type: CheckType): Kind["type"] => (type === "imap" ? "smtp" : type);

/** A type in the picker's words. */
export const labelOf = (type: CheckType): string => KINDS.find((kind) => kind.type === kindOf(type))?.label ?? type;

/** The kinds on offer: those that need a probe only for teams that have one. */
export const kindsFor = (hasProbe: boolean, current: CheckType): Kind[] =>
  KINDS.filter(({ type, isPrivate }) => isPrivate === undefined || hasProbe || type === current);

const HOUR_SECONDS = 3_600;
/** Certificates and registrations change slowly: spec "checks" §1. */
const everyOf = (type: CheckType): string =>
  type === "tls" ? String(6 * HOUR_SECONDS) : type === "domain" ? String(24 * HOUR_SECONDS) : "60";

const INTERVALS = [20, 30, 60, 120, 180, 300, 600, 900, 1_800, 3_600, 21_600, 43_200, 86_400];

/** Intervals on offer, with the present one in its place if it is another. */
export const intervalChoices = (current: string): { value: string; label: string }[] =>
  [...new Set([...INTERVALS, Number(current)])]
    .toSorted((a, b) => a - b)
    .map((seconds) => ({ value: String(seconds), label: everyWord(seconds) }));

const PORTS: Partial<Record<CheckType, number>> = {
  tls: 443,
  postgres: 5_432,
  mysql: 3_306,
  redis: 6_379,
  smtp: 465,
  imap: 993,
};

/** The port that a server of this kind usually has; "" where there is none. */
export const portOf = (type: CheckType, security: "tls" | "starttls" = "tls"): number | "" => {
  if (security === "starttls" && type === "smtp") return 587;
  if (security === "starttls" && type === "imap") return 143;
  return PORTS[type] ?? "";
};

/**
 * The form for another type of check. What the person has set stays; what was only the old type's usual port or
 * interval becomes the new one's. The host is taken along, whichever way it was typed.
 */
export function withType(form: MonitorForm, type: CheckType): MonitorForm {
  const { check } = form;
  const { security } = check.mail;
  const wasUsual = check.port === "" || check.port === portOf(check.type, security);
  const host = knownHost(form);
  return {
    ...form,
    intervalSeconds: form.intervalSeconds === everyOf(check.type) ? everyOf(type) : form.intervalSeconds,
    check: {
      ...check,
      type,
      port: wasUsual ? portOf(type, security) : check.port,
      host: check.host || host,
      domain: check.domain || host.replace(/^www\./, ""),
      dns: { ...check.dns, name: check.dns.name || host },
      web: { ...check.web, url: check.web.url || (host === "" ? "" : `https://${host}/`) },
      socket: { ...check.socket, url: check.socket.url || (host === "" ? "" : `wss://${host}/`) },
    },
  };
}

function knownHost({ check }: MonitorForm): string {
  if (check.type === "http") return URL.parse(check.web.url)?.hostname ?? "";
  if (check.type === "websocket") return URL.parse(check.socket.url)?.hostname ?? "";
  return check.type === "domain" ? check.domain : check.type === "dns" ? check.dns.name : check.host;
}

/**
 * The form with somebody who can make its check: the first probe for what only a probe can do, and our regions again once
 * that is over.
 * @param before the type before
 */
export function withAsker(form: MonitorForm, before: CheckType, probes: readonly { id: string }[]): MonitorForm {
  const [was, is] = [before, form.check.type].map((type) => PRIVATE_ONLY.includes(type));
  if (was === is) return form;
  const first = probeId.safeParse(probes[0]?.id);
  return { ...form, probe: is === true ? (form.probe ?? first.data ?? null) : null };
}
