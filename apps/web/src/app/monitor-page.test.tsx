import { act } from "react";
import { describe, expect, it, vi } from "vitest";
import { full } from "../testing/answers.ts";
import { incident } from "../testing/incidents.ts";
import { ago, TEAM } from "../testing/now.ts";
import { viewer } from "../testing/people.ts";
import { FakeSocket, type Screen, setWidth, show } from "../testing/screen.tsx";
import type { Answers } from "../testing/server.ts";
import { monitor, monitorDetail, newDetail, region, regionalDetail } from "../testing/watched.ts";

/** One monitor's page. */

const team = `/api/teams/${TEAM}`;
const api = `${team}/monitors/mon_shop`;
const page = `/t/${TEAM}/monitors/mon_shop`;
const answers = (detail = monitorDetail(), over: Answers = {}): Answers => ({
  ...full(),
  [`GET ${api}`]: { status: 200, body: detail },
  ...over,
});
const titles = (): (string | null)[] => [...document.querySelectorAll("h2")].map(({ textContent }) => textContent);
const buttons = (): (string | null)[] =>
  [...document.querySelectorAll("main button")].map(({ textContent }) => textContent);
const sent = (screen: Screen) => screen.calls.filter(({ name }) => /^(POST|PATCH|DELETE)/.test(name));
const accepts = (...verbs: string[]): Answers =>
  Object.fromEntries(verbs.map((verb) => [`POST ${api}/${verb}`, { status: 200, body: { text: `Done: ${verb}.` } }]));

describe.each([1280, 390])("at %d px", (width) => {
  it("shows why, how it was, what each region sees, who hears of it and how it is checked, in this order", async () => {
    setWidth(width);
    const screen = await show(page, answers());
    expect(titles()).toEqual([
      "Why it is down",
      "Uptime",
      "Response time",
      "Regions",
      "Last results",
      "Who hears about it",
      "Incidents",
      "How we check",
      "Certificate",
      "Maintenance",
    ]);
    expect(screen.text()).toContain("We expect status 200-299");
    expect(screen.text()).toContain("99.87 % = 13 min");
    expect(screen.text()).toContain("Half of the answers came within 200 ms, 95 % within 400 ms");
    expect(screen.text()).toContain("Down needs 2 of 3 regions, from two places.");
    expect(screen.text()).toContain("at the most");
    expect(screen.text()).toContain("p95 240 ms");
    expect(screen.text()).toContain("name 12 ms · connection 21 ms · TLS 44 ms");
    expect(screen.text()).toContain("Issued by Let’s Encrypt R11 for shop.example, www.shop.example.");
    expect(screen.text()).toContain("“database upgrade”");
    expect(screen.find("main code").textContent).toBe("https://shop.example/health");
  });
});

it("shows a strange answer as text alone", async () => {
  await show(page, answers());
  const excerpt = document.querySelector('[aria-label="What it answered"]');
  expect(excerpt?.textContent).toContain("<h1>You are likely to be eaten by a grue.</h1>");
  expect(excerpt?.querySelector("h1")).toBeNull();
});

it("tells each of 90 days in words, by arrow keys", async () => {
  const screen = await show(page, answers());
  const bars = screen.find('[role="toolbar"]');
  const press = (key: string) =>
    act(async () => void bars.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
  expect(bars.querySelectorAll("button")).toHaveLength(90);
  for (let step = 0; step < 3; step++) await press("ArrowLeft");
  expect(document.activeElement?.getAttribute("aria-label")).toBe(
    "Sat 21 Nov: down 13 min, maintenance 1 h, up 22 h 47 min",
  );
  expect(bars.parentElement?.querySelector("p")?.textContent).toContain("down 13 min");
  await press("Home");
  expect(document.activeElement).toBe(bars.firstElementChild);
  expect(bars.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
});

it("keeps range and region in the address, and asks for the range", async () => {
  const screen = await show(`${page}?range=7d&region=weur`, answers());
  expect(screen.text()).toContain("Half of the answers came within 120 ms");
  expect(screen.find<HTMLInputElement>('[aria-label="Range"] input:checked').value).toBe("7d");
  await screen.click(screen.find('[aria-label="Range"] input[value="1h"]'));
  expect(screen.path()).toContain("range=1h");
  expect(screen.path()).toContain("region=weur");
  expect(screen.calls.filter(({ name }) => name === `GET ${api}/series`)).toHaveLength(2);
});

it("says the chart as a table, with the incident that it shades", async () => {
  const open = incident({ startedAt: ago(60 * 4), resolvedAt: ago(60 * 2) });
  const screen = await show(
    page,
    answers(monitorDetail(), { [`GET ${team}/incidents`]: { status: 200, body: { incidents: [open] } } }),
  );
  expect(document.querySelector("table")).toBeNull();
  const details = [...document.querySelectorAll("details")].find(
    ({ textContent }) => textContent === "The same as a table",
  );
  await screen.unfold(details);
  const rows = [...document.querySelectorAll("tbody tr")].map(({ textContent }) => textContent ?? "");
  expect(rows).toHaveLength(22);
  expect(rows.filter((row) => row.includes("checkout API is down"))).toHaveLength(2);
  expect(screen.find(`main a[href="/t/${TEAM}/incidents/inc_shop"]`)).toBeTruthy();
});

it("lists no incident of another thing", async () => {
  const other = incident({ source: { kind: "monitor", id: "mon_other", name: "other" }, title: "other is down" });
  const screen = await show(
    page,
    answers(monitorDetail({ incident: null }), {
      [`GET ${team}/incidents`]: { status: 200, body: { incidents: [other] } },
    }),
  );
  expect(screen.text()).toContain("None lately.");
  expect(screen.text()).not.toContain("other is down");
});

it("pauses for a while, until a time of the person’s own, or until somebody resumes it", async () => {
  const screen = await show(page, answers(monitorDetail(), accepts("pause")));
  for (const word of ["For 4 hours", "Until tomorrow 08:00", "Until I resume it"]) {
    await screen.press("p");
    await screen.click(screen.button(word));
  }
  await screen.press("p");
  await screen.type(screen.find<HTMLInputElement>('input[type="datetime-local"]'), "2026-11-24T05:00");
  await screen.click(screen.button("Pause until then"));
  expect(sent(screen).map(({ body }) => body)).toEqual([
    { until: ago(-240) },
    { until: "2026-11-25T07:00:00.000Z" },
    {},
    { until: "2026-11-24T04:00:00.000Z" },
  ]);
  expect(screen.text()).toContain("Done: pause.");
});

it("pauses until nothing that is over", async () => {
  const screen = await show(page, answers(monitorDetail(), accepts("pause")));
  await screen.click(screen.button("Pause until…"));
  await screen.type(screen.find<HTMLInputElement>('input[type="datetime-local"]'), "2026-11-24T03:00");
  await screen.click(screen.button("Pause until then"));
  expect(sent(screen)).toEqual([]);
  expect(screen.text()).toContain("a time that is still to come");
  await screen.click(screen.button("Leave it running"));
  expect(screen.button("Check now")).toBeTruthy();
});

it("resumes what is paused, and says when that comes by itself", async () => {
  const paused = monitorDetail({ status: "paused", resumesAt: ago(-90) });
  const screen = await show(page, answers(paused, accepts("resume")));
  expect(screen.text()).toContain("Resumes by itself in 1 h 30 min · 05:06.");
  expect(buttons()).not.toContain("Check now");
  await screen.click(screen.button("Resume"));
  expect(sent(screen).map(({ name }) => name)).toEqual([`POST ${api}/resume`]);
});

it("asks all regions now", async () => {
  const screen = await show(page, answers(monitorDetail(), accepts("check")));
  await screen.click(screen.button("Check now"));
  expect(sent(screen).map(({ name }) => name)).toEqual([`POST ${api}/check`]);
});

it("offers what can be done about a region that fails alone, and only there", async () => {
  const screen = await show(page, answers(regionalDetail(), accepts("drop-region", "page-anyway")));
  expect(buttons().filter((word) => word === "Drop this region")).toHaveLength(1);
  await screen.click(screen.button("Drop this region"));
  await screen.click(screen.button("Page me anyway"));
  expect(sent(screen)).toEqual([
    { name: `POST ${api}/drop-region`, body: { region: "apac" } },
    { name: `POST ${api}/page-anyway`, body: undefined },
  ]);
});

it("says the dots of a region in words, and which regions have no vote", async () => {
  const regions = [region({ last: ["fail", "fail", "pass"] }), region({ region: "enam", state: "dropped" })];
  await show(page, answers(monitorDetail({ regions })));
  const dots = [...document.querySelectorAll('[aria-label^="Last answers"]')].map((each) =>
    each.getAttribute("aria-label"),
  );
  expect(dots[0]).toBe("Last answers, newest first: 2 failed, then 1 passed");
  expect(document.body.textContent).toContain("is ignored until the next edit");
});

it("says that it is in maintenance, and what happens at its end", async () => {
  const held = monitorDetail({ status: "maintenance", maintenance: { name: "upgrade", until: ago(-30) } });
  const screen = await show(page, answers(held));
  expect(screen.text()).toContain("In maintenance, “upgrade”");
  expect(screen.text()).toContain("what is still down at the end pages");
});

it("says in its own words when something runs out", async () => {
  const expiry = { what: "certificate", at: ago(-9000), urgency: "warn", sentence: "The certificate expires in 6 d." };
  const screen = await show(page, answers(monitorDetail({ ...monitor(), expiry: expiry as never })));
  expect(screen.text()).toContain("The certificate expires in 6 d.");
});

it("ticks its regions while nobody has answered, and asks for no chart", async () => {
  const screen = await show(page, answers(newDetail()));
  expect(titles()).not.toContain("Uptime");
  expect(screen.text()).toContain("First results in 9 s.");
  await act(async () => void vi.advanceTimersByTime(4_000));
  expect(screen.text()).toContain("First results in 5 s.");
  expect(screen.text().match(/asking…/g)).toHaveLength(3);
  expect(screen.calls.some(({ name }) => name.endsWith("/series"))).toBe(false);
});

it("shows the rest when the record cannot be reached", async () => {
  const down = { status: 503, body: { error: { code: "unavailable", message: "Our record rests.", requestId: "r" } } };
  const screen = await show(
    page,
    answers(monitorDetail(), { [`GET ${api}/series`]: down, [`GET ${api}/uptime`]: down }),
  );
  expect(screen.text()).toContain("Our record rests.");
  expect(screen.text()).toContain("Why it is down");
  expect(titles()).toContain("Regions");
});

it("gives a viewer nothing to press but what shows", async () => {
  await show(page, answers(regionalDetail(), { "GET /api/me": { status: 200, body: viewer() } }));
  const words = buttons();
  for (const word of ["Check now", "Pause until…", "Delete…", "Drop this region", "Page me anyway"])
    expect(words).not.toContain(word);
  expect(document.querySelector('main a[href$="/edit"]')).toBeNull();
});

it("is fetched again when the socket names it", async () => {
  const screen = await show(page, answers());
  const count = (): number => screen.calls.filter(({ name }) => name === `GET ${api}`).length;
  const before = count();
  await act(async () => {
    FakeSocket.last?.dispatchEvent(new MessageEvent("message", { data: '{"seq":1,"subjects":["mon_shop"]}' }));
  });
  await act(async () => void vi.advanceTimersByTime(250));
  await screen.settle();
  expect(count()).toBe(before + 1);
});

it("deletes only after asking", async () => {
  const screen = await show(page, answers(monitorDetail(), { [`DELETE ${api}`]: { status: 204, body: null } }));
  await screen.click(screen.button("Delete…"));
  expect(sent(screen)).toEqual([]);
  await screen.click(screen.button("Delete"));
  expect(sent(screen).map(({ name }) => name)).toEqual([`DELETE ${api}`]);
  expect(screen.path()).toBe(`/t/${TEAM}/monitors`);
});
