import type { Schedule } from "@nightbell/shared/heartbeat/settings";

export type Snippet = { name: string; code: string };

const CRON_FALLBACK = "*/5 * * * *";

/** Ready-made lines that ping this heartbeat, with the real address and nothing to fill in but the job itself. */
export function snippetsOf(pingUrl: string, schedule: Schedule): Snippet[] {
  const cron = schedule.kind === "cron" ? schedule.expression : CRON_FALLBACK;
  const curl = "curl -fsS -m 10 --retry 5 -o /dev/null";
  return [
    { name: "Shell", code: `curl -fsS -m 10 --retry 5 ${pingUrl}` },
    { name: "Crontab", code: `${cron} /path/to/job.sh && ${curl} ${pingUrl}` },
    {
      name: "Bash",
      code: `${curl} ${pingUrl}/start\n/path/to/job.sh 2>&1 | tail -c 9000 > /tmp/job.log\n${curl} --data-binary @/tmp/job.log ${pingUrl}/\${PIPESTATUS[0]}`,
    },
    {
      name: "systemd",
      code: `${timerOf(schedule)}[Service]\nExecStart=/path/to/job.sh\nExecStopPost=/bin/sh -c '${curl} ${pingUrl}/$EXIT_STATUS'`,
    },
    { name: "Python", code: `import urllib.request\n\nurllib.request.urlopen("${pingUrl}", timeout=10)` },
    { name: "Node", code: `await fetch("${pingUrl}", { signal: AbortSignal.timeout(10_000) });` },
    { name: "PowerShell", code: `Invoke-RestMethod -Uri ${pingUrl} -TimeoutSec 10` },
  ];
}

/** The timer that runs at the same times, for a schedule in systemd's own words. */
function timerOf(schedule: Schedule): string {
  if (schedule.kind !== "oncalendar") return "";
  const lines = schedule.expression.split("\n").map((line) => `OnCalendar=${line.trim()}\n`);
  return `# job.timer\n[Timer]\n${lines.join("")}\n# job.service\n`;
}
