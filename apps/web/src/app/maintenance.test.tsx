import { act } from "react";
import { expect, it, vi } from "vitest";
import { full } from "../testing/answers.ts";
import { axeFaults } from "../testing/axe.ts";
import { maintenanceList, running } from "../testing/maintenance.ts";
import { ago, NOW, TEAM } from "../testing/now.ts";
import { viewer } from "../testing/people.ts";
import { type Screen, setWidth, show } from "../testing/screen.tsx";
import { refusal } from "../testing/server.ts";

/** Maintenance windows: planned, running, over. */

const api = `/api/teams/${TEAM}/maintenance`;
const page = `/t/${TEAM}/maintenance`;
const sent = (screen: Screen) => screen.calls.filter(({ name }) => /^(POST|PUT|DELETE)/.test(name));
const titles = (): (string | null)[] => [...document.querySelectorAll("h2")].map(({ textContent }) => textContent);

it.each([1280, 390])("lists the running first, and when they come in both zones, at %d px", async (width) => {
  setWidth(width);
  const screen = await show(page, full());
  expect(screen.text()).toContain("“move to the new rack” is running until 04:36.");
  expect(titles()).toEqual(["move to the new rack", "database upgrade", "old disks"]);
  expect(screen.text()).toContain("Wed 09:00 – 11:00 Vienna (Wed 03:00 – 05:00 New York)");
  expect(screen.text()).toContain("Holds: checkout API and nightly backup.");
  expect(screen.text()).toContain("Holds: All monitors.");
});

it("ends a running one now, by the team’s clock", async () => {
  const screen = await show(page, { ...full(), [`PUT ${api}/mnt_move`]: { status: 204, body: null } });
  expect(
    [...document.querySelectorAll("main button")].filter(({ textContent }) => textContent === "End now"),
  ).toHaveLength(1);
  await screen.click(screen.button("End now"));
  expect(sent(screen)).toEqual([
    {
      name: `PUT ${api}/mnt_move`,
      body: {
        name: "move to the new rack",
        monitors: ["mon_shop"],
        heartbeats: ["hb_backup"],
        time: { kind: "once", from: Date.parse(ago(30)), until: NOW },
      },
    },
  ]);
});

it("deletes only after asking, and says what that does to a running one", async () => {
  const screen = await show(page, { ...full(), [`DELETE ${api}/mnt_move`]: { status: 204, body: null } });
  await screen.click(screen.button("Delete…"));
  expect(screen.text()).toContain("what is down now pages at once");
  expect(sent(screen)).toEqual([]);
  await screen.click(screen.button("Delete"));
  expect(sent(screen).map(({ name }) => name)).toEqual([`DELETE ${api}/mnt_move`]);
});

it("plans one between two instants of the person’s zone, for some monitors and heartbeats", async () => {
  const screen = await show(`${page}/new`, { ...full(), [`POST ${api}`]: { status: 201, body: { id: "mnt_1" } } });
  expect(screen.text()).toContain("In Vienna time (Europe/Vienna), which is yours.");
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="database upgrade"]'), "upgrade");
  const [from, until] = document.querySelectorAll<HTMLInputElement>('input[type="datetime-local"]');
  if (!from || !until) throw new Error("no fields for the times");
  await screen.type(from, "2026-11-26T22:00");
  await screen.type(until, "2026-11-27T01:30");
  for (const radio of document.querySelectorAll<HTMLElement>('input[type="radio"][value="some"]'))
    await screen.click(radio);
  await screen.click(screen.button("Plan it"));
  expect(screen.text()).toContain("pick a monitor, all, or none");
  expect(screen.text()).toContain("pick a heartbeat, all, or none");
  await screen.click(screen.find('input[type="checkbox"][value="mon_shop"]'));
  await screen.click(screen.find('input[type="checkbox"][value="hb_rota"]'));
  expect(await axeFaults()).toEqual([]);
  await screen.click(screen.button("Plan it"));
  expect(sent(screen)).toEqual([
    {
      name: `POST ${api}`,
      body: {
        name: "upgrade",
        monitors: ["mon_shop"],
        heartbeats: ["hb_rota"],
        time: { kind: "once", from: Date.parse("2026-11-26T21:00Z"), until: Date.parse("2026-11-27T00:30Z") },
      },
    },
  ]);
  expect(screen.path()).toBe(page);
});

it("plans none that holds nothing", async () => {
  const screen = await show(`${page}/new`, full());
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="database upgrade"]'), "upgrade");
  await screen.click(screen.find('input[type="radio"][value="none"]'));
  await screen.click(screen.button("Plan it"));
  expect(screen.text()).toContain("hold something: monitors, heartbeats, or both");
  expect(sent(screen)).toEqual([]);
});

it("plans one that comes again, by the wall clock of a zone", async () => {
  const screen = await show(`${page}/new`, { ...full(), [`POST ${api}`]: { status: 201, body: { id: "mnt_1" } } });
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="database upgrade"]'), "patches");
  await screen.click(screen.find('input[type="radio"][value="weekly"]'));
  await screen.click(screen.find('input[type="checkbox"][value="1"]'));
  await screen.click(screen.button("Plan it"));
  await screen.settle();
  expect(sent(screen)[0]?.body).toEqual({
    name: "patches",
    monitors: null,
    heartbeats: [],
    time: { kind: "weekly", days: [1, 7], at: "03:00", minutes: 120, zone: "Europe/Vienna" },
  });
});

it("keeps what was set when it is edited, and shows a refusal at its field", async () => {
  const refused = { status: 422, body: refusal("invalid", "time.minutes: at most a day", "time.minutes") };
  const screen = await show(`${page}/mnt_weekly/edit`, { ...full(), [`PUT ${api}/mnt_weekly`]: refused });
  await screen.click(screen.button("Save"));
  expect(sent(screen)[0]?.body).toEqual({
    name: "database upgrade",
    monitors: null,
    heartbeats: [],
    time: { kind: "weekly", days: [3], at: "03:00", minutes: 120, zone: "America/New_York" },
  });
  expect(screen.find(".mantine-InputWrapper-error").textContent).toBe("at most a day");
});

it("says so when there is no such window", async () => {
  expect((await show(`${page}/mnt_gone/edit`, full())).text()).toContain("There is no such window");
});

it("shows a viewer nothing to press", async () => {
  const answers = { ...full(), "GET /api/me": { status: 200, body: viewer() } };
  await show(page, answers);
  expect(document.querySelectorAll("main button, main a[href$='/edit'], main a[href$='/new']")).toHaveLength(0);
  expect((await show(`${page}/new`, answers)).text()).toContain("You look on in this team.");
});

it("notices by itself that a window has ended", async () => {
  const answers = full();
  const screen = await show(page, answers);
  answers[`GET ${api}`] = { status: 200, body: maintenanceList([running({ running: false, next: [] })]) };
  await act(async () => void vi.advanceTimersByTime(30_000));
  await screen.settle();
  expect(screen.text()).toContain("Nothing is in maintenance, and nothing is planned.");
});
