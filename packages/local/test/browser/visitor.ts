import { expect, type Page } from "@playwright/test";
import { json, Person, post, type Mail } from "../rig/person.ts";
import type { RigAddresses } from "../rig/rig.ts";

export const rig = JSON.parse(process.env["NIGHTBELL_RIG"] ?? "{}") as RigAddresses;

let visitors = 0;
/** A name and number of its own for each test, in every worker. */
export const newcomer = () => {
  const n = `${process.pid % 10_000}${String(++visitors).padStart(2, "0")}`.padStart(6, "0");
  return {
    name: "Ana Berger",
    email: `ana${n}@example.com`,
    number: `+43 664 ${n}1`,
    password: "correct horse battery",
  };
};
export type Newcomer = ReturnType<typeof newcomer>;

/** Signs up with a password, and ends on the overview of the team that was made. Gives the team's id. */
export async function signUp(page: Page, person: Newcomer): Promise<string> {
  await page.goto(`${rig.app}/sign-up`);
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL(/\/t\/team_/);
  return /\/t\/([^/?]+)/.exec(page.url())?.[1] ?? "";
}

/** Somebody else, invited by the person who is signed in on this page, who accepts. */
export async function secondPerson(page: Page, team: string, name: string): Promise<Person> {
  const api = <T>(path: string, init: RequestInit = {}): Promise<T> =>
    page.evaluate(
      async ([url, method, body]) => {
        const headers = { "content-type": "application/json" };
        const answer = await fetch(url, { method, headers, ...(body === null ? {} : { body }) });
        return (await answer.json()) as T;
      },
      [`/api/teams/${team}${path}`, init.method ?? "GET", typeof init.body === "string" ? init.body : null] as const,
    );
  return (await new Person(rig, name).signUp()).join({ team, api });
}

/** The last link in the last mail to this address. */
export async function linkByMail(email: string): Promise<string> {
  const mails = async (): Promise<Mail[]> => {
    const { mails: all } = await json<{ mails: Mail[] }>(fetch(`${rig.services}/mail/api/state`));
    return all.filter(({ to }) => to.includes(email));
  };
  const links = async (): Promise<string[]> =>
    (await mails()).flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []);
  await expect.poll(links).not.toEqual([]);
  return (await links()).at(-1) ?? "";
}

/** Adds the phone on the contacts page, with the code read off the handset. */
export async function verifyPhone(page: Page, handset: Page, team: string, person: Newcomer): Promise<void> {
  await page.goto(`${rig.app}/t/${team}/contacts`);
  await page.getByLabel("Mobile number").fill(person.number);
  await page.getByRole("button", { name: "Add phone" }).click();
  await page.getByRole("button", { name: "Text me a code" }).click();
  await expect(page.getByLabel("Code")).toBeVisible();
  await json(fetch(`${rig.control}/advance`, post({ ms: 5000 })));
  await handset.goto(`${rig.services}/handset?number=${encodeURIComponent(person.number.replaceAll(" ", ""))}`);
  const text = handset
    .getByRole("log", { name: "Messages" })
    .getByText(/\b\d{6}\b/)
    .last();
  await expect(text).toBeVisible();
  const code = /\b\d{6}\b/.exec((await text.textContent()) ?? "")?.[0] ?? "";
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: /^(Verify|Confirm)/ }).click();
  await expect(page.getByText("not verified")).toHaveCount(1);
}

/** Lets time pass for the signed-in page's team and for the carriers, in small steps. */
export async function wait(page: Page, team: string, seconds: number, step = 5): Promise<void> {
  for (let left = seconds; left > 0; left -= step) {
    const ms = Math.min(step, left) * 1000;
    await advance(page, team, ms);
    await json(fetch(`${rig.control}/advance`, post({ ms })));
  }
  await advance(page, team, 0);
}

async function advance(page: Page, team: string, ms: number): Promise<void> {
  const status = await page.evaluate(
    async ([id, by]) =>
      (
        await fetch(`/api/teams/${id}/clock/advance`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ ms: by }),
        })
      ).status,
    [team, ms] as const,
  );
  expect(status).toBe(200);
}
