import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The servers that tests start themselves, and the Debian package that brings each. */
const PACKAGES = {
  postgres: "postgresql",
  mariadbd: "mariadb-server-core",
  // mariadb-install-db needs it.
  my_print_defaults: "mariadb-client-core",
  "redis-server": "redis-server",
  nginx: "nginx-light",
  exim4: "exim4-daemon-light",
  dovecot: "dovecot-imapd",
  named: "bind9",
  dig: "bind9-dnsutils",
} as const;
export type Program = keyof typeof PACKAGES;

const PROGRAMS = Object.keys(PACKAGES) as Program[];
/** They begin as root and become others. */
const ROOT_ONLY: readonly Program[] = ["exim4", "dovecot"];
const INSTALL_MS = 240_000;
/** Where Debian puts what is for administrators, and each version of Postgres. */
const ADMINISTRATORS = ["/usr/sbin", "/usr/local/sbin"];
const POSTGRES = "/usr/lib/postgresql";

/** The path of a program; null where it is not installed. */
export function pathOf(program: string): string | null {
  const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).map((version) => join(POSTGRES, version, "bin")) : [];
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...ADMINISTRATORS, ...versions];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/** Brings what can be brought. @returns why each of the others cannot be had, by its name */
export function bringServers(): Partial<Record<Program, string>> {
  const absent = PROGRAMS.filter((program) => pathOf(program) === null);
  const reason = install(absent);
  const missing: Partial<Record<Program, string>> = {};
  for (const program of PROGRAMS) {
    if (pathOf(program) === null) missing[program] = reason;
    else if (ROOT_ONLY.includes(program) && process.getuid?.() !== 0) missing[program] = "only root can start it";
  }
  for (const [program, why] of Object.entries(missing)) console.warn(`\nSKIPPED: ${program} is NOT tested: ${why}.`);
  return missing;
}

/** @returns why what is still missing could not be installed */
function install(programs: readonly Program[]): string {
  if (programs.length === 0) return "";
  if (process.getuid?.() !== 0 || pathOf("apt-get") === null)
    return "it is not installed, and only root on a Debian can install it here";
  const packages = programs.map((program) => PACKAGES[program]);
  console.log(`Installing ${packages.join(", ")} …`);
  // No run level, so that no package starts its server as a service of the machine.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const apt = (...args: string[]) => spawnSync("apt-get", args, { encoding: "utf8", timeout: INSTALL_MS, env });
  const attempt = () => apt("install", "-y", "--no-install-recommends", ...packages);
  let result = attempt();
  if (result.status !== 0 && apt("update").status === 0) result = attempt();
  return `apt-get could not install it: ${result.stderr.trim().split("\n").at(-1) ?? "no answer"}`;
}
