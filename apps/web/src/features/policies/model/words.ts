import { listed } from "@nightbell/shared/list-words";
import { policySentences } from "@nightbell/shared/paging/policy-words";
import type { PolicyView } from "@nightbell/shared/views/on-call-views";
import { inputOf, type PolicyForm } from "./form.ts";
import { GONE, type TargetChoice } from "./targets.ts";

/** Whether the standard plan is left before its calls: then the step rings nobody. */
export const callsNobody = (plan: unknown, waitSeconds: number): boolean => plan === null && waitSeconds <= 120;

/** What is typed as one reads it, in the words of the API. */
export function previewOf(form: PolicyForm, choices: readonly TargetChoice[]): string[] {
  const { steps, repeats } = inputOf(form);
  const nameOf = (target: string): string => choices.find(({ value }) => value === target)?.label ?? GONE;
  const named = steps.map(({ plan, waitSeconds }, i) => {
    const targets = form.steps[i]?.targets ?? [];
    const [rooms, people] = [targets.filter(isRoom), targets.filter((target) => !isRoom(target))];
    return { plan, waitSeconds, people: people.map(nameOf), rooms: rooms.map(nameOf) };
  });
  return policySentences(named, repeats);
}

const isRoom = (target: string): boolean => target.startsWith("channel:");

/** The default ladder first, then in the order they were made. */
export const inOrder = (policies: readonly PolicyView[]): PolicyView[] =>
  policies.toSorted((a, b) => Number(a.id !== null) - Number(b.id !== null));

const NAMED = 6;

/** "Pages by it: checkout API and nightly backup." */
export function usedWords({ usedBy, isDefault }: Pick<PolicyView, "usedBy" | "isDefault">): string {
  if (usedBy.length === 0) return isDefault ? "Nothing pages by it yet." : "Nothing pages by it.";
  const more = usedBy.length - NAMED;
  const names = more > 1 ? [...usedBy.slice(0, NAMED), `${more} more`] : usedBy;
  return `Pages by it: ${listed(names)}.`;
}

/** What deleting a policy does, before it is done. @param standard the name of the team's policy */
export function deleteQuestion({ usedBy, isDefault }: PolicyView, standard: string): string {
  if (isDefault) return "It is the team’s. The default ladder takes its place.";
  if (usedBy.length === 0) return "Nothing pages by it.";
  const things = usedBy.length === 1 ? "One thing pages" : `${usedBy.length} things page`;
  return `${things} by it, and by the team’s policy, “${standard}”, from then on.`;
}
