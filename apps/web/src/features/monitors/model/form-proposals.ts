import type { Proposal } from "@nightbell/shared/check/setup/propose";
import { asksOfBody, type JsonRow, type WebForm } from "./form-check.ts";
import { jsonRowOf } from "./form-shown.ts";
import { addressOf, linesOf, textOfLines } from "./form-text.ts";
import type { MonitorForm } from "./form.ts";

/** What a page proposes to watch for, ticked and unticked. */

/** The address that is looked at. */
export const lookUrl = (form: MonitorForm): string => addressOf(form.check.web.url);

/** Whether a look by our probes says something: a plain request to an address that is complete. */
export const isReadable = (form: MonitorForm): boolean => {
  const url = lookUrl(form);
  const isWeb = /^https?:$/.test(URL.parse(url)?.protocol ?? "");
  return form.check.type === "http" && form.probe === null && isWeb && !url.includes("{{");
};

/** Whether the phrase must be on the page. */
export const hasPhrase = (web: WebForm, phrase: string): boolean => linesOf(web.present).includes(phrase);

/** The check with the phrase wanted or not. */
export const withPhrase = (web: WebForm, phrase: string, on: boolean): WebForm => {
  const others = linesOf(web.present).filter((known) => known !== phrase);
  return { ...web, present: textOfLines(on ? [...others, phrase] : others) };
};

const sameRow = (a: JsonRow, b: JsonRow): boolean => a.path === b.path && a.op === b.op && a.value === b.value;

/** Whether the claim is made of the JSON. */
export const hasClaim = (web: WebForm, claim: Proposal["json"][number]): boolean =>
  web.json.some((row) => sameRow(row, jsonRowOf(claim)));

/** The check with the claim made or not. */
export const withClaim = (web: WebForm, claim: Proposal["json"][number], on: boolean): WebForm => {
  const others = web.json.filter((row) => !sameRow(row, jsonRowOf(claim)));
  return { ...web, json: on ? [...others, jsonRowOf(claim)] : others };
};

/**
 * A new monitor's form with the best proposal ticked, in the place of what an earlier look has ticked. What the person
 * has chosen is left alone.
 * @param proposed what an earlier look has ticked, as this gave it; "" at first
 */
export function withProposal(
  web: WebForm,
  { phrases, json }: Proposal,
  proposed: string,
): { web: WebForm; proposed: string } {
  const bare = without(web, proposed);
  const [phrase] = phrases;
  const [claim] = json;
  if (asksOfBody(bare) || bare.statusOnly) return { web, proposed };
  if (phrase !== undefined) return { web: withPhrase(bare, phrase.phrase, true), proposed: phrase.phrase };
  if (claim !== undefined) return { web: withClaim(bare, claim, true), proposed: JSON.stringify(jsonRowOf(claim)) };
  return { web: bare, proposed: "" };
}

const without = (web: WebForm, proposed: string): WebForm => ({
  ...withPhrase(web, proposed, false),
  json: web.json.filter((row) => JSON.stringify(row) !== proposed),
});
