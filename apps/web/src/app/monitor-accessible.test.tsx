import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { probe, probeList } from "../testing/probes.ts";
import { teamAnswers } from "../testing/answers.ts";
import { TEAM } from "../testing/now.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { refusal } from "../testing/server.ts";
import { stopClock } from "../testing/stopped-clock.ts";
import { answers, edit, existing, field, fill, named, page, PROBE, team } from "./monitor-form.testing.ts";

/** What can be told of the form's accessibility without a layout, and how its screens load and fail. */

const importPage = `/t/${TEAM}/monitors/import`;
const withProbe = () => answers({ [`GET ${team}/probes`]: { status: 200, body: probeList([probe({ id: PROBE })]) } });
const rules = { "color-contrast": { enabled: false }, "landmark-unique": { enabled: false } };

/** What axe objects to, with all that folds open. It looks in steps between which it waits, so real time passes. */
async function faults(screen: Screen): Promise<string[]> {
  for (const details of document.querySelectorAll("details")) await screen.unfold(details);
  vi.useRealTimers();
  const { violations } = await axe.run(document, { preload: false, rules }).finally(stopClock);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

beforeEach(() => {
  document.documentElement.lang = "en";
});

describe("a new monitor is accessible", () => {
  it.each([
    ["Certificate", []],
    ["Domain", []],
    ["Port", ["Add a line to send or expect"]],
    ["DNS", []],
    ["Redis", ["It answers"]],
    ["PostgreSQL", ["It answers"]],
    ["Mail server", ["Log in too"]],
    ["WebSocket", []],
    ["Several steps", ["Add a step", "Add a value to take along"]],
    ["Ping", []],
    ["UDP", []],
  ])("%s", async (kind, presses) => {
    const screen = await show(page, withProbe());
    await screen.click(field(kind));
    for (const press of presses) {
      const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === press);
      await screen.click(button ?? field(press));
    }
    expect(await faults(screen)).toEqual([]);
  });

  it("a website that has been looked at, with rows, faults and a test", async () => {
    const screen = await show(page, withProbe());
    await fill(screen, "Address", "shop.example");
    for (const row of ["header", "JSON condition", "header condition", "secret"])
      await screen.click(screen.button(`Add a ${row}`));
    await screen.click(screen.button("Add monitor"));
    expect(await faults(screen)).toEqual([]);
  });
});

it("an edit with secrets that are kept is accessible", async () => {
  const check = {
    type: "imap",
    host: "mail.example.com",
    security: "tls",
    login: { user: "a", password: "{{password}}" },
  };
  const screen = await show(edit, existing(check, ["password", "extra"]));
  await screen.click(named(screen, "Replace Password"));
  expect(await faults(screen)).toEqual([]);
});

describe("the import", () => {
  const found = [
    { url: "https://a.example/", name: "a.example", fault: null },
    { url: "http://intranet/", name: "intranet", fault: "not public" },
  ];
  const body = { found, unreadable: [{ line: 3, text: "?" }], more: 2 };

  it("is accessible, empty and full", async () => {
    const screen = await show(importPage, answers({ [`POST ${team}/monitors/import`]: { status: 200, body } }));
    expect(await faults(screen)).toEqual([]);
    await screen.type(screen.find<HTMLTextAreaElement>("textarea"), "a.example");
    await screen.click(screen.button("Read the list"));
    expect(await faults(screen)).toEqual([]);
  });

  it("is never blank while loading", async () => {
    const { find } = await show(importPage, teamAnswers("pending"));
    expect(find("h1").textContent).toBe("Import monitors");
    expect(find('[aria-label="Loading"]')).toBeTruthy();
  });

  it("says what went wrong, and offers to try again", async () => {
    const sentence = "Our record cannot be reached. Paging is not affected.";
    const { text, button } = await show(
      importPage,
      teamAnswers({ status: 503, body: refusal("unavailable", sentence) }),
    );
    expect(text()).toContain(sentence);
    expect(button("Try again")).toBeTruthy();
  });
});
