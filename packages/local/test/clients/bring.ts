import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { TestProject } from "vitest/node";

/** The programs that the tests run, and the Debian package that brings each. */
const PACKAGES = {
  curl: "curl",
  wget: "wget",
  borg: "borgbackup",
  borgmatic: "borgmatic",
  "ansible-playbook": "ansible-core",
} as const;
type Program = keyof typeof PACKAGES;
const PROGRAMS = Object.keys(PACKAGES) as Program[];

/** An Ansible collection, which no Debian package has. */
const COLLECTION = "community.healthchecksio";
const INSTALL_MS = 240_000;

export type Client = Program | typeof COLLECTION;
/** Why a client cannot be had here, by its name; the others can. */
export type Missing = Partial<Record<Client, string>>;

declare module "vitest" {
  interface ProvidedContext {
    missing: Missing;
  }
}

const installed = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));

/** Brings what can be brought, and says loudly what cannot: those tests are skipped, and counted as skipped. */
export default function bring(project: TestProject): void {
  const missing: Missing = {};
  const reason = install(PROGRAMS.filter((program) => !installed(program)));
  for (const program of PROGRAMS) if (!installed(program)) missing[program] = reason;
  if (missing["ansible-playbook"] !== undefined) missing[COLLECTION] = missing["ansible-playbook"];
  else if (!hasCollection())
    missing[COLLECTION] = `no package has it; run \`ansible-galaxy collection install ${COLLECTION}\``;
  for (const [client, why] of Object.entries(missing)) console.warn(`\nSKIPPED: ${client} is NOT tested: ${why}.`);
  project.provide("missing", missing);
}

/** @returns why what is still missing could not be installed */
function install(programs: Program[]): string {
  if (programs.length === 0) return "";
  if (process.getuid?.() !== 0 || !installed("apt-get"))
    return "it is not installed, and only root on a Debian can install it here";
  const packages = programs.map((program) => PACKAGES[program]);
  console.log(`Installing ${packages.join(", ")} …`);
  const apt = (...args: string[]) =>
    spawnSync("apt-get", args, {
      encoding: "utf8",
      timeout: INSTALL_MS,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  const attempt = () => apt("install", "-y", "--no-install-recommends", ...packages);
  let result = attempt();
  if (result.status !== 0 && apt("update").status === 0) result = attempt();
  return `apt-get could not install it: ${result.stderr.trim().split("\n").at(-1) ?? "no answer"}`;
}

const hasCollection = (): boolean =>
  spawnSync("ansible-galaxy", ["collection", "list", COLLECTION], { encoding: "utf8" }).stdout.includes(COLLECTION);
