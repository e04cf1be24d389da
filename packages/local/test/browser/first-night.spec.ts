import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test, type Page } from "@playwright/test";
import { json, post } from "../rig/person.ts";
import { linkByMail, newcomer, rig, signUp, verifyPhone, wait } from "./visitor.ts";

/** A person's first night with Nightbell, step by step, in the browser. */

const curl = async (line: string): Promise<void> => void (await promisify(execFile)("sh", ["-c", line]));

async function addHeartbeat(page: Page, team: string, name: string, every: string, grace: string): Promise<string> {
  await page.goto(`${rig.app}/t/${team}/heartbeats/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByText("Every …").click();
  await page.getByLabel("A ping is expected every: unit").selectOption({ label: "minutes" });
  await page.getByLabel("A ping is expected every", { exact: true }).fill(every);
  await page.getByLabel("Grace: how long we wait before we page", { exact: true }).fill(grace);
  await page.getByRole("button", { name: "Add heartbeat" }).click();
  await page.waitForURL(/heartbeats\/hb_/);
  const line = page.getByText(/curl -fsS.*ping/).first();
  await expect(line).toBeVisible();
  return /https?:\/\/[^\s"'/]+\/ping\/[0-9a-z]{22}\/[a-z0-9_-]+/.exec((await line.textContent()) ?? "")?.[0] ?? "";
}

test("sign up, sign out, a wrong password, in again, and by magic link", async ({ page }) => {
  const person = newcomer();
  await page.goto(rig.app);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("No failure");
  await page.getByRole("link", { name: "Sign up" }).first().click();
  await signUp(page, person);
  await expect(page.getByText("First steps")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto(`${rig.app}/sign-in`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/t\/team_/);
  await page.getByRole("button", { name: "Sign out" }).click();

  await page.goto(`${rig.app}/sign-in`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText(/mail/i).first()).toBeVisible();
  await expect.poll(() => linkByMail(person.email)).toContain("magic");
  await page.goto(await linkByMail(person.email));
  const go = page.getByRole("button", { name: /sign in|continue/i });
  if (await go.isVisible().catch(() => false)) await go.click();
  await page.waitForURL(/\/t\/team_/);
});

test("a backup expected every day at 03:00 in Vienna, with half an hour of grace", async ({ page }) => {
  const team = await signUp(page, newcomer());
  await page.goto(`${rig.app}/t/${team}/heartbeats/new`);
  await page.getByLabel("Name").fill("backup");
  await page.getByText("Daily at …").click();
  await page.getByLabel("Every day at").fill("03:00");
  await page.getByRole("combobox", { name: "Read in the zone" }).fill("Vienna");
  await page.getByRole("option", { name: /Vienna/ }).click();
  await page.getByRole("button", { name: "Add heartbeat" }).click();
  await page.waitForURL(/heartbeats\/hb_/);
  await expect(page.getByText(/Never pinged|Waiting|Listening/i).first()).toBeVisible();
  await expect(page.getByText(/03:00/).first()).toBeVisible();
  await expect(page.getByText(/Vienna/).first()).toBeVisible();
  await expect(page.getByText(/30 minutes/).first()).toBeVisible();
});

test("a phone, a heartbeat by curl, a silent job, a page on the handset, and the reply 1 @phone", async ({
  page,
  context,
}) => {
  const person = newcomer();
  const team = await signUp(page, person);
  const handset = await context.newPage();
  await verifyPhone(page, handset, team, person);
  await wait(page, team, 0);

  const url = await addHeartbeat(page, team, "backup", "1", "1");
  await curl(`curl -fsS -m 10 -o /dev/null ${url}`);
  await expect(page.getByText("On time", { exact: false }).first()).toBeVisible();

  // The ping bears the real time, which ran on a little while the team's clock stood.
  await wait(page, team, 150);
  await page.goto(`${rig.app}/t/${team}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("1 thing is down");
  await expect(page).toHaveTitle(/1 down/);
  await expect(handset.getByText(/^DOWN backup/).last()).toBeVisible();
  await wait(page, team, 125);
  await expect(handset.getByRole("button", { name: "Answer" })).toBeVisible();
  await handset.getByRole("button", { name: "Decline" }).click();

  await handset.getByRole("textbox", { name: "Reply" }).fill("1");
  await handset.getByRole("button", { name: "Send" }).click();
  await expect(handset.getByText(/You have it/).last()).toBeVisible();
  await expect(page.getByText(/has it|You have it/).first()).toBeVisible();

  await page.goto(`${rig.app}/t/${team}/incidents`);
  await page
    .getByRole("link", { name: /backup/ })
    .first()
    .click();
  await page.waitForURL(/incidents\/inc_/);
  await expect(page.getByText(/with the carrier|delivered/i).first()).toBeVisible();
  await expect(page.getByText(/acknowledged|took it|has it/i).first()).toBeVisible();
  await curl(`curl -fsS -m 10 -o /dev/null ${url}`);
  await expect(page.getByText(/resolved|recovered/i).first()).toBeVisible();
});

test("the call is answered and 1 is pressed on the handset; the button acknowledges too", async ({ page, context }) => {
  const person = newcomer();
  const team = await signUp(page, person);
  const handset = await context.newPage();
  await verifyPhone(page, handset, team, person);
  await wait(page, team, 0);
  const url = await addHeartbeat(page, team, "import", "1", "1");
  await curl(`curl -fsS -m 10 -o /dev/null ${url}/fail`);
  await wait(page, team, 125);
  await handset.getByRole("button", { name: "Answer" }).click();
  await expect(handset.getByText(/This is down: import/).first()).toBeVisible();
  await handset.getByRole("button", { name: "1", exact: true }).click();
  await page.goto(`${rig.app}/t/${team}/incidents`);
  await page
    .getByRole("link", { name: /import/ })
    .first()
    .click();
  await expect(page.getByText(/has it/).first()).toBeVisible();

  await page.getByRole("button", { name: /Call everyone/ }).click();
  await expect(page.getByRole("button", { name: "I’ve got it" })).toBeVisible();
  await page.getByRole("button", { name: "I’ve got it" }).click();
  await expect(page.getByText(/has it/).first()).toBeVisible();
});

test("a monitor breaks, is confirmed from other regions, pages, and recovers", async ({ page, context }) => {
  const person = newcomer();
  const team = await signUp(page, person);
  const handset = await context.newPage();
  await verifyPhone(page, handset, team, person);
  await wait(page, team, 0);
  const setTarget = (state: string) => json(fetch(`${rig.services}/target/api/state`, post({ state }, "PUT")));
  await setTarget("healthy");
  await page.goto(`${rig.app}/t/${team}/monitors/new`);
  await page.getByLabel("Name").fill("shop");
  await page.getByLabel("Address").fill(`${rig.services}/target/site`);
  await page.getByLabel("Name").click();
  // The look at the page, which an address that is left begins, proposes what to watch for.
  await expect(page.getByLabel("“All is well.”")).toBeChecked();
  await page.getByRole("button", { name: /Add monitor/ }).click();
  await page.waitForURL(/monitors\/mon_/);
  await wait(page, team, 65);
  await expect(page.getByText(/\bup\b/i).first()).toBeVisible();
  await setTarget("error");
  await wait(page, team, 130);
  await expect(page.getByText(/down/i).first()).toBeVisible();
  await expect(page.getByText(/500/).first()).toBeVisible();
  await expect(handset.getByText(/^DOWN shop/).last()).toBeVisible();
  await setTarget("healthy");
  await wait(page, team, 200);
  await page.goto(`${rig.app}/t/${team}`);
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("is down");
});
