import type { Schedule } from "../settings.ts";

/** Why a line that cron would run is left as it is. */
export type LeftAlone =
  /** It runs at boot, so there is no time at which it is expected. */
  | "reboot"
  /** It already reports somewhere. */
  | "already-pinging"
  /** We cannot use its times. */
  | "schedule"
  /** We cannot say for certain what cron would run, or wrapping it would change that. */
  | "command";

/** A job that can be wrapped, with the heartbeat that is proposed for it. */
export type CrontabJob = {
  kind: "job";
  /** The line as it stands, without its line feed; so on every kind. */
  text: string;
  /** The user column of a system crontab. */
  user: string | null;
  /** What cron hands to the shell, its input after an unescaped `%` included. */
  command: string;
  /** The shell in effect on this line. */
  shell: string;
  schedule: Extract<Schedule, { kind: "cron" }>;
  slug: string;
  graceSeconds: number;
  failureTolerance: number;
};

/** One line of a crontab. */
export type CrontabLine =
  | CrontabJob
  | { kind: "comment" | "blank"; text: string }
  | { kind: "assignment"; text: string; name: string; value: string }
  /** `why` is a sentence for the user. */
  | { kind: "left-alone"; text: string; command: string; reason: LeftAlone; why: string };

/** Where the heartbeats of the import are pinged. */
export type PingTarget = {
  /** Scheme, host and path in front of the key, e.g. `https://ping.example.com`; no slash at the end. */
  pingBase: string;
  pingKey: string;
};

/** The columns of a line that cron would run; `times` is five fields or a word such as `@daily`. */
export type JobColumns = { times: string; user: string | null; command: string };

/** The text of a line that counts: of pasted Windows text, without the carriage return. */
export const withoutReturn = (text: string): string => text.replace(/\r$/, "");

/** Reads `NAME=value` by cron's rules; null when the line is something else. */
export function readAssignment(text: string): { name: string; value: string } | null {
  const [, name, rest] = /^[ \t]*("[^"]*"|'[^']*'|[^\s="'#]+)[ \t]*=(.*)$/.exec(withoutReturn(text)) ?? [];
  if (name === undefined || rest === undefined) return null;
  return { name: unquoted(name), value: unquoted(rest.trim()) };
}

const unquoted = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

/**
 * Splits a line that cron would run into its columns; null when it has too few.
 * @param system whether a user stands before the command
 */
export function readColumns(text: string, system: boolean): JobColumns | null {
  const times = String.raw`@\S+|\S+(?:[ \t]+\S+){4}`;
  const user = system ? String.raw`(\S+)[ \t]+` : "()";
  const [, when, who, command] = new RegExp(`^[ \\t]*(${times})[ \\t]+${user}(\\S.*)$`).exec(withoutReturn(text)) ?? [];
  if (when === undefined || command === undefined) return null;
  return { times: when, user: system ? (who ?? null) : null, command };
}

/** Nobody has a command of this name. */
const SURE_USERS = /^(root|www-data|nobody|daemon|apache|nginx|ubuntu)$/;
const USER = /^[a-z_][\w.-]*\$?$/i;

/**
 * Whether a crontab has the user column of /etc/crontab and /etc/cron.d: every job has what could be one, and the usual
 * heading or a well-known user says so.
 * @param lines all lines of the crontab
 */
export function looksLikeSystem(lines: readonly string[]): boolean {
  const live = lines.filter((text) => !/^\s*(#|$)/.test(text) && readAssignment(text) === null);
  const users = live.map((text) => /^(\S+)[ \t]+[^-\s]/.exec(readColumns(text, false)?.command ?? "")?.[1] ?? "");
  if (users.length === 0 || !users.every((user) => USER.test(user))) return false;
  return (
    users.some((user) => SURE_USERS.test(user)) || lines.some((text) => /^\s*#.*\buser(-?name)?\s+command/.test(text))
  );
}
