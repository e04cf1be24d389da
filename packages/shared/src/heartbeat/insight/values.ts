import { SECOND } from "../../time.ts";
import type { PingType } from "../ping.ts";
import { durationText } from "../time-text.ts";
import { BUILT_IN_METRICS } from "./insight.ts";

/** Metrics of a ping and how people read them. Spec "heartbeats" §6.1. */

/** What a ping is made of, as far as its metrics go. `runSeconds` is the run time as the client measured it. */
export type MeasuredPing = {
  type: PingType;
  durationMs: number | null;
  runSeconds: number | null;
  bodyBytes: number;
  exitCode: number | null;
  late: boolean;
  metrics: Readonly<Record<string, number>>;
};

/**
 * All values that a ping gives, by metric: its own, and the built-in ones if it ends a run. An ignored ping gives none.
 * A report that was delayed says nothing about when its run ended, so only the client knows how long that took.
 */
export function pingValues(ping: MeasuredPing): Record<string, number> {
  if (ping.type === "ign") return {};
  const own = Object.entries(ping.metrics).filter(([name, value]) => !isBuiltIn(name) && Number.isFinite(value));
  return { ...Object.fromEntries(own), ...builtIns(ping) };
}

function builtIns({ type, durationMs, runSeconds, bodyBytes, exitCode, late }: MeasuredPing): Record<string, number> {
  if (type !== "success" && type !== "fail") return {};
  const measured = late || durationMs === null ? null : durationMs / SECOND;
  const told = runSeconds !== null && Number.isFinite(runSeconds) && runSeconds >= 0 ? runSeconds : null;
  const duration = measured ?? told;
  const exit = exitCode ?? (type === "success" ? 0 : null);
  return {
    ...(duration === null ? {} : { duration }),
    body_bytes: bodyBytes,
    ...(exit === null ? {} : { exit }),
  };
}

export const isBuiltIn = (metric: string): boolean => BUILT_IN_METRICS.some((name) => name === metric);

const BUILT_IN_WORDS: Readonly<Record<string, string>> = {
  duration: "run time",
  body_bytes: "output size",
  exit: "exit code",
};

/** A metric in a sentence: its name, or words for a built-in one. */
export const metricText = (metric: string): string => (isBuiltIn(metric) ? (BUILT_IN_WORDS[metric] ?? metric) : metric);

/** A value with the unit that its metric's name ends in: "4.2 GB", "3 min 58 s", "93.5 %", "1,204". */
export function valueText(metric: string, value: number): string {
  if (metric.endsWith("_bytes")) return bytesText(value);
  if (metric === "duration" || metric.endsWith("_seconds")) return secondsText(value);
  if (metric.endsWith("_percent")) return `${numberText(value)} %`;
  return numberText(value);
}

/** A day count longer than this is no help to anybody, and neither are a thousand petabytes. */
const READABLE_SECONDS = 1e10;
const READABLE = 1e15;
const LEAST_READABLE = 1e-6;
const SIZES = ["B", "kB", "MB", "GB", "TB"] as const;

function bytesText(bytes: number): string {
  if (Math.abs(bytes) < 1 || Math.abs(bytes) >= READABLE) return `${numberText(bytes)} B`;
  let rest = bytes;
  let size = 0;
  // What would be rounded up to 1,000 is said in the next size.
  while (Math.abs(rest) >= 999.5 && size < SIZES.length - 1) {
    rest /= 1_000;
    size += 1;
  }
  return `${significant.format(rest)} ${SIZES[size] ?? "B"}`;
}

function secondsText(seconds: number): string {
  if (seconds < 1 || seconds >= READABLE_SECONDS) return `${numberText(seconds)} s`;
  return durationText(seconds * SECOND);
}

const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const significant = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 3 });

/** "1,204", "0.0125"; in powers of ten where the digits would be too many to read. */
function numberText(value: number): string {
  const size = Math.abs(value);
  if (size >= READABLE || (size > 0 && size < LEAST_READABLE)) return value.toPrecision(4);
  // Adding zero makes -0 a 0.
  return (size < 1 ? significant : grouped).format(value + 0);
}
