import { existsSync, readFileSync } from "node:fs";

/** Linux counts a process's time in hundredths of a second, on every machine that Node runs on. */
const TICK_MS = 10;

/** User and system time that a process has taken so far, in ms; null where there is no /proc. */
export function cpuTimeOf(pid: number): number | null {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return null;
  // The name in brackets may hold spaces; what follows it does not. utime and stime are fields 14 and 15 of all.
  const fields = readFileSync(file, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
