import { act } from "react";
import { expect, it, vi } from "vitest";
import { full } from "../testing/answers.ts";
import { ackedIncident, downOverview, incidentDetail, overview, post } from "../testing/incidents.ts";
import { ago, ana, TEAM } from "../testing/now.ts";
import { me } from "../testing/people.ts";
import { FakeSocket, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";

const team = `/api/teams/${TEAM}`;
const room = `/t/${TEAM}/incidents/inc_shop`;
const down = { ...full(), [`GET ${team}/overview`]: { status: 200, body: downOverview() } };
const acked = { [`POST ${team}/incidents/inc_shop/ack`]: { status: 200, body: { text: "You have it." } } };

it("acknowledges by the big button, and says what the server said", async () => {
  const screen = await show(room, { ...down, ...acked });
  await screen.click(screen.button("I’ve got it"));
  expect(screen.calls.filter(({ name }) => name.startsWith("POST"))).toEqual([
    { name: `POST ${team}/incidents/inc_shop/ack`, body: undefined },
  ]);
  expect(screen.text()).toContain("You have it.");
});

it("acknowledges by the key a, but not while the person types", async () => {
  const screen = await show(room, { ...down, ...acked });
  const note = screen.find<HTMLTextAreaElement>('textarea[aria-label="Note for the team"]');
  await act(async () => void note.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true })));
  expect(screen.calls.some(({ name }) => name.endsWith("/ack"))).toBe(false);
  await screen.press("a");
  expect(screen.calls.some(({ name }) => name.endsWith("/ack"))).toBe(true);
});

it("asks before it resolves what is still failing", async () => {
  const screen = await show(room, {
    ...down,
    [`POST ${team}/incidents/inc_shop/resolve`]: { status: 200, body: { text: "Resolved." } },
  });
  await screen.click(screen.button("Resolve…"));
  expect(screen.text()).toContain("the next failed verdict opens it again");
  expect(screen.calls.some(({ name }) => name.endsWith("/resolve"))).toBe(false);
  await screen.click(screen.button("Resolve anyway"));
  expect(screen.calls.some(({ name }) => name.endsWith("/resolve"))).toBe(true);
});

it("snoozes for a chosen time and writes notes", async () => {
  const screen = await show(room, {
    ...down,
    [`POST ${team}/incidents/inc_shop/snooze`]: { status: 200, body: { text: "Snoozed." } },
    [`POST ${team}/incidents/inc_shop/note`]: { status: 200, body: { text: "Noted." } },
  });
  await screen.click(screen.button("Snooze…"));
  await screen.click(screen.button("4 hours"));
  await screen.type(screen.find<HTMLTextAreaElement>('textarea[aria-label="Note for the team"]'), " rolling back ");
  await screen.click(screen.button("Add note"));
  expect(screen.calls.filter(({ name }) => name.startsWith("POST")).map(({ body }) => body)).toEqual([
    { seconds: 14_400 },
    { text: "rolling back" },
  ]);
});

it("takes over from somebody who has it", async () => {
  const screen = await show(room, {
    ...down,
    ...acked,
    [`GET ${team}/incidents/inc_shop`]: { status: 200, body: incidentDetail(ackedIncident()) },
    [`POST ${team}/incidents/inc_shop/take-over`]: { status: 200, body: { text: "You have it now." } },
  });
  expect(screen.button("Join")).toBeTruthy();
  await screen.click(screen.button("Take over from Ben Okafor"));
  expect(screen.calls.filter(({ name }) => name.startsWith("POST"))).toEqual([
    { name: `POST ${team}/incidents/inc_shop/take-over`, body: undefined },
  ]);
  expect(screen.text()).toContain("You have it now.");
});

it("says to who comes late that somebody has it, and names who joined", async () => {
  const said = "already acked by Ben, 12 s ago; you joined";
  const answers: Answers = {
    ...down,
    [`GET ${team}/incidents/inc_shop`]: { status: 200, body: incidentDetail(ackedIncident()) },
    [`POST ${team}/incidents/inc_shop/ack`]: { status: 200, body: { text: said } },
  };
  const screen = await show(room, answers);
  const joined = incidentDetail({ ...ackedIncident(), joined: [ana] });
  answers[`GET ${team}/incidents/inc_shop`] = { status: 200, body: joined };
  await screen.click(screen.button("Join"));
  expect(screen.text()).toContain(said);
  expect(screen.text()).toContain("Ben Okafor has it since 03:35 · Ana Gruber joined");
  expect(() => screen.button("Join")).toThrow("not on the screen");
  expect(screen.button("Take over from Ben Okafor").disabled).toBe(false);
});

it("shows what was posted in a room, and by which policy it pages", async () => {
  const step = { label: "Everyone", startedAt: ago(1), sends: [post({ state: "with the carrier" })] };
  const detail = { status: 200, body: incidentDetail({ steps: [step] }) };
  const screen = await show(room, { ...down, [`GET ${team}/incidents/inc_shop`]: detail });
  expect(screen.text()).toContain("by “Weekdays first”");
  expect(screen.text()).toContain("#opsposted");
});

it("gives a viewer nothing to act with", async () => {
  const view = me();
  const screen = await show(room, {
    ...down,
    "GET /api/me": { status: 200, body: { ...view, teams: view.teams.map((each) => ({ ...each, role: "viewer" })) } },
  });
  expect([...document.querySelectorAll("button")].map(({ textContent }) => textContent)).not.toContain("I’ve got it");
  expect(screen.text()).toContain("Paging now");
});

it("keeps a refused action visible, and the button usable", async () => {
  const screen = await show(room, {
    ...down,
    [`POST ${team}/incidents/inc_shop/ack`]: { status: 503, body: refusal("unavailable", "Try the link in your SMS.") },
  });
  await screen.click(screen.button("I’ve got it"));
  expect(screen.text()).toContain("Try the link in your SMS.");
  expect(screen.button("I’ve got it").disabled).toBe(false);
});

it("shows a refused field at the field", async () => {
  const screen = await show(`/t/${TEAM}/contacts`, {
    ...full(),
    [`POST ${team}/contacts`]: {
      status: 422,
      body: refusal("invalid", "number: this number has too few digits", "number"),
    },
  });
  await screen.type(screen.find<HTMLInputElement>('input[type="tel"]'), "+43 1");
  await screen.click(screen.button("Add phone"));
  expect(screen.find(".mantine-InputWrapper-error").textContent).toBe("this number has too few digits");
});

it("goes where g and a letter point, and shows the keys on ?", async () => {
  const screen = await show(`/t/${TEAM}`, full());
  await screen.press("g");
  await screen.press("i");
  expect(screen.path()).toBe(`/t/${TEAM}/incidents`);
  await screen.press("?");
  expect(screen.find('[aria-label="Keyboard shortcuts"]')).toBeTruthy();
});

it("fetches again what the socket says has changed, many changes at once", async () => {
  const screen = await show(room, full());
  await act(async () => void FakeSocket.last?.dispatchEvent(new Event("open")));
  await screen.settle();
  const before = screen.calls.filter(({ name }) => name.endsWith("/inc_shop")).length;
  await act(async () => {
    for (let seq = 1; seq <= 5; seq++)
      FakeSocket.last?.dispatchEvent(
        new MessageEvent("message", { data: JSON.stringify({ seq, subjects: ["inc_shop"] }) }),
      );
    vi.advanceTimersByTime(300);
  });
  await screen.settle();
  expect(screen.calls.filter(({ name }) => name.endsWith("/inc_shop")).length).toBe(before + 1);
});

it("says in the title and to screen readers what is down, and that the record is", async () => {
  const screen = await show(`/t/${TEAM}`, {
    ...full(),
    [`GET ${team}/overview`]: { status: 200, body: { ...downOverview(), recordDown: true } },
  });
  expect(document.title).toMatch(/^\(2 down\) Overview/);
  expect(screen.find('[aria-live="assertive"]').textContent).toBe("Down: checkout API is down.");
  expect(screen.text()).toContain("Read-only for now.");
});

it("offers the browser's zone to who is still in UTC", async () => {
  const view = me();
  const inUtc = {
    ...view,
    teams: view.teams.map((each) => ({ ...each, zone: "UTC", mine: { ...each.mine, zone: "UTC" } })),
  };
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValue({
    ...new Intl.DateTimeFormat().resolvedOptions(),
    timeZone: "Europe/Vienna",
  });
  const screen = await show(`/t/${TEAM}`, {
    ...full(),
    "GET /api/me": { status: 200, body: inUtc },
    [`GET ${team}/overview`]: { status: 200, body: overview() },
    [`PATCH ${team}/members/me`]: { status: 204, body: null },
    [`PATCH ${team}`]: { status: 204, body: null },
  });
  await screen.click(screen.button("Use Vienna"));
  expect(screen.calls.filter(({ name }) => name.startsWith("PATCH")).map(({ body }) => body)).toEqual([
    { zone: "Europe/Vienna" },
    { zone: "Europe/Vienna" },
  ]);
  vi.restoreAllMocks();
});
