import { expect, it } from "vitest";
import { empty, full, teamAnswers } from "../testing/answers.ts";
import { axeFaults } from "../testing/axe.ts";
import { TEAM } from "../testing/now.ts";
import { setWidth, show } from "../testing/screen.tsx";
import { refusal } from "../testing/server.ts";

/** Am I covered? The score, what is open, and the one button that mends it. */

const page = `/t/${TEAM}/coverage`;
const api = `GET /api/teams/${TEAM}/coverage`;
const titles = (): (string | null)[] => [...document.querySelectorAll("h2")].map(({ textContent }) => textContent);
const fixes = (): (string | null)[] =>
  [...document.querySelectorAll("main a[data-row]")].map((link) => link.getAttribute("href"));

it.each([1280, 390])("says verdict and score, and what to mend, worst first, at %d px", async (width) => {
  setWidth(width);
  const screen = await show(page, full());
  expect(screen.find("h1").textContent).toBe("Am I covered?");
  expect(screen.text()).toContain("Not covered40 of 100");
  expect(screen.text()).toContain("Tonight 23:00–08:00: Ana Gruber is on call.");
  expect(titles()).toEqual(["Mend these first", "Holes", "Small things"]);
  expect(fixes()).toEqual([`/t/${TEAM}/contacts`, `/t/${TEAM}/on-call`, `/t/${TEAM}/monitors/mon_shop`]);
  expect(await axeFaults()).toEqual([]);
});

it("walks the list by j and k, and goes where the fix is", async () => {
  const screen = await show(page, full());
  for (const key of ["j", "j", "k"]) await screen.press(key);
  const fix = document.activeElement;
  expect(fix?.textContent).toBe("Add a phone");
  if (fix instanceof HTMLElement) await screen.click(fix);
  expect(screen.path()).toBe(`/t/${TEAM}/contacts`);
});

it("has nothing to mend when all is well, is never blank, and says what went wrong", async () => {
  const well = await show(page, empty());
  expect(well.text()).toContain("Covered100 of 100");
  expect(well.text()).toContain("Nothing to mend.");
  expect((await show(page, { ...full(), [api]: "pending" })).find('[aria-label="Loading"]')).toBeTruthy();
  const down = await show(page, teamAnswers({ status: 503, body: refusal("unavailable", "Our record is away.") }));
  expect(down.text()).toContain("Our record is away.");
});

it("stands in a line on the overview, which does without while it is not known", async () => {
  const screen = await show(`/t/${TEAM}`, full());
  expect(screen.text()).toContain("Not covered40 of 1003 things to mend, 1 of them first.");
  await screen.click(screen.find(`main a[href="${page}"]`));
  expect(screen.path()).toBe(page);
  const without = await show(`/t/${TEAM}`, { ...full(), [api]: { status: 503, body: {} } });
  expect(without.text()).toContain("Everything is fine.");
  expect(without.text()).not.toContain("of 100");
});
