import { describe, expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { TEAM } from "../testing/now.ts";
import { viewer } from "../testing/people.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";
import { choose, field, sent, team } from "./monitor-form.testing.ts";

/** From a list or a sitemap to monitors. */

const page = `/t/${TEAM}/monitors/import`;
const FOUND = [
  { url: "https://api.example.com/health", name: "api.example.com/health", fault: null },
  { url: "https://shop.example/health", name: "shop.example/health", fault: null },
  { url: "http://intranet/", name: "intranet", fault: "intranet is a name inside a network" },
];
const read = { status: 200, body: { found: FOUND, unreadable: [{ line: 4, text: "not an address" }], more: 0 } };
const answers = (over: Answers = {}): Answers => ({
  ...full(),
  [`POST ${team}/monitors/import`]: read,
  [`POST ${team}/monitors/batch`]: { status: 201, body: { ids: ["mon_api", "mon_2"] } },
  ...over,
});

async function pasted(over: Answers = {}): Promise<Screen> {
  const screen = await show(page, answers(over));
  await screen.type(screen.find<HTMLTextAreaElement>("textarea"), "api.example.com/health");
  await screen.click(screen.button("Read the list"));
  return screen;
}

it("reads nothing before there is something to read", async () => {
  const screen = await show(page, answers());
  expect(screen.button("Read the list").disabled).toBe(true);
  expect(screen.text()).toContain("Up to 50 addresses at once");
});

it("shows what was found: ticked, watched already, or not to be watched and why", async () => {
  const screen = await pasted();
  expect(sent(screen, "POST /import")).toEqual({ from: "list", text: "api.example.com/health" });
  expect(screen.text()).toContain("3 addresses found");
  expect(["api.example.com/health", "shop.example/health", "intranet"].map((name) => field(name).checked)).toEqual([
    true,
    false,
    false,
  ]);
  expect(screen.text()).toContain("a monitor asks this address already");
  expect(screen.text()).toContain("intranet is a name inside a network");
  expect(field("intranet").disabled).toBe(true);
  expect(screen.text()).toContain("Line 4: not an address");
});

it("creates what is ticked, asked as often and from where all are, and leads to each", async () => {
  const screen = await pasted();
  await screen.click(field("shop.example/health"));
  await choose(screen, "Check them", "300");
  await screen.click(field("Asia-Pacific"));
  await screen.click(screen.button("Create 2 monitors"));
  expect(sent(screen, "POST /batch")).toMatchObject({
    monitors: [
      { name: "api.example.com/health", intervalSeconds: 300, regions: ["weur", "enam"], secrets: {} },
      { check: { type: "http", url: "https://shop.example/health" } },
    ],
  });
  expect(screen.text()).toContain("2 monitors are watched from now on");
  expect(screen.find(`a[href="/t/${TEAM}/monitors/mon_api"]`).textContent).toBe("api.example.com/health");
});

it("reads a sitemap, too", async () => {
  const screen = await show(`${page}?from=sitemap`, answers());
  await screen.type(field("Address of the sitemap"), "shop.example/sitemap.xml");
  await screen.click(screen.button("Read the sitemap"));
  expect(sent(screen, "POST /import")).toEqual({ from: "sitemap", url: "https://shop.example/sitemap.xml" });
  await screen.click(screen.find('[role="tab"]'));
  expect(screen.path()).toBe(page);
});

it("says how many were left out", async () => {
  const screen = await pasted({ [`POST ${team}/monitors/import`]: { status: 200, body: { ...read.body, more: 12 } } });
  expect(screen.text()).toContain("12 addresses are left out: one import takes 50.");
});

describe("a refusal", () => {
  it("of the reading is told as a sentence", async () => {
    const sentence = "There is no sitemap at this address (it answered 404).";
    const screen = await pasted({
      [`POST ${team}/monitors/import`]: { status: 422, body: refusal("invalid", sentence, "url") },
    });
    expect(screen.text()).toContain(sentence);
    expect(screen.button("Read the list").disabled).toBe(false);
  });

  it.each([
    [
      "the plan’s limit",
      refusal("plan_limit", "Your Free plan covers 10 monitors."),
      "Your Free plan covers 10 monitors.",
    ],
    [
      "an address",
      refusal("invalid", "monitors.0.check.url: too many ports of this host", "monitors.0.check.url"),
      "too many ports of this host",
    ],
    [
      "the interval",
      refusal("plan_limit", "The Free plan checks every 180 seconds at the most.", "intervalSeconds"),
      "every 180 seconds at the most",
    ],
  ])("of %s keeps everything on the screen", async (_, body, sentence) => {
    const screen = await pasted({ [`POST ${team}/monitors/batch`]: { status: 422, body } });
    await screen.click(screen.button("Create 1 monitor"));
    expect(screen.find('[aria-label="Addresses found"]').closest("section")?.textContent).toContain(sentence);
    expect(screen.button("Create 1 monitor").disabled).toBe(false);
  });
});

it("is not for those who look on", async () => {
  const screen = await show(page, answers({ "GET /api/me": { status: 200, body: viewer() } }));
  expect(screen.text()).toContain("You look on in this team.");
});
