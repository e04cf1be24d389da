import { act } from "react";
import { describe, expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { busyDetail, finding, heartbeatDetail, ping } from "../testing/heartbeats.ts";
import { ago, TEAM } from "../testing/now.ts";
import { viewer } from "../testing/people.ts";
import { type Screen, setWidth, show } from "../testing/screen.tsx";
import type { Answers } from "../testing/server.ts";

/** One heartbeat's page. */

const api = `/api/teams/${TEAM}/heartbeats/hb_backup`;
const page = `/t/${TEAM}/heartbeats/hb_backup`;
const answers = (detail = busyDetail(), over: Answers = {}): Answers => ({
  ...full(),
  [`GET ${api}`]: { status: 200, body: detail },
  ...over,
});
const titles = (): (string | null)[] => [...document.querySelectorAll("h2")].map(({ textContent }) => textContent);
const buttons = (): (string | null)[] => [...document.querySelectorAll("button")].map(({ textContent }) => textContent);
const sent = (screen: Screen, verb: string) => screen.calls.find(({ name }) => name.startsWith(verb));

describe.each([1280, 390])("at %d px", (width) => {
  it("shows what is wrong, the runs, the metrics, how to ping, the schedule and the rules, in this order", async () => {
    setWidth(width);
    const screen = await show(page, answers());
    expect(titles()).toEqual([
      "Needs attention",
      "What it is",
      "Recent runs",
      "Metrics",
      "How to ping",
      "Schedule",
      "Sanity",
      "Who hears about it",
      "Guard",
    ]);
    expect(screen.text()).toContain("1 failure has been tolerated; 2 more in a row page.");
    expect(screen.text()).toContain("Worst case: 24 h 30 min");
    expect(screen.text()).toContain("clocks go forward in Vienna");
    expect(screen.text()).toContain("only warns until");
    expect(screen.text()).toContain("Pages when rows is under 1,000.");
    expect(screen.text()).toContain("1 value out of the ordinary");
  });
});

it("has only the snippet and the listener before the first ping", async () => {
  const screen = await show(page, answers(heartbeatDetail({ status: "new", recent: [], missed: [], pings: 0 })));
  expect(titles()).toEqual(["How to ping"]);
  expect(screen.text()).toContain("Waiting for a ping…");
  expect(screen.text()).toContain("every day at 03:00");
});

it("takes what was learned as normal when a person says so, and offers that for nothing else", async () => {
  const screen = await show(
    page,
    answers(busyDetail(), { [`POST ${api}/normal`]: { status: 200, body: { text: "Noted: this is normal." } } }),
  );
  expect(buttons().filter((word) => word === "This is normal")).toHaveLength(1);
  await screen.click(screen.button("This is normal"));
  expect(sent(screen, "POST")).toEqual({ name: `POST ${api}/normal`, body: { rule: "tooSmall:dump_bytes" } });
  expect(screen.text()).toContain("Noted: this is normal.");
});

it("switches one learned rule and leaves the others", async () => {
  const screen = await show(page, answers(busyDetail(), { [`PATCH ${api}`]: { status: 204, body: null } }));
  await screen.click(screen.find('[aria-label="When a run is too short"] input[value="page"]'));
  expect(sent(screen, "PATCH")?.body).toEqual({
    sanity: { tooShort: "page", tooLong: "page", tooSmall: "warn", tooOften: "off" },
  });
});

it("moves through the timeline by arrow keys, and says of a recovery how many were missed", async () => {
  const screen = await show(page, answers());
  const bars = screen.find('[role="toolbar"]');
  const pressed = (): Element => screen.find('[role="toolbar"] [aria-pressed="true"]');
  const press = (key: string) =>
    act(async () => void bars.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
  expect(pressed()).toBe(bars.lastElementChild);
  expect(bars.querySelectorAll("[data-missed]")).toHaveLength(4);
  for (let step = 0; step < 8; step++) await press("ArrowLeft");
  expect(screen.text()).toContain("4 runs missed before it");
  expect(document.activeElement).toBe(pressed());
  await press("ArrowLeft");
  expect(screen.text()).toContain("missed, was expected");
  await press("Home");
  expect(pressed()).toBe(bars.firstElementChild);
});

it("shows missed runs as one row, a delayed report as such, and its note", async () => {
  const screen = await show(page, answers());
  await screen.click(screen.button("Show all 20"));
  expect(screen.text()).toContain("4 runs missed");
  expect(screen.text()).toContain("recovered, 4 runs missed");
  expect(screen.text()).toContain("delayed");
  expect(screen.text()).toContain("“spooled while the network was down”");
});

it("opens the output and says what was cut from it", async () => {
  const screen = await show(
    page,
    answers(busyDetail(), { [`GET ${api}/pings/139/body`]: { status: 200, body: "dumping" } }),
  );
  const row = [...document.querySelectorAll("details")].find(({ textContent }) => textContent?.includes("123 kB"));
  await screen.unfold(row);
  expect(screen.text()).toContain("dumping");
  expect(screen.text()).toContain("Showing the first 10,000 of 123,456 bytes; the rest was not kept.");
  expect(screen.find("a[download]").getAttribute("href")).toBe(`${api}/pings/139/body`);
});

it("fetches older runs only when somebody asks", async () => {
  const recent = Array.from({ length: 50 }, (_, i) => ping({ seq: 100 - i, n: 100 - i }));
  const screen = await show(
    page,
    answers(busyDetail({ recent, missed: [] }), {
      [`GET ${api}/pings`]: { status: 200, body: { pings: [{ ...recent[0], seq: 50, host: "db-0" }] } },
    }),
  );
  await screen.click(screen.button("Show all 50"));
  expect(screen.calls.some(({ name }) => name.endsWith("/pings"))).toBe(false);
  await screen.click(screen.button("Show older"));
  expect(screen.text()).toContain("from db-0");
  expect(screen.text()).toContain("There is nothing older.");
});

it("keeps the chosen snippet in the address", async () => {
  const screen = await show(`${page}?how=python`, answers());
  expect(screen.find('[role="tab"][aria-selected="true"]').textContent).toBe("Python");
  await screen.click(screen.button("PHP"));
  expect(screen.path()).toContain("how=php");
});

it("changes the grace to what the runs suggest only when somebody says so", async () => {
  const screen = await show(page, answers(busyDetail(), { [`PATCH ${api}`]: { status: 204, body: null } }));
  expect(screen.text()).toContain("8 min of grace would do.");
  expect(screen.text()).toContain("is the server in another zone?");
  expect(sent(screen, "PATCH")).toBeUndefined();
  await screen.click(screen.button("Use 8 min"));
  expect(sent(screen, "PATCH")?.body).toEqual({ graceSeconds: 480 });
});

it("fetches ups and downs when they are opened, and shows the last twenty", async () => {
  const flips = Array.from({ length: 24 }, (_, i) => ({
    at: ago(60 * i),
    ...(i % 2 === 0 ? { from: "down", to: "up", reason: "" } : { from: "up", to: "down", reason: "timeout" }),
  }));
  const screen = await show(page, answers(busyDetail(), { [`GET ${api}/flips`]: { status: 200, body: { flips } } }));
  expect(screen.calls.some(({ name }) => name.endsWith("/flips"))).toBe(false);
  const details = [...document.querySelectorAll("details")].find(({ textContent }) => textContent === "Ups and downs");
  await screen.unfold(details);
  expect(details?.querySelectorAll("li")).toHaveLength(20);
  expect(details?.textContent).toContain("for 1 h · no report came in time");
  expect(details?.textContent).toContain("The last 20 of 24 changes.");
});

it("asks before it changes the address that jobs ping", async () => {
  const screen = await show(
    page,
    answers(busyDetail(), { [`POST ${api}/rotate`]: { status: 200, body: { pingUrl: "https://x/ping/1" } } }),
  );
  await screen.click(screen.button("New ping address…"));
  expect(sent(screen, "POST")).toBeUndefined();
  await screen.click(screen.button("Change it"));
  expect(sent(screen, "POST")?.name).toBe(`POST ${api}/rotate`);
  expect(buttons()).not.toContain("Change it");
});

/** What the API tells viewers: nothing that a ping could be sent with. */
const hidden = { pingUrl: null, slugUrl: null, mailAddress: null };
const asViewer = (detail = busyDetail(hidden)): Answers =>
  answers(detail, { "GET /api/me": { status: 200, body: viewer() } });

it("gives a viewer nothing to act with", async () => {
  const screen = await show(page, asViewer());
  expect(buttons()).not.toContain("This is normal");
  expect(buttons()).not.toContain("Use 8 min");
  expect(screen.find<HTMLInputElement>('[aria-label="When a run is too short"] input').disabled).toBe(true);
});

it.each([
  ["as the API sends it", busyDetail(hidden)],
  ["even of one that holds an address", busyDetail()],
])("shows a viewer no way to ping, %s", async (_, detail) => {
  const screen = await show(page, asViewer(detail));
  expect(titles()).toContain("Schedule");
  expect(titles()).not.toContain("How to ping");
  expect(buttons()).not.toContain("New ping address…");
  expect(screen.text()).not.toContain("Listening for more.");
  expect(document.body.innerHTML).not.toContain("3f0c9a1b-e277");
  expect(document.body.innerHTML).not.toContain("0000abcdefzzzzzzzzzzzz");
});

it("shows a viewer when the first ping is expected, instead of how to send it", async () => {
  const never = { ...hidden, status: "new" as const, recent: [], missed: [], pings: 0 };
  const screen = await show(page, asViewer(heartbeatDetail(never)));
  expect(titles()).toEqual(["Schedule"]);
  expect(screen.text()).toContain("every day at 03:00");
  expect(screen.text()).not.toContain("Waiting for a ping…");
});

it("links a finding that pages to its incident, and no other", async () => {
  const [warns, pages] = busyDetail().findings;
  const findings = [warns ?? finding(), { ...(pages ?? finding()), incident: "inc_rows" }];
  await show(page, asViewer(busyDetail({ ...hidden, findings })));
  const links = [...document.querySelectorAll("li a")].filter(({ textContent }) => textContent === "Open the incident");
  expect(links.map((link) => link.getAttribute("href"))).toEqual([`/t/${TEAM}/incidents/inc_rows`]);
  expect(links[0]?.closest("li")?.textContent).toContain("rows was 12, under 1,000.");
});
