/**
 * Bundles the Node probe into one file that needs nothing beside it. Plain JavaScript, because it runs on whatever Node
 * the host has.
 */
import { spawnSync } from "node:child_process";
import { renameSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const inFolder = (path) => fileURLToPath(new URL(path, import.meta.url));
const SOURCE = inFolder("../src/node/main.ts");
export const BUNDLE = new URL("../dist/node/nightbell-probe.mjs", import.meta.url);

/** The commit that the sources are of; `unknown` outside a clone. */
function commit() {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--short=12", "HEAD"], {
    cwd: inFolder("."),
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : "unknown";
}

/** Writes the bundle anew: it takes a moment, and so no old one is ever run after an update. */
export async function bundle() {
  const made = `${fileURLToPath(BUNDLE)}.${process.pid}`;
  await build({
    entryPoints: [SOURCE],
    outfile: made,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    define: { NIGHTBELL_BUILD: JSON.stringify(commit()) },
    banner: { js: "#!/usr/bin/env node" },
  });
  // Renamed when it is whole: another probe may be starting from the same clone.
  renameSync(made, fileURLToPath(BUNDLE));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
