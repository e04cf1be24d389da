import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { StartFailure } from "./failure.ts";

/** All that the dashboard's bundle is made of, from the repository's root. */
const SOURCES = ["apps/web", "packages/shared/src", "package-lock.json", "tsconfig.base.json"];
const SKIPPED = new Set(["node_modules", "dist", ".turbo", "test"]);
/** The hash of what `apps/web/dist` was built from. */
const STAMP = "node_modules/.cache/nightbell-web-build";

function* files(path: string): Generator<string> {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) if (!SKIPPED.has(name)) yield* files(join(path, name));
}

/** A hash over names and contents of the sources that exist. @param root the repository */
export function hashSources(root: string, sources = SOURCES): string {
  const hash = createHash("sha256");
  for (const source of sources.map((name) => join(root, name)).filter(existsSync)) {
    for (const file of files(source))
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
  }
  return hash.digest("hex");
}

/** Builds the dashboard when its sources changed since the last build. @throws StartFailure with the build's last words */
export async function buildWeb(root: string, say: (line: string) => void): Promise<void> {
  const stamp = join(root, STAMP);
  const hash = hashSources(root);
  const built =
    existsSync(join(root, "apps/web/dist/index.html")) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (built) return;
  say("Building the dashboard …");
  await runVite(root);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

function runVite(root: string): Promise<void> {
  const child = spawn(process.execPath, [join(root, "node_modules/vite/bin/vite.js"), "build"], {
    cwd: join(root, "apps/web"),
  });
  let output = "";
  const keep = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-4000));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new StartFailure(`The dashboard does not build:\n${output}`)),
    );
  });
}
