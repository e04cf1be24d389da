import type { MonitorInput, NewMonitor } from "@nightbell/shared/check/settings";
import type { CheckSpec } from "@nightbell/shared/check/spec/spec";
import { hostsOf } from "@nightbell/shared/check/spec/targets";
import { inputOf, type MonitorForm } from "./form.ts";

/** Secrets of a monitor: typed once, kept by the server, and never given back. Spec "checks" §1. */

/** What an edit sends; of the secrets only those that change, null for one that is forgotten. */
export type MonitorChanges = Partial<MonitorInput> & { secrets?: NewMonitor["secrets"] };

/** What the server keeps: the names, and the hosts that they were given for. */
export type Stored = { names: readonly string[]; hosts: readonly string[] };
/** Of a monitor that does not exist yet. */
export const NOTHING_STORED: Stored = { names: [], hosts: [] };

/** What the server keeps of a monitor's secrets. */
export const storedOf = (monitor: { secrets: readonly string[]; input: { check: CheckSpec } }): Stored => ({
  names: monitor.secrets,
  hosts: hostsOf(monitor.input.check),
});

/** Whether the check asks a host that the stored secrets were not given for: the server then forgets them all. */
export function asksOtherHost(form: MonitorForm, stored: Stored): boolean {
  if (stored.names.length === 0) return false;
  return !hostsOf(inputOf(form).check).every((host) => stored.hosts.includes(host));
}

/** Names of stored secrets that the monitor still has after saving. */
export const keptOf = (form: MonitorForm, stored: Stored): string[] =>
  asksOtherHost(form, stored) ? [] : stored.names.filter((name) => !form.forgotten.includes(name));

/** The secrets that the chosen settings ask for by a password field. */
export function credentialsOf({ check, network, probe }: MonitorForm): string[] {
  const names = checkCredential(check);
  const certificate = probe === null ? null : network.certificate;
  return [...(names === null ? [] : [names]), ...(certificate === null ? [] : Object.values(certificate))];
}

/** The secret of the check's own login; null if it has none. */
export function checkCredential(check: MonitorForm["check"]): string | null {
  const login = check.type === "redis" ? check.redis : check.database;
  switch (check.type) {
    case "http":
      return check.web.auth.kind === "none" ? null : check.web.auth.secret;
    case "postgres":
    case "mysql":
    case "redis":
      return login.level === "1" ? null : login.password;
    case "smtp":
    case "imap":
      return check.mail.login ? check.mail.password : null;
    default:
      return null;
  }
}

/** Stored secrets that no password field stands for. */
export const otherStored = (form: MonitorForm, stored: Stored): string[] =>
  keptOf(form, stored).filter((name) => !credentialsOf(form).includes(name));

/** The values that are sent: what is typed of them, and null for what is to be forgotten. */
export function secretsOf(form: MonitorForm, stored: Stored): NewMonitor["secrets"] {
  const wanted = new Set([...credentialsOf(form), ...keptOf(form, stored)]);
  const typed = Object.entries(form.typed).filter(([name, value]) => wanted.has(name) && value !== "");
  const more = form.more.map(({ name, value }) => [name.trim(), value] as const).filter(([name]) => name !== "");
  const forgotten = form.forgotten.map((name) => [name, null] as const);
  return Object.fromEntries([...forgotten, ...typed, ...more]);
}

/** What creates the monitor, or tries it. */
export const newMonitorOf = (form: MonitorForm, stored: Stored): NewMonitor => ({
  ...inputOf(form),
  secrets: secretsOf(form, stored),
});

/**
 * What an edit sends: the settings that it changes, and the secrets. The name is always there, because a patch names
 * something; what is not named leaves earlier results valid.
 */
export function changesOf(before: MonitorForm, after: MonitorForm, stored: Stored): MonitorChanges {
  const old: Record<string, unknown> = inputOf(before);
  const { name, ...rest } = inputOf(after);
  const changed = Object.entries(rest).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(old[key]));
  const secrets = secretsOf(after, stored);
  return { name, ...Object.fromEntries(changed), ...(Object.keys(secrets).length === 0 ? {} : { secrets }) };
}

const PLACEHOLDER = /\{\{([a-z][a-z0-9_]{0,39})\}\}/g;

/** Names in `{{ }}` that stand for nothing: neither a secret nor what a step takes out of an answer. */
export function unknownNames(form: MonitorForm, known: readonly string[]): string[] {
  const { check, network } = inputOf(form);
  const extracted = check.type === "flow" ? check.steps.flatMap(({ extract }) => extract.map(({ name }) => name)) : [];
  const there = new Set([...known, ...extracted, ...form.more.map(({ name }) => name.trim()), ...credentialsOf(form)]);
  const named = [...JSON.stringify([check, network]).matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
  return [...new Set(named)].filter((name) => !there.has(name));
}

/** What a test beside the form lacks, as a sentence; null if nothing. Stored values stay with the server. */
export function missingForTrial(form: MonitorForm, stored: Stored): string | null {
  const typed = secretsOf(form, stored);
  const needed = [...credentialsOf(form), ...unknownNames(form, [])];
  const missing = needed.find((name) => typeof typed[name] !== "string");
  if (missing === undefined) return null;
  return `A test needs the value of ${missing}, which is never given back: type it again, or save and look at the first results.`;
}
