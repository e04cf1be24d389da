import type { Schedule } from "../settings.ts";

/** What ready-made lines are made for. */
export type SnippetJob = {
  /** The ping address by id, without a slash at its end. */
  pingUrl: string;
  /** The ping address by key and slug; null when the heartbeat has no slug. */
  slugUrl: string | null;
  schedule: Schedule;
  /** The address for pings by e-mail; null when there is none. */
  mailAddress: string | null;
  /** One line for the shell that runs the job; null when nobody has said. */
  command: string | null;
};

/** Lines to copy. `language` is what a highlighter calls it. */
export type Snippet = { name: string; code: string; language: string };

/**
 * The address for shell lines: by slug if there is one, so that a crontab says which heartbeat it reports to. Code that
 * ends up in a repository gets the id instead, which opens one heartbeat only.
 */
export const shellUrl = ({ pingUrl, slugUrl }: SnippetJob): string => slugUrl ?? pingUrl;

/** The command that runs the job, in one line. */
export const commandOf = ({ command }: SnippetJob): string =>
  command?.replace(/\s*[\r\n]+\s*/g, " ").trim() || "/path/to/job.sh";
