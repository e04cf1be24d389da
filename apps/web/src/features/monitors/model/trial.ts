import { CAUSE_WORDS } from "@nightbell/shared/check/cause-words";
import { type CheckResult, type Phases, runLine } from "@nightbell/shared/check/protocol";
import { type CloudRegion, cloudRegion } from "@nightbell/shared/check/region";
import * as z from "zod";
import { took } from "../../../lib/time/format.ts";
import type { Mark } from "../../../ui/mark.ts";

/** A test of what is not saved yet: what each region says, as it comes. */

/** One line of the answer. `unheard`: the region's probe did not answer. */
export const heard = z.object({
  region: cloudRegion,
  line: z.union([runLine, z.object({ line: z.literal("unheard") })]),
});
export type Heard = z.infer<typeof heard>;

type RegionTrial = {
  region: CloudRegion;
  result: CheckResult | null;
  /** How many of its control sites it reached; null: not known yet. */
  controls: number | null;
  over: boolean;
};
/** A test as it has been heard so far. */
export type Trial = { regions: readonly RegionTrial[]; over: boolean };

/** At least so many of a region's control sites must be reached for its failures to count. Spec "checks" §3.1 (5). */
const SIGHTED = 2;

/** A test of which nothing has been heard. */
export const begunTrial = (regions: readonly CloudRegion[]): Trial => ({
  regions: regions.map((region) => ({ region, result: null, controls: null, over: false })),
  over: false,
});

/** The trial after one more line. */
export const heardLine = (trial: Trial, { region, line }: Heard): Trial => ({
  ...trial,
  regions: trial.regions.map((one) => (one.region === region ? afterLine(one, line) : one)),
});

function afterLine(one: RegionTrial, line: Heard["line"]): RegionTrial {
  switch (line.line) {
    case "result":
      return { ...one, result: line };
    case "controls":
      return { ...one, controls: line.reachable };
    case "hello":
      return one;
    default:
      return { ...one, over: true };
  }
}

/** Nothing more comes. */
export const endedTrial = (trial: Trial): Trial => ({
  over: true,
  regions: trial.regions.map((one) => ({ ...one, over: true })),
});

/** What a region's word comes to; `unheard` and `blind` say nothing about the target. */
export type Outcome = "asking" | "pass" | "slow" | "fail" | "unheard" | "blind" | "unknown";

/** What a region's word comes to. A pass always counts; a failure only from a region that can see. */
export function outcomeOf({ result, controls, over }: RegionTrial): Outcome {
  if (result === null) return over ? "unheard" : "asking";
  if (result.unknown) return "unknown";
  if (result.ok) return result.slow ? "slow" : "pass";
  return controls !== null && controls < SIGHTED ? "blind" : "fail";
}

const MARKS: Record<Outcome, Mark> = {
  asking: { shape: "ring", tone: "idle", word: "asking…" },
  pass: { shape: "disc", tone: "up", word: "passes" },
  slow: { shape: "half", tone: "late", word: "slow" },
  fail: { shape: "square", tone: "down", word: "fails" },
  unheard: { shape: "ring", tone: "idle", word: "did not answer" },
  blind: { shape: "ring", tone: "idle", word: "cannot see" },
  unknown: { shape: "ring", tone: "idle", word: "cannot tell" },
};

/** The same as word, shape and colour. */
export const trialMark = (one: RegionTrial): Mark => MARKS[outcomeOf(one)];

/** What a region says, in words. */
export function trialSentence(one: RegionTrial): string {
  const { result } = one;
  switch (outcomeOf(one)) {
    case "asking":
      return "";
    case "unheard":
      return "Its probe did not answer in time. That says nothing about your side.";
    case "blind":
      return "It does not reach the sites either that always answer, so its word does not count.";
    case "pass":
      return `in ${took(result?.totalMs ?? 0)}`;
    case "slow":
      return `in ${took(result?.totalMs ?? 0)}, longer than it should`;
    default:
      return `${result?.detail ?? causeWords(result)}, after ${took(result?.totalMs ?? 0)}`;
  }
}

function causeWords(result: CheckResult | null): string {
  if (result?.cause === "http_status") return `status ${result.status ?? "unknown"}`;
  return result?.cause === undefined ? "the check fails" : CAUSE_WORDS[result.cause];
}

const PHASE_WORDS: readonly (readonly [keyof Phases, string])[] = [
  ["dns", "DNS"],
  ["connect", "connect"],
  ["tls", "TLS"],
  ["ttfb", "first byte"],
  ["download", "download"],
];

/** What else a result tells, in a few words each. @param day writes an instant (epoch ms) as a date */
export function trialFacts(result: CheckResult, day: (at: number) => string): string[] {
  const facts: string[] = [];
  if (result.status !== undefined && result.ok) facts.push(`status ${result.status}`);
  for (const [phase, word] of PHASE_WORDS) {
    const ms = result.phases?.[phase] ?? null;
    if (ms !== null) facts.push(`${word} ${took(ms)}`);
  }
  if (result.value !== undefined) facts.push(`answered ${result.value}`);
  if (result.certificate !== undefined) facts.push(`certificate until ${day(result.certificate.notAfter)}`);
  const expiresAt = result.registration?.expiresAt ?? null;
  if (expiresAt !== null) facts.push(`registered until ${day(expiresAt)}`);
  return facts;
}

/** How many regions fail. */
export const failures = ({ regions }: Trial): number => regions.filter((one) => outcomeOf(one) === "fail").length;

/** The whole test in one sentence. */
export function trialSummary(trial: Trial): string {
  const outcomes = trial.regions.map(outcomeOf);
  const asked = outcomes.length;
  const waiting = outcomes.filter((outcome) => outcome === "asking").length;
  if (waiting > 0) return `${asked - waiting} of ${asked} regions have answered.`;
  const failed = failures(trial);
  const passed = outcomes.filter((outcome) => outcome === "pass" || outcome === "slow").length;
  if (failed > 0) return `It fails from ${failed} of ${asked} regions.`;
  return passed === asked ? "It passes from every region." : `It passes from ${passed} of ${asked} regions.`;
}
