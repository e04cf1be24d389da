import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const PLAYWRIGHT = join(import.meta.dirname, "../node_modules/.bin/playwright");

/**
 * A Chromium to test with: the one that is there, else Playwright's own download, else the system's package.
 * @returns the path of its program
 * @throws Error saying what to install
 */
export function bringChromium(): string {
  const found = (): string | undefined =>
    [process.env["CHROMIUM"], ...SYSTEM, chromium.executablePath()].find((path) => path && existsSync(path));
  const known = found();
  if (known) return known;
  console.log("No Chromium here yet: fetching one …");
  const root = process.getuid?.() === 0;
  const sudo = root ? [] : ["sudo", "-n"];
  const system = [
    [...sudo, "apt-get", "update"],
    [...sudo, "apt-get", "install", "-y", "--no-install-recommends", "chromium"],
  ];
  const download = [[PLAYWRIGHT, "install", "chromium"]];
  // As root the system's package is the surer way, because it brings its libraries too.
  const attempts = root ? [...system, ...download] : [...download, ...system];
  for (const [command = "", ...args] of attempts) {
    spawnSync(command, args, { stdio: "inherit", timeout: 600_000 });
    const brought = found();
    if (brought) return brought;
  }
  throw new Error(
    "The browser tests need Chromium: run `npx playwright install chromium`, or install your system's package.",
  );
}
