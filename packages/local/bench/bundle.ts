import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../../..");
const INGEST = join(ROOT, "apps/probe/wrangler.ingest.jsonc");
/** The regional probes differ in their settings only. */
const PROBE = join(ROOT, "apps/probe/wrangler.weur.jsonc");
const PRODUCT = { ingest: INGEST, probe: PROBE };
const OWN = join(import.meta.dirname, "workers");
type OwnWorker = "team" | "paging" | "insert" | "answer" | "fetches";

/** The compatibility date of the Worker that takes pings; all Workers of a bench have it. */
export function compatibilityDate(): string {
  const [, date] = /"compatibility_date":\s*"([\d-]+)"/.exec(readFileSync(INGEST, "utf8")) ?? [];
  if (date === undefined) throw new Error(`${INGEST} names no compatibility date`);
  return date;
}

/**
 * Bundles Workers as a deployment does.
 * @param name `ingest` and `probe` are the product's; the others are the bench's own
 * @param folder where to put it
 * @returns the script's place, relative to the folder
 * @throws Error with wrangler's words when it does not build
 */
export async function bundle(name: keyof typeof PRODUCT | OwnWorker, folder: string): Promise<string> {
  const what =
    name === "ingest" || name === "probe"
      ? ["-c", PRODUCT[name]]
      : [join(OWN, `${name}.ts`), "--name", `bench-${name}`, "--compatibility-date", compatibilityDate()];
  await promisify(execFile)(
    process.execPath,
    [
      join(ROOT, "node_modules/wrangler/bin/wrangler.js"),
      "deploy",
      ...what,
      "--dry-run",
      "--outdir",
      join(folder, name),
    ],
    { cwd: folder, env: { ...process.env, CI: "1", NO_COLOR: "1", WRANGLER_SEND_METRICS: "false" } },
  );
  return `${name}/${name}.js`;
}
