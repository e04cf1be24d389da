import { durationText } from "../heartbeat/time-text.ts";
import { listed } from "../list-words.ts";
import { SECOND } from "../time.ts";
import { STANDARD_PLAN } from "./ladder.ts";
import type { PolicyStep } from "./policy.ts";

/** A policy as one reads it, whoever knows the names: "First Ana (on call): push and SMS at once, a call after 2 and 3 min; for 4 min." */

/** What comes after the steps of any policy, always. Spec "oncall" §3. */
export const AFTER_ALL = "Then everyone, every 5 min, until someone answers.";

/** A step with its targets named. */
export type NamedStep = Pick<PolicyStep, "plan" | "waitSeconds"> & {
  people: readonly string[];
  rooms: readonly string[];
};

/** A sentence for each step, how often they come, and what comes after the last. What is not a number yet is "…". */
export const policySentences = (steps: readonly NamedStep[], repeats: number): string[] => [
  ...steps.map((step, i) => `${i === 0 ? "First" : "Then"} ${stepWords(step)}.`),
  ...(repeats === 0 ? [] : [`All of this ${againWords(repeats)}.`]),
  AFTER_ALL,
];

const againWords = (repeats: number): string =>
  repeats === 1 ? "1 more time" : `${Number.isNaN(repeats) ? "…" : repeats} more times`;

function stepWords({ plan, waitSeconds, people, rooms }: NamedStep): string {
  const parts = [
    ...(people.length === 0 ? [] : [`${listed(people)}: ${planWords(plan, waitSeconds)}`]),
    ...(rooms.length === 0 ? [] : [`a post to ${listed(rooms)}`]),
    ...(people.length + rooms.length === 0 ? ["nobody yet"] : []),
    `for ${lasting(waitSeconds)}`,
  ];
  return parts.join("; ");
}

const WAYS = {
  push: { now: "push", later: "a push" },
  sms: { now: "SMS", later: "an SMS" },
  voice: { now: "a call", later: "a call" },
} as const;

/** "push and SMS at once, a call after 2 and 3 min": what a step does before it moves on. @param plan null: the standard one */
export function planWords(plan: PolicyStep["plan"], waitSeconds: number): string {
  const rungs = (plan ?? STANDARD_PLAN).filter(({ afterSeconds }) => !(afterSeconds >= waitSeconds));
  const byWay = [...Map.groupBy(rungs, ({ via }) => via)].map(
    ([via, same]) => [via, same.map(({ afterSeconds }) => afterSeconds)] as const,
  );
  const soon = byWay.filter(([, at]) => at.includes(0)).map(([via]) => WAYS[via].now);
  const later = byWay
    .map(([via, at]) => [via, at.filter((seconds) => seconds !== 0)] as const)
    .filter(([, at]) => at.length > 0)
    .map(([via, at]) => `${WAYS[via].later} after ${moments(at)}`);
  return [...(soon.length === 0 ? [] : [`${listed(soon)} at once`]), ...later].join(", ");
}

const lasting = (seconds: number): string => (Number.isNaN(seconds) ? "…" : durationText(seconds * SECOND));

/** "2 and 3 min": a unit that all have in common is said once. */
function moments(seconds: readonly number[]): string {
  const texts = seconds.map(lasting);
  const [unit = ""] = / [a-z]+$/.exec(texts.at(-1) ?? "") ?? [];
  const simple = unit !== "" && texts.every((text) => text.endsWith(unit) && text.split(" ").length === 2);
  return simple ? `${listed(texts.map((text) => text.slice(0, -unit.length)))}${unit}` : listed(texts);
}
