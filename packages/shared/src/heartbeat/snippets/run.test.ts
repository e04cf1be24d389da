// oxlint-disable-next-line no-restricted-imports -- this test runs the snippets as people do
import { execFile, spawnSync } from "node:child_process";
// oxlint-disable-next-line no-restricted-imports
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
// oxlint-disable-next-line no-restricted-imports
import { createServer, type Server } from "node:http";
// oxlint-disable-next-line no-restricted-imports
import { tmpdir } from "node:os";
// oxlint-disable-next-line no-restricted-imports
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { snippetsOf } from "./snippets.ts";

type Ping = { method: string; path: string; body: string };

let [folder, base] = ["", ""];
let server: Server | null = null;
const pings: Ping[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "snippets-"));
  const made = createServer((request, response) => {
    const take = async (): Promise<void> => {
      let body = "";
      for await (const chunk of request) body += String.fromCharCode(...chunk);
      pings.push({ method: request.method ?? "", path: request.url ?? "", body });
      response.writeHead(200).end("OK");
    };
    take().catch((error: unknown) => {
      pings.push({ method: "error", path: String(error), body: "" });
    });
  });
  await new Promise<void>((done) => made.listen(0, "127.0.0.1", done));
  const address = made.address();
  base = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}/id` : "";
  server = made;
});

beforeEach(() => {
  pings.length = 0;
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  server?.closeAllConnections();
  await new Promise<void>((done) => (server ? server.close(done) : done()));
});

type Ran = { code: number; out: string };

function run(program: string, args: string[]): Promise<Ran> {
  return new Promise((done) => {
    execFile(program, args, { encoding: "utf8", timeout: 30_000, cwd: folder }, (error, out) => {
      done({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, out });
    });
  });
}

const has = (program: string): boolean =>
  spawnSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8", timeout: 5_000 }).status === 0;

const codeOf = (name: string, command: string, url: string): string => {
  const schedule = { kind: "cron", expression: "0 3 * * *", zone: "UTC" } as const;
  const job = { pingUrl: url, slugUrl: null, schedule, mailAddress: "job@example.com", command };
  return snippetsOf(job).find((snippet) => snippet.name === name)?.code ?? expect.fail(`no snippet ${name}`);
};

async function runFile(program: string, file: string, code: string): Promise<Ran> {
  writeFileSync(join(folder, file), code);
  return await run(program, program === "go" ? ["run", file] : [file]);
}

/** How a snippet is run, what it needs, and whether it tells the exit code or only that the job failed. */
type Way = { needs: string[]; start: boolean; codes: boolean; run: (code: string) => Promise<Ran> };

const exec = (code: string, pattern: RegExp): string[] => {
  const words: unknown = JSON.parse(pattern.exec(code)?.[1] ?? "[]");
  return Array.isArray(words) ? words.slice(1).map(String) : [];
};

const WAYS: Record<string, Way> = {
  Crontab: {
    needs: ["sh", "curl"],
    start: false,
    codes: true,
    run: (code) => run("sh", ["-c", code.replace(/^(?:#.*\n)*0 3 \* \* \* /, "").replaceAll("\\%", "%")]),
  },
  bash: { needs: ["bash", "curl"], start: true, codes: true, run: (code) => runFile("bash", "job.bash", code) },
  Python: { needs: ["python3"], start: true, codes: false, run: (code) => runFile("python3", "job.py", code) },
  Node: { needs: ["node"], start: true, codes: false, run: (code) => runFile("node", "job.mjs", code) },
  PHP: { needs: ["php"], start: true, codes: false, run: (code) => runFile("php", "job.php", code) },
  Ruby: { needs: ["ruby"], start: true, codes: false, run: (code) => runFile("ruby", "job.rb", code) },
  Go: { needs: ["go"], start: true, codes: false, run: (code) => runFile("go", "job.go", code) },
  PowerShell: { needs: ["pwsh"], start: true, codes: false, run: (code) => runFile("pwsh", "job.ps1", code) },
  Docker: {
    needs: ["sh", "curl"],
    start: false,
    codes: true,
    run: (code) => run("/bin/sh", exec(code, /^CMD (.*)$/m)),
  },
  Kubernetes: {
    needs: ["sh", "curl"],
    start: false,
    codes: true,
    run: (code) => run("/bin/sh", exec(code.replaceAll("$$(", "$("), /^ *command: (.*)$/m)),
  },
};

const SIMPLE = "sh -c true";
const FAILING = "sh job.sh";
const HOSTILE = `printf '%s|' "it's" $(echo a b) 'c  d' \\" && exit 3`;

for (const [name, way] of Object.entries(WAYS)) {
  const missing = way.needs.filter((program) => !has(program));
  describe.skipIf(missing.length > 0)(`${name}${missing.length > 0 ? ` (no ${missing.join(", ")} here)` : ""}`, () => {
    const paths = (): string[] => pings.map(({ path }) => path.replace(/\?.*/, ""));
    const start = way.start ? ["/id/start"] : [];

    test("reports success", async () => {
      expect((await way.run(codeOf(name, SIMPLE, base))).code).toBe(0);
      expect(paths()).toEqual([...start, way.codes ? "/id/0" : "/id"]);
    });

    test("reports failure, and fails", async () => {
      writeFileSync(join(folder, "job.sh"), "echo working\nexit 3\n");
      const { code } = await way.run(codeOf(name, FAILING, base));
      expect(way.codes ? code : code > 0).toBe(way.codes ? 3 : true);
      expect(paths()).toEqual([...start, way.codes ? "/id/3" : "/id/fail"]);
    });

    test.skipIf(name === "PowerShell")("runs a command full of quotes as it is", async () => {
      const { code, out } = await way.run(codeOf(name, HOSTILE, base));
      expect(out).toContain(`it's|a|b|c  d|"|`);
      expect(code).toBeGreaterThan(0);
      expect(paths()).toEqual([...start, way.codes ? "/id/3" : "/id/fail"]);
    });

    test("lets the job alone when nobody answers", async () => {
      expect((await way.run(codeOf(name, SIMPLE, "http://127.0.0.1:1/id"))).code).toBe(0);
      expect((await way.run(codeOf(name, FAILING, "http://127.0.0.1:1/id"))).code).toBeGreaterThan(0);
    });
  });
}

test.skipIf(!has("bash") || !has("curl"))(
  "bash: both reports share a run id, and the output goes along and is still seen",
  async () => {
    writeFileSync(join(folder, "job.sh"), "seq 1 5000; echo oops >&2; exit 3\n");
    const { out } = await runFile("bash", "job.bash", codeOf("bash", "sh job.sh", base));
    const [start, finish] = pings;
    expect(start?.path).toMatch(/\/start\?rid=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(finish?.path).toBe(start?.path.replace("start", "3"));
    expect(finish?.method).toBe("POST");
    expect(finish?.body.length).toBe(10_000);
    expect(finish?.body.endsWith("5000\noops\n")).toBe(true);
    expect(out.startsWith("1\n2\n")).toBe(true);
  },
);

test.skipIf(!has("bash") || !has("curl"))("bash: the failure of any part of a pipe is one", async () => {
  expect((await runFile("bash", "job.bash", codeOf("bash", "sh -c 'exit 4' | cat", base))).code).toBe(4);
  expect(pings.at(-1)?.path).toContain("/id/4");
});

describe.skipIf(!has("curl"))("systemd", () => {
  /** The `sh -c` of a line as systemd hands it over. */
  const shellOf = (code: string, line: string): string =>
    (new RegExp(`^${line}=-?/bin/sh -c (['"])(.*)\\1$`, "m").exec(code)?.[2] ?? "")
      .replaceAll("$$", "$")
      .replaceAll("%%", "%");

  test.each([
    ["success", "exited", "0", "/id/0"],
    ["exit-code", "exited", "3", "/id/3"],
    ["signal", "killed", "TERM", "/id/1"],
    ["timeout", "exited", "0", "/id/1"],
    ["oom-kill", "killed", "KILL", "/id/1"],
  ])("result %s, %s %s", async (result, exit, status, path) => {
    const stop = shellOf(codeOf("systemd", "/x", base), "ExecStopPost");
    const environment = `SERVICE_RESULT=${result} EXIT_CODE=${exit} EXIT_STATUS=${status}`;
    expect((await run("sh", ["-c", `${environment}; ${stop}`])).code).toBe(0);
    expect(pings.map((ping) => ping.path)).toEqual([path]);
  });

  test("starts a program itself, and a shell for all else", async () => {
    const start = (command: string): string | undefined =>
      /^ExecStart=(.*)$/m.exec(codeOf("systemd", command, base))?.[1];
    expect(start("/opt/x --rate 5%")).toBe("/opt/x --rate 5%%");
    expect(start("x")).toBe('/bin/sh -c "x"');
    expect(start("/x > /y")).toBe('/bin/sh -c "/x > /y"');
    expect(start('/x "$A" \\% 5%')).toBe('/bin/sh -c "/x \\"$$A\\" \\\\% 5%%"'.replace("\\\\% ", "\\\\%% "));
  });
});

test.skipIf(!has("sh"))("E-mail: only a success is mailed, and the exit code stays", async () => {
  const withMail = (command: string): string =>
    `rm -f mail.got; mail() { cat >mail.got; echo "$*" >>mail.got; }; ( ${codeOf("E-mail", command, base)}\n); r=$?; cat mail.got 2>/dev/null; exit $r`;
  expect(await run("sh", ["-c", withMail("echo fine; echo too >&2")])).toEqual({
    code: 0,
    out: "fine\ntoo\n-s job succeeded job@example.com\n",
  });
  expect(await run("sh", ["-c", withMail("echo bad; exit 3")])).toEqual({ code: 3, out: "" });
});
