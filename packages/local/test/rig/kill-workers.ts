import { execFileSync } from "node:child_process";

/**
 * Kills the Workers that this process started, all at once and without a word before: workerd writes nothing more, and
 * nobody is left to start it anew.
 * @throws Error when there are none
 */
export function killWorkers(): void {
  const list = execFileSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,args="], { encoding: "utf8" });
  const groups = list.split("\n").flatMap((line) => {
    const [pid, parent, group, ...args] = line.trim().split(/\s+/);
    return parent === String(process.pid) && pid === group && args.join(" ").includes("wrangler") ? [Number(pid)] : [];
  });
  if (groups.length === 0) throw new Error("no Workers of this process are running");
  for (const group of groups) process.kill(-group, "SIGKILL");
}
