import { type CloudRegion } from "@nightbell/shared/check/region";
import type { NewMonitor } from "@nightbell/shared/check/settings";
import { checkOf } from "./form-sent.ts";
import { blankCheck } from "./form-check.ts";
import { inputOf, newForm } from "./form.ts";

/** Many monitors at once, from a list or a sitemap. */

/** An address as the API found it; `fault`: why it cannot be checked. */
export type Found = { url: string; name: string; fault: string | null };
/** One address as it is offered. */
export type FoundChoice = Found & {
  chosen: boolean;
  /** A monitor of the team asks this address already. */
  taken: boolean;
};
/** What a person ticked otherwise, by address. */
export type Ticks = Readonly<Record<string, boolean>>;
/** What is set for all of them at once. */
export type ForAll = { intervalSeconds: string; regions: CloudRegion[] };

/** What was found with what a person made of it; ticked is what can be checked and is not watched yet. */
export const foundChoices = (found: readonly Found[], ticks: Ticks, targets: readonly string[]): FoundChoice[] =>
  found.map((one) => {
    const taken = targets.includes(one.url);
    return { ...one, taken, chosen: one.fault === null && (ticks[one.url] ?? !taken) };
  });

/** What is sent for the chosen addresses. They watch the status; words are added one by one later. */
export const monitorsOf = (choices: readonly FoundChoice[], { intervalSeconds, regions }: ForAll): NewMonitor[] =>
  choices
    .filter(({ chosen }) => chosen)
    .map(({ url, name }) => {
      const blank = blankCheck();
      const check = checkOf({ ...blank, web: { ...blank.web, url } });
      return { ...inputOf({ ...newForm(), name, intervalSeconds, regions }), check, secrets: {} };
    });

/**
 * A refusal of the API, at what it is about: an address, or "intervalSeconds" or "regions" of all.
 * @param field as the API names it, e.g. "monitors.2.check.url"
 */
export function importRefusal(
  field: string,
  message: string,
  choices: readonly FoundChoice[],
): Readonly<Record<string, string>> {
  const index = /^monitors\.(\d+)/.exec(field)?.[1];
  const chosen = choices.filter((choice) => choice.chosen);
  const url = index === undefined ? undefined : chosen[Number(index)]?.url;
  return { [url ?? field]: message };
}
