import { expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { overview } from "../testing/incidents.ts";
import { TEAM } from "../testing/now.ts";
import { setWidth, show } from "../testing/screen.tsx";
import { refusal } from "../testing/server.ts";
import { strips } from "../testing/series.ts";
import { downMonitor, monitor } from "../testing/watched.ts";

/** The list of monitors. */

const team = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/monitors`;
const monitors = [
  monitor(),
  downMonitor({ id: "mon_mail", name: "mail", type: "smtp", target: "mail.example:465" }),
  monitor({ id: "mon_db", name: "database", type: "postgres", target: "db.example:5432", status: "maintenance" }),
];
const answers = () => ({
  ...full(),
  [`GET ${team}/overview`]: { status: 200, body: overview({ monitors }) },
  [`GET ${team}/monitors/strips`]: { status: 200, body: strips(["mon_shop", "mon_mail"]) },
});
const rows = (): string[] => [...document.querySelectorAll("[data-row]")].map(({ textContent }) => textContent ?? "");

it.each([1280, 390])("says of each what it is and how it was, worst first, at %d px", async (width) => {
  setWidth(width);
  const screen = await show(page, answers());
  expect(screen.text()).toContain("1 of 3 is down; 1 is in maintenance.");
  expect(rows()).toHaveLength(3);
  expect(rows()[0]).toContain("Mail server · mail.example:465");
  expect(rows()[0]).toContain("Down for 6 min");
  expect(rows()[0]).toContain("212 ms · p95 391 ms");
  expect(screen.find('[data-row] [role="img"]').getAttribute("aria-label")).toContain("down for 13 min in 24 h");
  expect(rows()[1]).toContain("maintenance");
});

it("filters by text and state, and keeps both in the address", async () => {
  const screen = await show(page, answers());
  await screen.press("/");
  const field = screen.find<HTMLInputElement>('input[aria-label="Filter by text"]');
  expect(document.activeElement).toBe(field);
  await screen.type(field, "5432");
  await screen.settle();
  expect(rows()).toHaveLength(1);
  expect(decodeURIComponent(screen.path())).toBe(`${page}?q="5432"`);
  await screen.click(screen.button("Show all"));
  expect(rows()).toHaveLength(3);
  expect((await show(`${page}?state=down`, answers())).text()).toContain("mail.example:465");
  expect(rows()).toHaveLength(1);
  // Typed by hand, without the quotes that tell it from a number.
  await show(`${page}?q=5432`, answers());
  expect(rows()).toHaveLength(1);
});

it("says so when none is like that", async () => {
  expect((await show(`${page}?q=nothing`, answers())).text()).toContain("None of them is like that.");
});

it("does without the strips while the record cannot be reached", async () => {
  const down = { status: 503, body: refusal("unavailable", "Our record rests.") };
  const screen = await show(page, { ...answers(), [`GET ${team}/monitors/strips`]: down });
  expect(rows()).toHaveLength(3);
  expect(screen.text()).toContain("212 ms");
});

it("moves from row to row by j and k", async () => {
  const screen = await show(page, answers());
  await screen.press("j");
  await screen.press("j");
  expect(document.activeElement?.textContent).toContain("database");
});
