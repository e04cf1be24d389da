import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slotsOf } from "../schedule.ts";
import type { Schedule } from "../settings.ts";
import { snippetsOf } from "./snippets.ts";
import type { SnippetJob } from "./snippet.ts";
import { cronTimes, timerLines } from "./times.ts";

const JOB: SnippetJob = {
  pingUrl: "https://ping.example.com/0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab",
  slugUrl: "https://ping.example.com/0123456789abcdefghijkl/backup",
  schedule: { kind: "cron", expression: "0 3 * * *", zone: "Europe/Vienna" },
  mailAddress: "0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab@ping.example.com",
  command: null,
};

const SHELL = ["Crontab", "Crontab (curl only)", "systemd", "bash"];
const LATER = ["Python", "Node", "PHP", "Ruby", "Go", "PowerShell", "GitHub Actions", "Docker", "Kubernetes", "E-mail"];

const cron = (expression: string, zone = "UTC"): Schedule => ({ kind: "cron", expression, zone });
const calendar = (expression: string, zone = "UTC"): Schedule => ({ kind: "oncalendar", expression, zone });
const period = (seconds: number): Schedule => ({ kind: "period", seconds });

const codeOf = (name: string, job: Partial<SnippetJob> = {}): string =>
  snippetsOf({ ...JOB, ...job }).find((snippet) => snippet.name === name)?.code ?? expect.fail(`no snippet ${name}`);

test("there is one for each place, in the order of the screen", () => {
  const names = snippetsOf(JOB).map(({ name }) => name);
  expect(names).toEqual([...SHELL, ...LATER]);
  expect(snippetsOf({ ...JOB, mailAddress: null }).map(({ name }) => name)).toEqual(names.slice(0, -1));
});

test("each has the address, and nothing to fill in but the job", () => {
  for (const slugUrl of [JOB.slugUrl, null]) {
    for (const { name, code, language } of snippetsOf({ ...JOB, slugUrl })) {
      expect(language).toMatch(/^[a-z]+$/);
      const shell = SHELL.includes(name);
      const address = name === "E-mail" ? JOB.mailAddress : shell ? (slugUrl ?? JOB.pingUrl) : JOB.pingUrl;
      expect(code).toContain(address);
      if (name !== "Crontab (curl only)") expect(code).toContain("/path/to/job.sh");
      expect(code).not.toMatch(/your-|<[a-z-]+>|example\.(?!com)|undefined|null\b(?<!dev\/null)/);
    }
    for (const { name, code } of snippetsOf({ ...JOB, slugUrl, command: "/opt/x.sh --all" })) {
      expect(code).not.toContain("/path/to");
      if (name !== "Crontab (curl only)") expect(code).toContain("/opt/x.sh --all");
    }
  }
});

test("none is of a shape that hides a failure or breaks the job", () => {
  for (const { code } of snippetsOf(JOB)) expect(code).not.toMatch(/job\.sh[^;\n]*(?:&&|\|)/);
});

describe("crontab", () => {
  test("reports the exit code, and keeps it", () => {
    expect(codeOf("Crontab")).toBe(
      `# Times of Europe/Vienna.\n0 3 * * * /path/to/job.sh; r=$?; curl -fsS -m 10 --retry 3 -o /dev/null ${JOB.slugUrl}/$r 2>/dev/null; exit $r`,
    );
  });

  test("escapes what cron would take for a line break, and quotes what is more than a program", () => {
    expect(codeOf("Crontab", { command: "date +%F | x 'y'" })).toContain(`* sh -c 'date +\\%F | x '\\''y'\\'''; r=$?;`);
  });

  test("says so when cron has no words for the times", () => {
    expect(codeOf("Crontab", { schedule: period(5_400) })).toMatch(/^# Cron has no words .*\n0 \* \* \* \* \//);
  });
});

describe("a schedule as a cron line", () => {
  test.each([
    [period(60), "* * * * *", true],
    [period(300), "*/5 * * * *", true],
    [period(3_600), "0 * * * *", true],
    [period(86_400), "0 0 * * *", true],
    [period(604_800), "0 0 * * 0", true],
    [period(90), "* * * * *", false],
    [period(3_000), "*/30 * * * *", false],
    [period(2_678_400), "0 0 1 * *", false],
    [calendar("Mon..Fri 03:30"), "30 3 * * 1,2,3,4,5", true],
    [calendar("minutely"), "* * * * *", true],
    [calendar("*-1/3-1 4:0/15"), "0,15,30,45 4 1 1,4,7,10 *", true],
    [calendar("Mon *-*-1..7 00:00"), "0 0 * * 0", false],
    [calendar("*-*~1 00:00"), "0 0 * * 0", false],
    [calendar("01:00\n03:00"), "0 */2 * * *", false],
    [calendar("nonsense"), "0 0 * * *", false],
  ])("%j is %s, exactly: %s", (schedule, expression, exact) => {
    expect(cronTimes(schedule)).toMatchObject({ expression, exact });
  });

  test("has the zone of the line", () => {
    expect(cronTimes(calendar("03:00 Asia/Tokyo", "UTC")).zone).toBe("Asia/Tokyo");
    expect(cronTimes(calendar("03:00", "Europe/Vienna")).zone).toBe("Europe/Vienna");
    expect(cronTimes(period(60)).zone).toBeNull();
  });
});

test.each([
  ["0 3 * * 7", "0 3 * * 0"],
  ["0 3 * * FRI-SUN", "0 3 * * 5,6,0"],
  ["7 7 7 7 1-5", "7 7 7 7 1-5"],
])("for GitHub and Kubernetes Sunday is 0: %s", (expression, portable) => {
  expect(codeOf("Kubernetes", { schedule: cron(expression) })).toContain(`schedule: "${portable}"\n  timeZone: "UTC"`);
  expect(codeOf("GitHub Actions", { schedule: cron(expression, "Asia/Tokyo") })).toContain(
    `cron: "${portable}" # read as UTC, not Asia/Tokyo`,
  );
});

describe("a schedule as a timer", () => {
  test.each([
    [period(90), ["OnBootSec=90", "OnUnitActiveSec=90"]],
    [cron("0 3 * * *", "Europe/Vienna"), ["OnCalendar=*-*-* 03:00:00 Europe/Vienna"]],
    [cron("*/20 * * 1 7"), ["OnCalendar=Sun *-01-* *:00,20,40:00 UTC"]],
    [cron("0 0 13 * 5"), ["OnCalendar=*-*-13 00:00:00 UTC", "OnCalendar=Fri *-*-* 00:00:00 UTC"]],
    [cron("0 0 L * *"), null],
    [cron("0 0 *"), null],
    [calendar("Mon 03:00 Asia/Tokyo\n\n daily", "UTC"), ["OnCalendar=Mon 03:00 Asia/Tokyo", "OnCalendar=daily UTC"]],
  ])("%j", (schedule, lines) => {
    expect(timerLines(schedule)).toEqual(lines);
  });

  test("without words says so instead", () => {
    expect(codeOf("systemd", { schedule: cron("0 0 L * *") })).toContain("# systemd has no words");
  });
});

test("what is translated runs at the same times", () => {
  const list = (min: number, max: number): fc.Arbitrary<string> =>
    fc.oneof(
      fc.constant("*"),
      fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 }).map((values) => values.join(",")),
    );
  const start = Date.parse("2026-01-01T00:00:00Z");
  const times = (schedule: Schedule): (number | null)[] => {
    const slots = slotsOf(schedule);
    const first = slots.next(start);
    return [first, first === null ? null : slots.next(first)];
  };
  fc.assert(
    fc.property(list(0, 59), list(0, 23), list(1, 28), list(1, 12), list(0, 6), (minute, hour, day, month, weekday) => {
      const asCron = cron([minute, hour, day, month, weekday].join(" "));
      const lines = timerLines(asCron)?.map((line) => line.replace(/^OnCalendar=| UTC$/g, "")) ?? [];
      const asCalendar = calendar(lines.join("\n"));
      fc.pre(asCalendar.kind === "oncalendar" && asCalendar.expression.length <= 100);
      expect(times(asCalendar)).toEqual(times(asCron));
      const back = cronTimes(asCalendar);
      if (back.exact) expect(times(cron(back.expression))).toEqual(times(asCron));
    }),
    { numRuns: 500 },
  );
});
