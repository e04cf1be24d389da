import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { authorityFrom, keyPem, newAuthority, type Authority } from "./certificates.ts";

/**
 * The root whose certificates a runtime under test shall trust. It must exist before the runtime is loaded, which takes
 * it from a file, and the servers that use it start later: so it lies in a folder of its own.
 */

const KEY = "root.key";

/** Makes a root. Gives the path of its certificate in PEM; the key lies beside it, and both go with this process. */
export async function makeTrustedRoot(): Promise<string> {
  const { certificate, keys } = await newAuthority("Nightbell Test Root");
  const folder = mkdtempSync(join(tmpdir(), "nightbell-root-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "root.pem");
  writeFileSync(path, certificate.toString("pem"));
  writeFileSync(join(folder, KEY), await keyPem(keys.privateKey), { mode: 0o600 });
  return path;
}

/** The root that {@link makeTrustedRoot} made, from its certificate's path; a new one if there is none. */
export async function trustedRootAt(path: string | undefined): Promise<Authority> {
  const keyPath = path === undefined ? "" : join(dirname(path), KEY);
  if (path === undefined || !existsSync(keyPath)) return newAuthority("Nightbell Test Root");
  return authorityFrom(readFileSync(path, "utf8"), readFileSync(keyPath, "utf8"));
}
