import { expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { axeFaults } from "../testing/axe.ts";
import { heartbeat, heartbeatDetail } from "../testing/heartbeats.ts";
import { overview } from "../testing/incidents.ts";
import { TEAM } from "../testing/now.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";
import { downMonitor, monitor, monitorDetail } from "../testing/watched.ts";
import { choose, errors, field, labels } from "./monitor-form.testing.ts";

/** Who hears about a monitor or heartbeat: on its page, in its form, and what is held back. */

const api = `/api/teams/${TEAM}`;
const mon = `${api}/monitors/mon_shop`;
const hb = `${api}/heartbeats/hb_backup`;
const db = monitor({ id: "mon_db", name: "db1" });
const things = overview({ monitors: [monitor(), db] });
const answers = (over: Answers = {}): Answers => ({
  ...full(),
  [`GET ${api}/overview`]: { status: 200, body: things },
  [`PATCH ${mon}`]: { status: 204, body: null },
  [`PATCH ${hb}`]: { status: 204, body: null },
  ...over,
});
const sent = (screen: Screen) => screen.calls.find(({ name }) => name.startsWith("PATCH"))?.body;
const { input } = monitorDetail();
const told = { urgent: "tell", other: "tell", pageAfterMinutes: 30 };
const stands = {
  status: 200,
  body: monitorDetail({ input: { ...input, alerting: told, parents: ["mon_db", "mon_x"] } }),
};

it("says of a heartbeat that all its failures page alike", async () => {
  const screen = await show(`/t/${TEAM}/heartbeats/hb_backup`, answers());
  expect(screen.text()).toContain("All failures page by “Weekdays first”, the team’s policy.");
});

it("says on its page by which policy it pages, and by name who would be called now", async () => {
  const screen = await show(`/t/${TEAM}/monitors/mon_shop`, answers());
  expect(screen.text()).toContain("Urgent failures page by “Weekdays first”, the team’s policy.");
  expect(screen.text()).toContain("First Ana Gruber (on call) and Ben Okafor: push and SMS at once");
  const chain = `GET ${api}/on-call/chain`;
  expect(screen.calls.some(({ name }) => name === chain)).toBe(false);
  const details = [...document.querySelectorAll("details")].find((each) => each.textContent?.includes("called now"));
  await screen.unfold(details);
  expect(screen.calls.some(({ name }) => name === chain)).toBe(true);
  expect(screen.text()).toContain("2:00Call to Ana Gruber.");
});

it("says what is only told, and what it stands on, also where that is gone", async () => {
  const screen = await show(`/t/${TEAM}/monitors/mon_shop`, answers({ [`GET ${mon}`]: stands }));
  expect(screen.text()).toContain("All failures are only told.What was only told pages after 30 minutes open.");
  expect(screen.text()).toContain("Stands on db1 and something that was deleted.");
  expect(screen.text()).not.toContain("Who would be called now");
});

it("lets a monitor page by another policy, and stand on others but itself", async () => {
  const screen = await show(`/t/${TEAM}/monitors/mon_shop/edit`, answers());
  await choose(screen, "Urgent failures", "pol_nights");
  await screen.type(field("What was only told pages after"), "30");
  await screen.click(screen.button("Add what it stands on"));
  const offered = [...screen.find<HTMLSelectElement>('select[aria-label="Stands on, 1"]').options];
  expect(offered.map(({ text }) => text)).toEqual(["db1", "nightly backup", "rotate logs"]);
  expect(await axeFaults()).toEqual([]);
  await screen.click(screen.button("Save"));
  expect(sent(screen)).toEqual({
    name: "checkout API",
    alerting: { urgent: "pol_nights", other: "tell", pageAfterMinutes: 30 },
    parents: ["mon_db"],
  });
});

it("leaves out after how long it pages once nothing is only told", async () => {
  const screen = await show(`/t/${TEAM}/monitors/mon_shop/edit`, answers({ [`GET ${mon}`]: stands }));
  await choose(screen, "Urgent failures", "page");
  await choose(screen, "Other findings", "page");
  expect(labels("What was only told pages after")).toEqual([]);
  await screen.click(screen.find('[aria-label="Remove what it stands on, 2"]'));
  await screen.click(screen.button("Save"));
  expect(sent(screen)).toEqual({
    name: "checkout API",
    alerting: { urgent: "page", other: "page", pageAfterMinutes: null },
    parents: ["mon_db"],
  });
});

it("shows faults and refusals at their fields, and takes them away when those change", async () => {
  const circle = { status: 422, body: refusal("invalid", "parents: db1 stands on this one already", "parents") };
  const screen = await show(
    `/t/${TEAM}/heartbeats/hb_backup/edit`,
    answers({
      [`PATCH ${hb}`]: circle,
      [`GET ${hb}`]: {
        status: 200,
        body: heartbeatDetail({ input: { ...heartbeatDetail().input, parents: ["mon_db"] } }),
      },
    }),
  );
  expect(labels("Other findings")).toEqual([]);
  expect(labels("What was only told pages after")).toEqual([]);
  await choose(screen, "Failures", "tell");
  await screen.type(field("What was only told pages after"), "20000");
  await screen.click(screen.button("Save"));
  expect(errors()).toEqual(["at most a week"]);
  await screen.type(field("What was only told pages after"), "60");
  expect(errors()).toEqual([]);
  await screen.click(screen.button("Save"));
  expect(sent(screen)).toMatchObject({
    alerting: { urgent: "tell", other: "tell", pageAfterMinutes: 60 },
    parents: ["mon_db"],
  });
  expect(errors()).toEqual(["db1 stands on this one already"]);
});

it("says in every list and on its page why a failure pages nobody", async () => {
  const why = "held: db1 is down, which it stands on";
  const held = overview({
    monitors: [downMonitor({ held: why })],
    heartbeats: [heartbeat({ status: "down", held: "held by maintenance" })],
  });
  const over = {
    [`GET ${api}/overview`]: { status: 200, body: held },
    [`GET ${mon}`]: { status: 200, body: monitorDetail({ held: why }) },
    [`GET ${hb}`]: { status: 200, body: heartbeatDetail({ held: "held by maintenance" }) },
  };
  for (const [path, words] of [
    ["", why],
    ["", "held by maintenance"],
    ["/monitors", why],
    ["/heartbeats", "held by maintenance"],
    ["/monitors/mon_shop", why],
    ["/heartbeats/hb_backup", "held by maintenance"],
  ])
    expect((await show(`/t/${TEAM}${path}`, answers(over))).text()).toContain(words);
});
