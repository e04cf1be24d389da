import { readFileSync, statSync } from "node:fs";
import { UsageError } from "./usage.ts";

/** A file that a setting names. @throws UsageError */
export function readText(path: string, setting: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      `${setting}: ${path} cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** A file with a secret: refused if others than its owner may read it. @throws UsageError */
export function readPrivate(path: string, setting: string): string {
  const text = readText(path, setting);
  assertPrivate(path);
  return text;
}

/** @throws UsageError if others than its owner may read a file */
export function assertPrivate(path: string): void {
  // Windows has no such bits: there the folder's permissions must do.
  if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0)
    throw new UsageError(`Others on this host can read ${path}. Run: chmod 600 ${path}`);
}
