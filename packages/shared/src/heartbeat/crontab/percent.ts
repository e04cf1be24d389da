/**
 * Cron reads an unescaped `%` as a line break: what follows the first one is the command's input. A backslash escapes it.
 */

/** Cuts a crontab's command into what the shell runs and its input, which starts with the `%`; both byte for byte. */
export function splitInput(command: string): { run: string; input: string } {
  const run = /^(?:[^%\\]|\\.|\\$)*/s.exec(command)?.[0] ?? "";
  return { run, input: command.slice(run.length) };
}

/** Crons disagree whether the `%` after an even number of backslashes is escaped. */
export const isDoubtful = (command: string): boolean => /(?<!\\)(?:\\\\)+%/.test(command);
