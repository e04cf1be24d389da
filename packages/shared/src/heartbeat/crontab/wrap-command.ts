import type { PingTarget } from "./crontab-line.ts";
import { splitInput } from "./percent.ts";

/** Quiet, and bounded also where the server hangs. */
export const CURL = "curl -fsS -m 10 --retry 3 -o /dev/null";

/** Debian's cron cuts a longer command off without a word. */
const LONGEST_COMMAND = 998;

/** Plain words, and redirections behind them. `\%` is how a crontab writes `%`. */
const PLAIN = /^(?:[^\s;&|$`'"()<>#\\!{}]|\\%)+(?:[ \t]+(?:[^\s;&|$`'"()<>#\\!{}]|\\%)+)*$/;
const REDIRECTIONS = /(?:[ \t]+\d?(?:>>?|<)[ \t]*(?:&\d|&-|(?:[^\s;&|$`'"()<>#\\]|\\%)+))+$/;

/** Words at which a shell does more than run a program: behind them our own commands might never be reached. */
const SHELL_WORDS =
  /^(?:[.:[]|\[\[|source|eval|exec|exit|return|break|continue|set|unset|shift|trap|export|readonly|command|builtin|time|times|if|then|elif|else|fi|for|while|until|do|done|case|esac|in|select|function|alias|cd|umask|ulimit)$/;

/** Whether the shell reads this as one program with its arguments, so that `;` can follow it. */
export function isSimple(run: string): boolean {
  const plain = withoutEnd(run).replace(REDIRECTIONS, "");
  const first = /^\S*/.exec(plain)?.[0] ?? "";
  return PLAIN.test(plain) && !SHELL_WORDS.test(first) && !/^\w+\+?=/.test(first);
}

/**
 * Wraps the command of a crontab line so that its exit code is reported and kept (spec "agent" §1 and §8). Ours comes
 * before the first unescaped `%`; what follows that stays the job's input.
 * @param command as it stands in the crontab
 * @param shell the shell that cron starts
 */
export function wrapCommand(command: string, shell: string, slug: string, { pingBase, pingKey }: PingTarget): string {
  const { run, input } = splitInput(command);
  return `${reporting(run, `${pingBase}/${pingKey}/${slug}`, shell)}${input}`;
}

/**
 * A shell command that does the same, with the same exit code, and reports that code to a ping address.
 * @param run one line for the shell
 * @param url without a slash at its end
 */
export function reporting(run: string, url: string, shell = "/bin/sh"): string {
  const name = shell === "/bin/sh" ? "sh" : shell;
  const job = isSimple(run) ? withoutEnd(run) : `${name} -c '${run.replaceAll("'", String.raw`'\''`)}'`;
  return `${job}; r=$?; ${CURL} ${url}/$r 2>/dev/null; exit $r`;
}

const withoutEnd = (run: string): string => run.replace(/(?<![ \t])[ \t]+$/, "");

/** Whether every cron would read all of a command. */
export const fits = (command: string): boolean => command.replace(/[^\0-\x7f]/g, "***").length <= LONGEST_COMMAND;

/** Whether a shell understands how we wrap. */
export const isBourne = (shell: string): boolean =>
  /^(?:(?:\/[\w.+-]+)*\/)?(?:sh|bash|dash|ash|ksh|mksh|zsh)$/.test(shell);
