/**
 * `node scripts/launch.mjs <program> [arguments]`: installs what is missing, then runs one of our programs on the Node
 * that the installation brings. Plain JavaScript, because it runs on whatever Node the machine has.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync, utimesSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const inRoot = (path) => join(root, path);
const node = inRoot("node_modules/.bin/node");
/** npm writes it at the end of an installation. */
const installed = inRoot("node_modules/.package-lock.json");

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** True when nothing is installed, or the lockfile has changed since. */
function mustInstall() {
  if (!existsSync(installed) || !existsSync(node)) return true;
  return statSync(installed).mtimeMs < statSync(inRoot("package-lock.json")).mtimeMs;
}

function install() {
  console.log("Installing what Nightbell needs. The first time takes a minute or two …");
  const { status, error } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error) fail("npm is missing: install Node 20 or newer, with npm, from https://nodejs.org.");
  if (status !== 0) fail("The installation failed: see npm's words above, then try again.");
  const now = new Date();
  utimesSync(installed, now, now);
}

if (Number(process.versions.node.split(".")[0]) < 20)
  fail(`Node 20 or newer is needed, this is ${process.versions.node}: get it from https://nodejs.org.`);
if (mustInstall()) install();

const [program = "", ...given] = process.argv.slice(2);
const child = spawn(node, [inRoot(program), ...given], {
  stdio: "inherit",
  env: { ...process.env, PATH: [inRoot("node_modules/.bin"), process.env.PATH].join(delimiter) },
});
// Ctrl-C reaches the child by itself; this process only waits for it to clean up.
process.on("SIGINT", () => undefined);
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", () => fail("The installation is broken: delete node_modules and try again."));
child.on("exit", (code) => process.exit(code ?? 1));
