import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../../errors.ts";
import type { CrontabJob, CrontabLine } from "./crontab-line.ts";
import { editedCrontab } from "./edited-crontab.ts";
import { type CrontabOptions, readCrontab } from "./read-crontab.ts";

const KEY = "0123456789abcdefghijkl";
const OPTIONS: CrontabOptions = {
  zone: "Europe/Vienna",
  pingBase: "https://ping.example.com",
  pingKey: KEY,
  system: false,
};

const read = (text: string, more: Partial<CrontabOptions> = {}): CrontabLine[] =>
  readCrontab(text, { ...OPTIONS, ...more }).lines;

function jobsOf(lines: CrontabLine[]): CrontabJob[] {
  return lines.filter((line) => line.kind === "job");
}

/** Every job is chosen, with the slug that is proposed. */
function editedWhole(lines: CrontabLine[]): string {
  const slugs = lines.flatMap((line, at) => (line.kind === "job" ? [[at, line.slug] as const] : []));
  return editedCrontab(lines, new Map(slugs), OPTIONS);
}

const ping = (slug: string): string =>
  `; r=$?; curl -fsS -m 10 --retry 3 -o /dev/null https://ping.example.com/${KEY}/${slug}/$r 2>/dev/null; exit $r`;

describe("a job's schedule", () => {
  const scheduleOf = (times: string): unknown => jobsOf(read(`${times} /x`))[0]?.schedule.expression;

  test.each([
    ["*/5  0-6\t* * MON-FRI", "*/5 0-6 * * MON-FRI"],
    ["@hourly", "0 * * * *"],
    ["@daily", "0 0 * * *"],
    ["@midnight", "0 0 * * *"],
    ["@weekly", "0 0 * * 0"],
    ["@monthly", "0 0 1 * *"],
    ["@yearly", "0 0 1 1 *"],
    ["@annually", "0 0 1 1 *"],
    ["-*/5 * * * *", "*/5 * * * *"],
  ])("%s is %s", (times, expression) => {
    expect(scheduleOf(times)).toBe(expression);
  });

  test("is read in the zone that CRON_TZ names for the lines below it, not in that of TZ", () => {
    const text =
      'TZ=Asia/Tokyo\n0 1 * * * /a\nCRON_TZ = "America/New_York"\n0 1 * * * /b\nCRON_TZ=Nowhere/Else\n0 1 * * * /c';
    const lines = read(text);
    expect(jobsOf(lines).map(({ schedule }) => schedule.zone)).toEqual(["Europe/Vienna", "America/New_York"]);
    expect(lines[5]).toMatchObject({
      kind: "left-alone",
      reason: "schedule",
      why: expect.stringContaining("Nowhere/Else"),
    });
  });

  test.each([
    ["* * * * *", 300, 1],
    ["*/30 * * * *", 360, 1],
    ["0 * * * *", 720, 1],
    ["0 9-17 * * *", 720, 1],
    ["0 */2 * * *", 1_440, 0],
    ["0 3 * * *", 3_600, 0],
    ["@monthly", 3_600, 0],
    ["@yearly", 3_600, 0],
  ])("%s proposes %i s of grace and tolerates %i failures", (times, graceSeconds, failureTolerance) => {
    expect(jobsOf(read(`${times} /x`))[0]).toMatchObject({ graceSeconds, failureTolerance });
  });
});

test("a slug comes once: a second one, one that is taken and one that a job reports to already get a number", () => {
  const text = `0 1 * * * /a/backup.sh\n0 2 * * * /b/backup.py\n0 3 * * * /c/sync\n0 4 * * * /c/dump\n5 5 * * * x; curl https://ping.example.com/${KEY}/dump/0`;
  expect(jobsOf(read(text, { takenSlugs: ["sync"] })).map(({ slug }) => slug)).toEqual([
    "backup",
    "backup-2",
    "sync-2",
    "dump-2",
  ]);
});

describe("a line that is left alone says why", () => {
  test.each([
    ["@reboot /x", "reboot", "starts"],
    ["0 3 * * * /x && curl https://hc-ping.com/abc", "already-pinging", "hc-ping.com"],
    ["0 3 * * * /x; curl http://ping.example.com/uuid", "already-pinging", "ping.example.com"],
    [`0 3 * * * /x; curl https://other.example/${KEY}/x`, "already-pinging", "one of your heartbeats"],
    ["0 3 * * * /usr/local/bin/nightbell run x -- /x", "already-pinging", "nightbell"],
    ["@reboot nightbell run x -- /x", "already-pinging", "nightbell"],
    ["0 3 * * * runitor -uuid x -- /x", "already-pinging", "runitor"],
    ["0 22-2 * * * /x", "schedule", "runs backwards"],
    ["5/15 * * * * /x", "schedule", "5-59/15"],
    ["@every_minute /x", "schedule", "five fields"],
    ["0 3 * * *", "command", "cannot read"],
    ["0 3 * * /x", "command", "cannot read"],
    ["what is this", "command", "cannot read"],
    ["0 3 * * * date +\\\\%F", "command", "two backslashes"],
    [`0 3 * * * /x ${"y".repeat(800)}`, "command", "too long"],
    [`0 3 * * * /x ${"ä".repeat(300)}`, "command", "too long"],
  ])("%s", (text, reason, why) => {
    expect(read(text)).toEqual([
      expect.objectContaining({ kind: "left-alone", reason, why: expect.stringContaining(why) }),
    ]);
  });

  test("a script that only sounds like ours is a job", () => {
    expect(jobsOf(read("0 3 * * * /opt/nightbell-deploy/backup.sh"))[0]?.slug).toBe("backup");
  });

  test("as does a line for a shell that could not run what we add", () => {
    const text = "SHELL=/bin/tcsh\n0 3 * * * /x\nSHELL=/bin/bash\n0 3 * * * /x | y";
    const lines = read(text);
    expect(lines[1]).toMatchObject({
      kind: "left-alone",
      reason: "command",
      why: expect.stringContaining("/bin/tcsh"),
    });
    expect(editedWhole(lines).split("\n")[3]).toBe(`0 3 * * * /bin/bash -c '/x | y'${ping("x")}`);
  });
});

describe("the edited crontab", () => {
  const edited = (text: string, more: Partial<CrontabOptions> = {}): string => editedWhole(read(text, more));

  test.each([
    ["/x/a.sh", `/x/a.sh${ping("a")}`],
    ["/x/a.sh  ", `/x/a.sh${ping("a")}`],
    ["/x/a.sh >/dev/null 2>&1", `/x/a.sh >/dev/null 2>&1${ping("a")}`],
    ["/x/a.sh -n 5 >> /var/log/a 2>> /var/log/b", `/x/a.sh -n 5 >> /var/log/a 2>> /var/log/b${ping("a")}`],
    ["/x/a.sh +\\%F", `/x/a.sh +\\%F${ping("a")}`],
    ["/x/a.sh %one%two", `/x/a.sh${ping("a")}%one%two`],
    ["/x/a.sh >x y", `sh -c '/x/a.sh >x y'${ping("a")}`],
    ["/x/a.sh && /b", `sh -c '/x/a.sh && /b'${ping("a")}`],
    ["/x/a.sh | b", `sh -c '/x/a.sh | b'${ping("a")}`],
    ["/x/a.sh $HOME", `sh -c '/x/a.sh $HOME'${ping("a")}`],
    ["/x/a.sh 'it' \"x\"", `sh -c '/x/a.sh '\\''it'\\'' "x"'${ping("a")}`],
    ["A=b /x/a.sh", `sh -c 'A=b /x/a.sh'${ping("a")}`],
    ["/x/a.sh &", `sh -c '/x/a.sh &'${ping("a")}`],
    ["/x/a.sh # note", `sh -c '/x/a.sh # note'${ping("a")}`],
    ["/x/a.sh \\", `sh -c '/x/a.sh \\'${ping("a")}`],
    ["exec /x/a.sh", `sh -c 'exec /x/a.sh'${ping("a")}`],
    ["! /x/a.sh", `sh -c '! /x/a.sh'${ping("a")}`],
    ['echo "$(/x/a.sh)" | b\\%%in;%put', `sh -c 'echo "$(/x/a.sh)" | b\\%'${ping("b")}%in;%put`],
  ])("runs %s and reports", (command, wrapped) => {
    expect(edited(`0  3\t* * *  ${command}`)).toBe(`0  3\t* * *  ${wrapped}`);
  });

  const SYSTEM = [
    "# /etc/crontab: system-wide crontab",
    "SHELL=/bin/sh",
    "PATH=/usr/local/sbin:/usr/local/bin",
    "",
    "17 *\t* * *\troot\tcd / && run-parts --report /etc/cron.hourly",
    "*/5 * * * * www-data /opt/feed.sh",
    "",
  ];

  test("keeps a user column, which it finds by itself", () => {
    const lines = read(SYSTEM.join("\n"), { system: "auto" });
    expect(jobsOf(lines).map(({ user }) => user)).toEqual(["root", "www-data"]);
    expect(editedWhole(lines).split("\n")).toEqual([
      ...SYSTEM.slice(0, 4),
      `17 *\t* * *\troot\tsh -c 'cd / && run-parts --report /etc/cron.hourly'${ping("cron-hourly")}`,
      `*/5 * * * * www-data /opt/feed.sh${ping("feed")}`,
      "",
    ]);
  });

  test.each([
    ["# m h dom mon dow user command\n0 3 * * * alice /x", true],
    ["# m h dom mon dow command\n0 3 * * * php /x", false],
    ["0 3 * * * mysql -e x\n0 3 * * * php /x", false],
    ["0 3 * * * root /x\n0 3 * * * /opt/y", false],
    ["0 3 * * * root -x", false],
    ["", false],
  ])("of %j a user column is %s", (text, system) => {
    expect(readCrontab(text, { ...OPTIONS, system: "auto" }).system).toBe(system);
  });

  test("lets text from Windows keep its line ends", () => {
    expect(edited("MAILTO=me\r\n0 3 * * * /x\r\n\r\n")).toBe(`MAILTO=me\r\n0 3 * * * /x${ping("x")}\r\n\r\n`);
  });

  test("takes the slug that was chosen, and refuses what cannot be one", () => {
    const lines = read("# x\n0 3 * * * /x");
    expect(editedCrontab(lines, new Map([[1, "other"]]), OPTIONS)).toBe(`# x\n0 3 * * * /x${ping("other")}`);
    expect(() => editedCrontab(lines, new Map([[1, "x; rm"]]), OPTIONS)).toThrow(AppError);
    expect(() => editedCrontab(lines, new Map([[0, "x"]]), OPTIONS)).toThrow("Line 1");
  });

  const times = fc.constantFrom(
    "0 3 * * *",
    "*/5\t*  * * 1-5",
    "@daily",
    "@reboot",
    "0 22-2 * * *",
    "61 * * * *",
    "-0 1 * * *",
  );
  const piece = fc.oneof(
    fc.constantFrom(
      "/x/a.sh",
      " ",
      "\t",
      "'",
      '"',
      "$",
      "\\",
      "%",
      "\\%",
      ";",
      "&&",
      "|",
      "&",
      ">",
      "2>&1",
      "#",
      "(",
      ")",
      "`",
      "=",
      "root",
      "ä",
      "\u00a0",
      "\r",
    ),
    fc.string(),
  );
  const line = fc.oneof(
    fc.tuple(times, fc.array(piece, { maxLength: 8 })).map(([when, parts]) => `${when} ${parts.join("")}`),
    fc.constantFrom("", "# note", "SHELL=/bin/bash", "CRON_TZ=Asia/Tokyo", "MAILTO=''", "  # 0 3 * * * /x"),
    fc.string(),
  );
  const crontab = fc
    .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom("\n", "\r\n"))
    .map(([all, end]) => all.join(end));

  test("is the same but for what was chosen, and nothing is left to do in it", () => {
    fc.assert(
      fc.property(
        crontab,
        fc.constantFrom(true, false, "auto" as const),
        fc.array(fc.boolean()),
        (text, system, picks) => {
          const lines = read(text, { system });
          expect(lines.map((each) => each.text).join("\n")).toBe(text);
          const chosen = lines.flatMap((each, at) =>
            each.kind === "job" && picks[at] ? [[at, each.slug] as const] : [],
          );
          const once = editedCrontab(lines, new Map(chosen), OPTIONS).split("\n");
          const places = new Set(chosen.map(([at]) => at));
          for (const [at, each] of lines.entries()) {
            if (!places.has(at) || each.kind !== "job") expect(once[at]).toBe(each.text);
            else expect(once[at]?.startsWith(each.text.slice(0, each.text.indexOf(each.command)))).toBe(true);
          }
          const whole = editedWhole(lines);
          const again = read(whole, { system });
          expect(jobsOf(again)).toEqual([]);
          expect(editedWhole(again)).toBe(whole);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
