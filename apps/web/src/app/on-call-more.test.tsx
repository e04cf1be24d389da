import { expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { NOW, TEAM } from "../testing/now.ts";
import { feeds, newGap, onCall } from "../testing/on-call.ts";
import { chain } from "../testing/policies.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";
import { choose, errors, field } from "./monitor-form.testing.ts";

/** What else the on-call page does: travelling, calendar links, the backup, the test of the chain. */

const api = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/on-call`;
const ok = (body: unknown): Answers[string] => ({ status: 200, body });
const gone = { status: 204, body: null };
const answers = (over: Answers = {}): Answers => ({ ...full(), ...over });
const sent = (screen: Screen) => screen.calls.filter(({ name }) => /^(POST|PUT|DELETE)/.test(name));

it("shows what a journey does before it is saved", async () => {
  const told = {
    sentences: ["Your quiet hours move to Tokyo.", "You are away from Tue 04:00."],
    newGaps: newGap().newGaps,
  };
  const screen = await show(`${page}?panel=travel`, answers({ [`POST ${api}/travel`]: ok(told) }));
  await screen.click(screen.find('input[type="checkbox"]'));
  const checkboxes = document.querySelectorAll<HTMLInputElement>('main form input[type="checkbox"]');
  if (checkboxes[1]) await screen.click(checkboxes[1]);
  await screen.type(field("Until"), "2026-11-24T04:00");
  await screen.click(screen.button("See what it does"));
  expect(errors()).toEqual(["after its beginning"]);
  await screen.type(field("Until"), "2026-12-01T09:00");
  await screen.click(screen.button("See what it does"));
  const input = {
    zone: null,
    badSignal: true,
    away: { from: NOW + 24 * 60_000, until: Date.parse("2026-12-01T08:00Z") },
  };
  expect(sent(screen)).toEqual([{ name: `POST ${api}/travel`, body: { ...input, preview: true } }]);
  expect(screen.text()).toContain("You are away from Tue 04:00.");
  expect(screen.text()).toContain("Nobody is on call Sat 28 Nov");
  await screen.click(screen.button("Save anyway"));
  expect(sent(screen).at(-1)).toEqual({ name: `POST ${api}/travel`, body: input });
  expect(screen.path()).toBe(page);
});

it("makes a calendar link that is shown once, and revokes one after asking", async () => {
  const url = "http://localhost:8787/api/ical/abc.ics";
  const list: Answers = {
    ...answers({ [`POST ${api}/feeds`]: { status: 201, body: { id: "feed_2", url } } }),
    [`DELETE ${api}/feeds/feed_2`]: gone,
  };
  const screen = await show(page, list);
  list[`GET ${api}/feeds`] = ok({ feeds: [{ ...feeds()[0], id: "feed_2" }] });
  await screen.click(screen.find('input[type="radio"][value="all"]'));
  await screen.click(screen.button("Make a link"));
  expect(sent(screen)).toEqual([{ name: `POST ${api}/feeds`, body: { whose: "all" } }]);
  expect(screen.find('[aria-label="Calendar address"]').textContent).toBe(url);
  list[`GET ${api}/feeds`] = ok({ feeds: [] });
  await screen.click(screen.button("Revoke…"));
  await screen.click(screen.button("Revoke"));
  expect(sent(screen).at(-1)?.name).toBe(`DELETE ${api}/feeds/feed_2`);
  expect(screen.text()).not.toContain(url);
});

it("tells the badge’s address once somebody asks for it", async () => {
  const badge = { svg: "http://localhost:8787/badge/k/on-call.svg", json: "j", shields: "s" };
  const screen = await show(page, answers({ [`GET ${api}/on-call/badge`]: ok(badge) }));
  expect(screen.calls.some(({ name }) => name.endsWith("/badge"))).toBe(false);
  await screen.unfold(screen.find("details"));
  expect(screen.find('[aria-label="Badge as a picture"]').textContent).toBe(badge.svg);
});

it("names a backup, who agrees by a code", async () => {
  const list = answers({ [`GET ${api}/on-call`]: ok(onCall({ backup: null })), [`PUT ${api}/backup`]: gone });
  const screen = await show(page, list);
  await screen.click(screen.button("Send the code"));
  expect(errors()).toEqual(["give a name", "a number with its country, like +43 660 1234567"]);
  await screen.type(field("Their name"), "Carl");
  await screen.type(field("Their phone"), "+43 660 1234567");
  const unverified = { name: "Carl", phone: "•••• 67", verified: false };
  list[`GET ${api}/on-call`] = ok(onCall({ backup: unverified }));
  list[`POST ${api}/backup/verify`] = { status: 422, body: refusal("code_wrong", "This is not the code.", "code") };
  list[`POST ${api}/backup/code`] = gone;
  list[`DELETE ${api}/backup`] = gone;
  await screen.click(screen.button("Send the code"));
  expect(sent(screen)[0]?.body).toEqual({ name: "Carl", phone: "+43 660 1234567" });
  await screen.type(field("Code"), "12 34 56");
  await screen.click(screen.button("Verify"));
  expect(sent(screen).at(-1)?.body).toEqual({ code: "123456" });
  expect(errors()).toEqual(["This is not the code."]);
  await screen.click(screen.button("Send it again"));
  const removes = [...document.querySelectorAll("button")].filter(({ textContent }) => textContent === "Remove…");
  await screen.click(removes.at(-1) ?? screen.button("no button"));
  await screen.click(screen.button("Remove"));
  expect(sent(screen).at(-1)?.name).toBe(`DELETE ${api}/backup`);
});

it("shows who would get what at a moment, and keeps the question in the address", async () => {
  const screen = await show(page, answers());
  await screen.type(field("At (Vienna time)"), "2026-12-05T03:00");
  await choose(screen, "By policy", "pol_nights");
  await screen.click(screen.button("Show the chain"));
  expect(screen.path()).toBe(`${page}?at=2026-12-05T02%3A00%3A00.000Z&policy=pol_nights`);
  expect(screen.text()).toContain("Push to Ana Gruber and Ben Okafor; SMS to Ana Gruber.");
  expect(sent(screen)).toEqual([]);
  const pasted = await show(screen.path(), answers({ [`GET ${api}/on-call/chain`]: ok(chain({ policy: "Nights" })) }));
  expect(pasted.text()).toContain("Nights, Tue 24 Nov, 03:36");
  expect(field("At (Vienna time)").value).toBe("2026-12-05T03:00");
});
