import { monitorFields } from "@nightbell/shared/check/settings";
import { act } from "react";
import { vi } from "vitest";
import { full } from "../testing/answers.ts";
import { TEAM } from "../testing/now.ts";
import type { Screen } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";
import { monitorDetail } from "../testing/watched.ts";

/** The monitor form in tests: its API, and its fields by their labels. */

// So many fields, all of them drawn at each key: on a busy machine a test takes longer than others.
vi.setConfig({ testTimeout: 30_000 });

export const team = `/api/teams/${TEAM}`;
export const page = `/t/${TEAM}/monitors/new`;
export const PROBE = `prb_${"0".repeat(26)}`;
export const edit = `/t/${TEAM}/monitors/mon_shop/edit`;
const created = { status: 201, body: { id: "mon_shop" } };
const seen = {
  status: 200,
  title: "Corner Shop",
  finalUrl: "https://shop.example/",
  ms: 312,
  proposal: {
    phrases: [
      { phrase: "Corner Shop", from: "title" },
      { phrase: "Fresh bread", from: "heading" },
    ],
    json: [{ path: "$.status", op: "eq", value: "UP" }],
    degradedAfterMs: 1_000,
  },
};
/** An API that looks, creates and changes. */
export const answers = (over: Answers = {}): Answers => ({
  ...full(),
  [`POST ${team}/monitors/look`]: { status: 200, body: seen },
  [`POST ${team}/monitors`]: created,
  [`PATCH ${team}/monitors/mon_shop`]: { status: 204, body: null },
  ...over,
});
/** The same, with one monitor of these settings. @param secrets names of those that are kept */
export const existing = (check: object, secrets: string[], over: object = {}): Answers => {
  const input = monitorFields.parse({ name: "checkout API", check, ...over });
  return answers({ [`GET ${team}/monitors/mon_shop`]: { status: 200, body: monitorDetail({ input, secrets }) } });
};

/** All fields with this label. */
export const labels = (label: string): HTMLInputElement[] =>
  [...document.querySelectorAll("label")]
    .filter(({ textContent }) => textContent?.replace(/ \*$/, "") === label)
    .map(({ htmlFor }) => document.getElementById(htmlFor))
    .filter((found) => found !== null) as HTMLInputElement[];
/** The last field with this label. */
export const field = (label: string): HTMLInputElement => {
  const found = labels(label).at(-1);
  if (found === undefined) throw new Error(`no field ${label}\n${document.body.textContent}`);
  return found;
};
/** Picks an option of a select. */
export const choose = async (screen: Screen, label: string, value: string): Promise<void> => {
  const select = field(label);
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value")?.set?.call(select, value);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await screen.settle();
};
/** Leaves a field. */
export const leave = async (screen: Screen, label: string): Promise<void> => {
  await act(async () => void field(label).dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
  await screen.settle();
};
/** Types into a field and leaves it. */
export const fill = async (screen: Screen, label: string, text: string): Promise<void> => {
  await screen.type(field(label), text);
  await leave(screen, label);
};
/** A button by its accessible name. */
export const named = (screen: Screen, label: string) => screen.find<HTMLButtonElement>(`[aria-label="${label}"]`);
/** The body of the last request, as in sent(screen, "POST /look"). */
export const sent = (screen: Screen, name: string) =>
  screen.calls.findLast((call) => call.name === `${name.split(" ")[0]} ${team}/monitors${name.split(" ")[1] ?? ""}`)
    ?.body;
/** What is said at fields. */
export const errors = () =>
  [...document.querySelectorAll(".mantine-InputWrapper-error, [class*=fault]")].map(({ textContent }) => textContent);

/** A refusal with this sentence. */
export const errorAnswer = (sentence: string): Answers[string] => ({ status: 422, body: refusal("invalid", sentence) });
