import { existsSync, readFileSync } from "node:fs";
import { cpuTimeOf } from "../cpu-time.ts";

/** What a process has used: CPU so far, and the most memory it ever held; NaN where there is no /proc. */
export type Usage = { cpuMs: number; peakMb: number };

export const usageOf = (pid: number): Usage => ({ cpuMs: cpuTimeOf(pid) ?? Number.NaN, peakMb: peakOf(pid) });

/** The peak of the resident set, in MB. */
function peakOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  const [, kb] = existsSync(file) ? (/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(file, "utf8")) ?? []) : [];
  return kb === undefined ? Number.NaN : Number(kb) / 1_024;
}
