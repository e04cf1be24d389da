// oxlint-disable-next-line no-restricted-imports -- this test runs what it wraps, in the machine's own shell
import { spawnSync } from "node:child_process";
// oxlint-disable-next-line no-restricted-imports
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
// oxlint-disable-next-line no-restricted-imports
import { tmpdir } from "node:os";
// oxlint-disable-next-line no-restricted-imports
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editedCrontab } from "./edited-crontab.ts";
import { splitInput } from "./percent.ts";
import { readCrontab } from "./read-crontab.ts";

const TARGET = { pingBase: "https://ping.example.com", pingKey: "0123456789abcdefghijkl" };

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crontab-"));
  writeFileSync(join(folder, "curl"), `#!/bin/sh\nprintf '%s\\n' "$*" >>"$CURL_LOG"\nexit "$CURL_EXIT"\n`);
  chmodSync(join(folder, "curl"), 0o755);
  writeFileSync(join(folder, "args"), `#!/bin/sh\nfor each; do printf '<%s>' "$each"; done\nexit "\${ARGS_EXIT:-0}"\n`);
  chmodSync(join(folder, "args"), 0o755);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Run = { code: number | null; out: string; pings: string[] };

/** Runs the command of a crontab line as cron does: `\%` is `%`, and after the first bare one comes the input. */
function asCron(line: string, curlExit = 0): Run {
  const { run, input } = splitInput(/^(?:\S+\s+){5}(.*)$/.exec(line)?.[1] ?? "");
  const log = join(folder, "log");
  writeFileSync(log, "");
  const done = spawnSync("/bin/sh", ["-c", run.replaceAll("\\%", "%")], {
    cwd: folder,
    env: { PATH: `${folder}:/usr/bin:/bin`, HOME: folder, CURL_LOG: log, CURL_EXIT: String(curlExit) },
    input: `${input.slice(1).replace(/\\%|%/g, (each) => (each === "%" ? "\n" : "%"))}\n`,
    encoding: "utf8",
    timeout: 10_000,
  });
  return { code: done.status, out: done.stdout, pings: readFileSync(log, "utf8").split("\n").slice(0, -1) };
}

/** A line that runs this command and reports; null when the command is left alone. */
function wrapped(command: string): string | null {
  const { lines } = readCrontab(`0 3 * * * ${command}`, { ...TARGET, zone: "UTC", system: false });
  return lines[0]?.kind === "job" ? editedCrontab(lines, new Map([[0, "job"]]), TARGET) : null;
}

const lineOf = (command: string): string => wrapped(command) ?? expect.fail(`${command} was left alone`);

const pingOf = (code: number): string =>
  `-fsS -m 10 --retry 3 -o /dev/null https://ping.example.com/0123456789abcdefghijkl/job/${code}`;

describe.each([0, 3, 255])("exit code %i", (code) => {
  test.each([
    `sh -c 'exit ${code}'`,
    `env ARGS_EXIT=${code} args`,
    `env ARGS_EXIT=${code} args >/dev/null 2>&1`,
    `exit ${code}`,
    `false || (exit ${code})`,
    `env ARGS_EXIT=${code} args %input`,
  ])("of %s is reported and returned, whatever curl says", (command) => {
    for (const curlExit of [0, 22]) {
      expect(asCron(lineOf(command), curlExit)).toMatchObject({ code, pings: [pingOf(code)] });
    }
  });
});

describe("a job is not changed by being watched:", () => {
  test.each([
    ["args 'it' \"is\" it\\'s", "<it><is><it's>"],
    [`args "a 'b' c" '"' '\\' "\\\\"`, `<a 'b' c><"><\\><\\>`],
    ["args $HOME '$HOME' \"${HOME}x\" $(echo a b)", ""],
    ['X=1; args "$X" && args $((X + 1))', "<1><2>"],
    ["A='x y' env | grep ^A=", "A=x y\n"],
    ['args # "comment', ""],
    ["args a\\ b c\\", "<a b><c\\>"],
    ["args `echo x` ~ *.none {a,b}", ""],
    ["cat", "\n"],
    ["cat %one%two\\%three% 'four", "one\ntwo%three\n 'four\n"],
    ["cat | tr a-z A-Z %it's", "IT'S\n"],
    ["args \\%F '\\%'", "<%F><%>"],
  ])("%s", (command, out) => {
    const before = asCron(`0 3 * * * ${command}`);
    const after = asCron(lineOf(command));
    if (out !== "") expect(before.out).toBe(out);
    expect(after).toMatchObject({ code: before.code, out: before.out, pings: [pingOf(before.code ?? -1)] });
  });

  test("any command", () => {
    const joints = [" ", " ", " ", "\t", " && ", " || ", " | "];
    const piece = fc.constantFrom(
      ..."args|cat|false|(exit 3)|exit 4|a|'|\"|\\|$HOME|$x|x=1|#|;|$(|)|`|%|\\%|*|{a,b}|!|>&2|</dev/null|ä".split("|"),
      ...joints,
    );
    const command = fc.array(piece, { minLength: 1, maxLength: 9 }).map((parts) => `args ${parts.join("")}`);
    fc.assert(
      fc.property(command, (each) => {
        const line = wrapped(each);
        fc.pre(line !== null);
        const before = asCron(`0 3 * * * ${each}`);
        expect(asCron(line)).toMatchObject({ code: before.code, out: before.out, pings: [pingOf(before.code ?? -1)] });
      }),
      { numRuns: 150 },
    );
  });
});
