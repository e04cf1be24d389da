import { expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { busyDetail } from "../testing/heartbeats.ts";
import { channels } from "../testing/keys.ts";
import { TEAM } from "../testing/now.ts";
import { withRole } from "../testing/people.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";

/** Adding and changing a heartbeat. */

const team = `/api/teams/${TEAM}`;
const edit = `/t/${TEAM}/heartbeats/hb_backup/edit`;
const busy = (over: Answers = {}): Answers => ({
  ...full(),
  [`GET ${team}/heartbeats/hb_backup`]: { status: 200, body: busyDetail() },
  [`PATCH ${team}/heartbeats/hb_backup`]: { status: 204, body: null },
  ...over,
});
const field = (label: string): HTMLInputElement => {
  const found = [...document.querySelectorAll("label")].find(({ textContent }) => textContent?.startsWith(label));
  const input = document.getElementById(found?.htmlFor ?? "");
  if (!(input instanceof HTMLInputElement)) throw new Error(`no field ${label}`);
  return input;
};
const sent = (screen: Screen, verb: string) => screen.calls.findLast(({ name }) => name.startsWith(verb));
const errors = () =>
  [...document.querySelectorAll(".mantine-InputWrapper-error")].map(({ textContent }) => textContent);

it("derives the slug from the name, and sends what it shows", async () => {
  const screen = await show(`/t/${TEAM}/heartbeats/new`, {
    ...full(),
    [`POST ${team}/heartbeats`]: { status: 201, body: { id: "hb_backup", pingUrl: "https://x/ping/1" } },
  });
  await screen.type(field("Name"), "Nightly Backup");
  expect(field("Slug").placeholder).toBe("nightly-backup");
  await screen.type(field("Tags"), "prod  db ");
  await screen.click(screen.button("Add heartbeat"));
  expect(sent(screen, "POST /api")?.body).toMatchObject({
    name: "Nightly Backup",
    slug: "nightly-backup",
    tags: ["prod", "db"],
  });
  expect(screen.path()).toBe(`/t/${TEAM}/heartbeats/hb_backup`);
});

it("changes only what was touched of the many settings", async () => {
  const screen = await show(edit, busy());
  await screen.click(screen.button("Use 1"));
  await screen.click(screen.button("Save"));
  const { sanity: _, ...input } = busyDetail().input;
  expect(sent(screen, "PATCH")?.body).toEqual({ ...input, failureTolerance: 0 });
});

it("suggests a grace and a number of failures, and says the worst case", async () => {
  const screen = await show(edit, busy());
  expect(screen.text()).toContain("We suggest 4 h 48 min for this schedule.");
  expect(screen.text()).toContain("We suggest 1 for this schedule.");
  expect(screen.text()).toContain("Worst case: 3 d 1 h");
  await screen.click(screen.button("Use 1"));
  expect(screen.text()).toContain("Worst case: 24 h 30 min");
});

it("shows a refusal at the field of the rule that it names", async () => {
  const refused = { status: 422, body: refusal("invalid", "thresholds.0.value: too large", "thresholds.0.value") };
  const screen = await show(edit, busy({ [`PATCH ${team}/heartbeats/hb_backup`]: refused }));
  await screen.click(screen.button("Save"));
  expect(errors()).toEqual(["too large"]);
  expect(screen.path()).toBe(edit);
});

it("opens what is hidden when something inside is refused", async () => {
  const refused = { status: 422, body: refusal("invalid", "maxRunSeconds: at most 365 days", "maxRunSeconds") };
  const screen = await show(edit, busy({ [`PATCH ${team}/heartbeats/hb_backup`]: refused }));
  expect(screen.find<HTMLDetailsElement>("details").open).toBe(false);
  await screen.click(screen.button("Save"));
  expect(screen.find<HTMLDetailsElement>("details").open).toBe(true);
  expect(errors()).toEqual(["at most 365 days"]);
});

it("adds and removes thresholds and forecasts", async () => {
  const screen = await show(edit, busy());
  await screen.click(screen.button("Add a forecast"));
  expect(document.querySelectorAll("fieldset")).toHaveLength(3);
  await screen.click(screen.button("Save"));
  expect(sent(screen, "PATCH")).toBeUndefined();
  expect(errors()).toHaveLength(2);
  for (let rows = 3; rows > 0; rows--) await screen.click(screen.button("Remove"));
  await screen.click(screen.button("Save"));
  expect(sent(screen, "PATCH")?.body).toMatchObject({ thresholds: [], forecasts: [] });
});

it("tells the channels that are ticked", async () => {
  const screen = await show(edit, busy());
  expect(field("office mail").checked).toBe(true);
  await screen.click(field("Ana’s own"));
  await screen.click(field("office mail"));
  await screen.click(screen.button("Save"));
  expect(sent(screen, "PATCH")?.body).toMatchObject({ channels: [channels()[1]?.id] });
});

it("offers to add a channel where there is none", async () => {
  const screen = await show(edit, busy({ [`GET ${team}/channels`]: { status: 200, body: { channels: [] } } }));
  expect(screen.find(`a[href="/t/${TEAM}/integrations"][target="_blank"]`).textContent).toBe("Add a channel");
});

it("leaves the channels alone for those who may not see them", async () => {
  const screen = await show(edit, busy({ "GET /api/me": { status: 200, body: withRole("responder") } }));
  expect(screen.calls.some(({ name }) => name.endsWith("/channels"))).toBe(false);
  expect(screen.text()).not.toContain("Also tell");
  await screen.click(screen.button("Save"));
  expect(sent(screen, "PATCH")?.body).not.toHaveProperty("channels");
});

it("warns and still saves", async () => {
  const screen = await show(edit, busy());
  await screen.click(field("the output that HTTP pings bring"));
  expect(screen.text()).toContain("makes every such ping ignored");
  await screen.click(screen.button("Save"));
  expect(sent(screen, "PATCH")?.body).toMatchObject({ filter: { httpBody: true } });
});
