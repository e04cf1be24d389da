import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder that ends with its test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "nightbell-probe-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file in a folder of its own; gives its path. */
export function newFile(text: string, mode = 0o600): string {
  const path = join(newFolder(), "file");
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}
