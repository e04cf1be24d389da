import { expect, it } from "vitest";
import { empty, full } from "../testing/answers.ts";
import { PROOF } from "../testing/keys.ts";
import { TEAM } from "../testing/now.ts";
import { viewer } from "../testing/people.ts";
import { show } from "../testing/screen.tsx";
import { refusal } from "../testing/server.ts";

/** Proving that a domain is the team's own. */

const team = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/settings`;
const DOMAIN = 'input[placeholder="example.com"]';

it("shows what to write, with the domain that was typed, and looks for it", async () => {
  const screen = await show(page, { ...empty(), [`POST ${team}/domains`]: { status: 204, body: null } });
  expect(screen.find('[aria-label="Proof"]').textContent).toContain(PROOF);
  await screen.type(screen.find<HTMLInputElement>(DOMAIN), "shop.example");
  expect(screen.text()).toContain("_nightbell.shop.example");
  await screen.click(screen.button("Look for the proof"));
  expect(screen.calls).toContainEqual({ name: `POST ${team}/domains`, body: { domain: "shop.example" } });
});

it("says at the field that the proof is not there yet", async () => {
  const message = "domain: Neither the TXT record nor the file is there yet.";
  const refused = { status: 422, body: refusal("invalid", message, "domain") };
  const screen = await show(page, { ...empty(), [`POST ${team}/domains`]: refused });
  await screen.type(screen.find<HTMLInputElement>(DOMAIN), "shop.example");
  await screen.click(screen.button("Look for the proof"));
  expect(screen.find(".mantine-InputWrapper-error").textContent).toContain("is there yet");
});

it("lists what is proved, and shows viewers nothing of it", async () => {
  expect((await show(page, full())).text()).toContain("shop.example");
  const screen = await show(page, { ...full(), "GET /api/me": { status: 200, body: viewer() } });
  expect(screen.calls.some(({ name }) => name.includes("domains"))).toBe(false);
});
