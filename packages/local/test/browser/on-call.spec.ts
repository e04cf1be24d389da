import { expect, test } from "@playwright/test";
import { newcomer, rig, secondPerson, signUp } from "./visitor.ts";

/** Two people who take turns, in the browser: from "everybody, always" to a rota, its gaps, and the score. */

test("two people take turns, go away, see the gap first, and test the chain @phone", async ({ page }) => {
  const person = newcomer();
  const team = await signUp(page, person);
  await page.goto(`${rig.app}/t/${team}/on-call`);
  await expect(page.getByText(/You are on call, always/).first()).toBeVisible();

  await secondPerson(page, team, "Bo");
  await page.reload();
  await page.getByRole("button", { name: "Take turns", exact: true }).click();
  await expect(page.getByText(/^Ana Berger is on call until /).first()).toBeVisible();

  await page.getByRole("button", { name: "Change who is on call…" }).click();
  const form = page.getByRole("form", { name: "Change who is on call" });
  await form.getByRole("radio", { name: /is away/ }).check();
  await form.getByLabel("Who is away").selectOption({ label: person.name });
  const day = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel("From").fill(`${day(1)}T10:00`);
  await form.getByLabel("Until").fill(`${day(1)}T18:00`);
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").getByText(/^Nobody is on call .*Pages go to the whole team\.$/)).toBeVisible();
  await page.getByRole("button", { name: "Save anyway" }).click();
  await expect(page.getByText(/Ana Berger is away, /)).toBeVisible();

  await page.getByRole("button", { name: "Show the chain" }).click();
  await expect(page.getByText(/everyone is asked/i).first()).toBeVisible();

  await page.goto(`${rig.app}/t/${team}/coverage`);
  await expect(page.getByText("Not covered").first()).toBeVisible();
  await expect(page.getByText(/^Nobody is on call /).first()).toBeVisible();
});

test("the calendar by keyboard alone", async ({ page }) => {
  const team = await signUp(page, newcomer());
  await secondPerson(page, team, "Bo");
  await page.goto(`${rig.app}/t/${team}/on-call`);
  await page.getByRole("button", { name: "Take turns", exact: true }).click();
  const lanes = page.getByRole("toolbar", { name: /by lanes/ });
  await lanes.getByRole("button").first().focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "The chosen time" })).toBeVisible();
});

test("a policy is written, shown as sentences, and made the team’s", async ({ page }) => {
  const person = newcomer();
  const team = await signUp(page, person);
  await page.goto(`${rig.app}/t/${team}/policies/new`);
  await page.getByLabel("Name").fill("Only me first");
  await page.getByRole("checkbox", { name: "everyone" }).uncheck();
  await page.getByRole("checkbox", { name: person.name }).check();
  await expect(
    page.getByText(/^First Ana Berger: push and SMS at once, a call after 2 and 3 min; for 5 min\.$/),
  ).toBeVisible();
  await page.getByRole("button", { name: "Add policy" }).click();
  await page.waitForURL(/\/policies$/);
  await page.getByRole("button", { name: "Make it the team’s" }).click();
  await expect(page.getByText("“Only me first” is the team’s policy.")).toBeVisible();
});
