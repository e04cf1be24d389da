/**
 * `npm test`: types, lint, unit, in-workerd, flows across all Workers, and the browser; then one line that counts them.
 * `npm test -- flow browser` runs the named stages only.
 */
import { spawn, type StdioOptions } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { memoryDisk } from "@nightbell/testkit/memory-disk";
import { bringChromium } from "./chromium.ts";

type Count = { passed: number; failed: number; skipped: number };
/** `print` takes what its programs print; without it they print themselves. */
type Stage = { name: string; run(print?: Print): Promise<Count> };
type Print = (text: Buffer) => void;

const ROOT = join(import.meta.dirname, "..");
const BIN = join(ROOT, "node_modules/.bin");
process.env["TMPDIR"] = memoryDisk() ?? tmpdir();
const reports = mkdtempSync(join(tmpdir(), "nightbell-test-"));

/** What tests must not inherit: a developer's database or carrier account. */
const KEPT = ["PATH", "HOME", "CI", "TERM", "LANG", "TMPDIR"];
const environment = Object.fromEntries(
  KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
);

type How = { cwd?: string; env?: Record<string, string>; print?: Print | undefined };

function run(command: string, args: string[], { cwd = ROOT, env = {}, print }: How): Promise<number> {
  const stdio: StdioOptions = print ? ["ignore", "pipe", "pipe"] : "inherit";
  const child = spawn(join(BIN, command), args, { cwd, stdio, env: { ...environment, TZ: "UTC", ...env } });
  if (print) for (const stream of [child.stdout, child.stderr]) stream?.on("data", print);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** A check that passes or fails as one. */
const check = (name: string, command: string, args: string[]): Stage => ({
  name,
  async run(print) {
    const code = await run(command, args, { print });
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  },
});

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
};

/** The vitest suites of one workspace. */
const suite = (name: string, folder: string, args: string[] = []): Stage => ({
  name,
  async run(print) {
    const file = join(reports, `${name}.json`);
    const code = await run(
      "vitest",
      ["run", ...args, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
      { cwd: join(ROOT, folder), print },
    );
    return counted(code, () => {
      const report = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
      return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests };
    });
  },
});

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };

const browser: Stage = {
  name: "browser",
  async run(print) {
    const executable = bringChromium();
    const file = join(reports, "browser.json");
    const args = ["test", "-c", "packages/local/playwright.config.ts", "--reporter=list,json"];
    const env = { CHROMIUM: executable, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
    const code = await run("playwright", args, { env, print });
    return counted(code, () => {
      const { stats } = JSON.parse(readFileSync(file, "utf8")) as PlaywrightReport;
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
    });
  },
};

/** A runner that failed without a failing test (a broken file, a crash) counts as one failure. */
function counted(code: number, read: () => Count): Count {
  try {
    const count = read();
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch (error) {
    console.error("No report was written:", error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Vitest leaves a core free by itself, which of two is half. */
const ALL_CORES = [`--maxWorkers=${availableParallelism()}`];
const only = (...projects: string[]): string[] => projects.flatMap((project) => ["--project", project]);

/** Rows come one after the other; the lanes of a row at the same time: what mostly waits beside what mostly waits. */
const rows: Stage[][][] = [
  [
    [
      check("build", "turbo", ["run", "build", "--output-logs=errors-only"]),
      check("types", "turbo", ["run", "check:types", "check:workers-types", "--output-logs=errors-only"]),
      check("scripts", "tsc", ["-p", "scripts"]),
      check("lint", "oxlint", ["--type-aware", "--deny-warnings"]),
      check("format", "oxfmt", ["--check"]),
      suite("shared", "packages/shared", ALL_CORES),
      suite("testkit", "packages/testkit", ALL_CORES),
      suite("web", "apps/web", ALL_CORES),
    ],
  ],
  [
    [suite("api", "apps/api", only("api"))],
    [suite("objects", "apps/api", only("team", "phone", "carriers", "compat"))],
  ],
  [
    [suite("flow", "packages/local", ["-c", "vitest.flow.config.ts"])],
    [
      suite("probe", "apps/probe"),
      suite("local", "packages/local"),
      // Installs the clients where it may; each that cannot be had is named, and its tests count as skipped.
      suite("clients", "packages/local", ["-c", "vitest.clients.config.ts"]),
    ],
  ],
  [[browser]],
];

const wanted = process.argv.slice(2);
const total: Count = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];

/** Stages one after the other, and what came of them. */
async function lane(stages: readonly Stage[], print?: Print): Promise<void> {
  for (const stage of stages) {
    const title = `\n── ${stage.name}\n`;
    if (print) print(Buffer.from(title));
    else process.stdout.write(title);
    const started = Date.now();
    const count = await stage.run(print).catch((error: unknown): Count => {
      console.error(error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    const skipped = count.skipped > 0 ? `, ${count.skipped} SKIPPED` : "";
    summary.push(
      `${stage.name.padEnd(10)} ${count.failed === 0 ? "ok" : "FAILED"}  ${count.passed} passed, ${count.failed} failed${skipped}  ${seconds} s`,
    );
  }
}

/** What lanes beside the first print is shown once all have ended, or nobody could read it. */
async function row(lanes: readonly (readonly Stage[])[]): Promise<void> {
  const [first = [], ...others] = lanes
    .map((stages) => stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
    .filter((stages) => stages.length > 0);
  const printed = others.map((): Buffer[] => []);
  await Promise.all([lane(first), ...others.map((stages, i) => lane(stages, (text) => void printed[i]?.push(text)))]);
  for (const text of printed.flat()) process.stdout.write(text);
}

for (const lanes of rows) await row(lanes);
rmSync(reports, { recursive: true, force: true });
console.log(`\n${summary.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
