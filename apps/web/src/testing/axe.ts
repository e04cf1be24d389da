import axe from "axe-core";
import { vi } from "vitest";
import { stopClock } from "./stopped-clock.ts";

/** Needs a layout: colours, and which of the bars for wide and narrow screens is hidden. */
const rules = { "color-contrast": { enabled: false }, "landmark-unique": { enabled: false } };

/** What axe objects to on the screen. It looks in steps between which it waits, so real time passes meanwhile. */
export async function axeFaults(): Promise<string[]> {
  // As in index.html, which is not loaded here.
  document.documentElement.lang = "en";
  vi.useRealTimers();
  const { violations } = await axe.run(document, { preload: false, rules }).finally(stopClock);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
