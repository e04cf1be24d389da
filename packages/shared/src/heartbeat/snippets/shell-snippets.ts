import { CURL, isSimple, reporting } from "../crontab/wrap-command.ts";
import { commandOf, shellUrl, type Snippet, type SnippetJob } from "./snippet.ts";
import { type CronTimes, cronTimes, timerLines } from "./times.ts";

/** The job's line in a crontab: its exit code is reported and kept. Spec "agent" §1. */
export function crontab(job: SnippetJob): Snippet {
  const times = cronTimes(job.schedule);
  // Cron would read a bare % as a line break.
  const line = `${times.expression} ${reporting(commandOf(job), shellUrl(job)).replaceAll("%", "\\%")}`;
  return { name: "Crontab", language: "bash", code: `${remark(times)}${line}` };
}

/** A line that only shows that the machine and its cron live. */
export function crontabCurl(job: SnippetJob): Snippet {
  const times = cronTimes(job.schedule);
  const line = `${times.expression} ${CURL} ${shellUrl(job)} 2>/dev/null`;
  return { name: "Crontab (curl only)", language: "bash", code: `${remark(times)}${line}` };
}

function remark({ exact, zone }: CronTimes): string {
  const inexact = exact ? [] : ["# Cron has no words for this schedule; these are the nearest times that it knows."];
  return [...inexact, ...(zone === null ? [] : [`# Times of ${zone}.`])].map((line) => `${line}\n`).join("");
}

/** A service that reports start and end, and its timer. A job that a signal ended has a name for a status: it failed. */
export function systemd(job: SnippetJob): Snippet {
  const url = shellUrl(job);
  const timer = timerLines(job.schedule);
  const status =
    '[ "$$SERVICE_RESULT" = success ] && s=0 || s=1; [ "$$SERVICE_RESULT" = exit-code ] && s="$$EXIT_STATUS"';
  const lines = [
    "# /etc/systemd/system/job.service",
    "[Service]",
    "Type=oneshot",
    `ExecStartPre=-/usr/bin/curl -fsS -m 5 -o /dev/null ${url}/start`,
    `ExecStart=${execStart(commandOf(job))}`,
    `ExecStopPost=-/bin/sh -c '${status}; ${CURL} "${url}/$$s"'`,
    ...(timer === null
      ? ["", "# systemd has no words for this schedule: write the timer's OnCalendar= lines yourself."]
      : ["", "# /etc/systemd/system/job.timer", "[Timer]", ...timer, "", "[Install]", "WantedBy=timers.target"]),
  ];
  return { name: "systemd", language: "ini", code: lines.join("\n") };
}

/** systemd reads `%`, `$` and quotes itself, and starts no shell. */
function execStart(command: string): string {
  const own = command.replaceAll("%", "%%").replaceAll("$", "$$$$");
  if (isSimple(command) && /^\/[^<>]*$/.test(command)) return own;
  return `/bin/sh -c "${own.replace(/["\\]/g, "\\$&")}"`;
}

/** A script around the job: start and end share a run id, and the end of the output goes along. */
export function bash(job: SnippetJob): Snippet {
  const command = commandOf(job);
  const lines = [
    "#!/bin/bash",
    "set -o pipefail # a pipe fails if any part of it does",
    `url=${shellUrl(job)}`,
    "rid=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen 2>/dev/null)",
    'query=${rid:+"?rid=$rid"}',
    "log=$(mktemp) || log=/dev/null",
    "",
    'curl -fsS -m 5 -o /dev/null "$url/start$query" 2>/dev/null',
    isSimple(command) && !/[<>]/.test(command) ? `${command} >"$log" 2>&1` : `( ${command}\n) >"$log" 2>&1`,
    "code=$?",
    'cat "$log"',
    `tail -c 10000 "$log" | ${CURL} --data-binary @- "$url/$code$query" 2>/dev/null`,
    '[ -f "$log" ] && rm -f "$log"',
    "exit $code",
  ];
  return { name: "bash", language: "bash", code: lines.join("\n") };
}

/** A job that mails its success: a mail is a ping, and no mail is a missed one. */
export function email(job: SnippetJob, address: string): Snippet {
  const code = [
    `out=$( { ${commandOf(job)}\n} 2>&1 )`,
    "code=$?",
    `[ $code = 0 ] && printf '%s\\n' "$out" | mail -s "job succeeded" ${address}`,
    "exit $code",
  ];
  return { name: "E-mail", language: "bash", code: code.join("\n") };
}
