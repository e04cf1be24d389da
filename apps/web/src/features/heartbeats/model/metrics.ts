import { bytes, number } from "../../../lib/number.ts";
import { took } from "../../../lib/time/format.ts";

const SECOND_MS = 1000;

/** A metric's value with its unit, which is the end of its name: spec "heartbeats" §6.1. */
export function metricText(name: string, value: number): string {
  if (name.endsWith("_bytes")) return bytes(value);
  if (name === "duration" || name.endsWith("_seconds"))
    return value < 0 ? `${number(value)} s` : took(value * SECOND_MS);
  if (name.endsWith("_percent")) return `${number(value)} %`;
  return number(value);
}

/** Made from the ping itself, so they have names of ours. */
const BUILT_IN: Record<string, string> = { duration: "run time", body_bytes: "output size", exit: "exit code" };

export const metricName = (name: string): string => BUILT_IN[name] ?? name;

/** The metrics that a job reported itself, for one line: "rows 1,204 · dump_bytes 4.2 MB". */
export const reported = (metrics: Readonly<Record<string, number>>): string[] =>
  Object.entries(metrics)
    .filter(([name]) => BUILT_IN[name] === undefined)
    .map(([name, value]) => `${name} ${metricText(name, value)}`);
