import { act } from "react";
import { describe, expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { axeFaults } from "../testing/axe.ts";
import { ana, ben, NOW, TEAM } from "../testing/now.ts";
import { calendar, everybody, newGap, noNewGap, onCall, overrides, rota, rotaView } from "../testing/on-call.ts";
import { viewer } from "../testing/people.ts";
import { type Screen, setWidth, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";
import { choose, errors, field } from "./monitor-form.testing.ts";

/** The on-call page: who has the pager, the calendar, and what people change for a while. */

const api = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/on-call`;
const at = (text: string): number => Date.parse(text);
const ok = (body: unknown): Answers[string] => ({ status: 200, body });
const made = { status: 201, body: { id: "ovr_new" } };
const gone = { status: 204, body: null };
const answers = (over: Answers = {}): Answers => ({ ...full(), ...over });
const sent = (screen: Screen) => screen.calls.filter(({ name }) => /^(POST|PUT|DELETE)/.test(name));
const blocks = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-block]")];
const labelOf = (element: Element | null | undefined) => element?.getAttribute("aria-label");
const key = async (screen: Screen, name: string): Promise<void> => {
  await act(
    async () => void document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true })),
  );
  await screen.settle();
};

describe("at 1280 px", () => {
  it("says who has the pager, who is next and what is wrong, and draws lanes", async () => {
    setWidth(1280);
    const screen = await show(page, answers());
    expect(screen.text()).toContain("Ana is on call until 30 Nov 09:00.");
    expect([...document.querySelectorAll("dl dt + dd")].map(({ textContent }) => textContent)).toEqual([
      "Ana Gruber, until 30 Nov 09:00",
      "Ben Okafor, from 30 Nov 09:00",
      "Carl, •••• 67",
    ]);
    // Worst first, whatever the order in which they were found.
    expect(screen.text()).toMatch(/Nobody is on call Sat 5 Dec.*Only sleepers/);
    expect(screen.text()).toContain("Somebody is on call 99.9 % of the next 400 days.");
    expect([...document.querySelectorAll('[role="group"][data-kind]')].map((element) => labelOf(element))).toEqual([
      "Everyday",
      "Changes",
      "On call",
    ]);
    const gap = screen.find('[data-kind="gap"]');
    expect(gap.textContent).toBe("nobody: pages go to everyone");
    expect(gap.style.left).toBe(`${((12 + 2 / 24) / 14) * 100}%`);
    await screen.click(gap);
    expect(await axeFaults()).toEqual([]);
  });

  it("goes from block to block by arrow keys, and opens one below with its people’s own time", async () => {
    setWidth(1280);
    const screen = await show(page, answers());
    const stops = blocks().filter(({ tabIndex }) => tabIndex === 0);
    expect(stops.map((element) => labelOf(element))).toEqual(["Ben Okafor, until Mon 23 Nov, 09:00 Vienna"]);
    await act(async () => stops[0]?.focus());
    for (const name of ["ArrowRight", "ArrowUp", "ArrowDown"]) await key(screen, name);
    expect(labelOf(document.activeElement)).toBe("Ben Okafor, Thu 26 Nov, 18:00 – Thu 26 Nov, 22:00 Vienna");
    await screen.click(document.activeElement as HTMLElement);
    expect(screen.text()).toContain("For Ben Okafor: Thu 26 Nov, 18:00 – Thu 26 Nov, 22:00 Lagos");
    expect(document.activeElement?.getAttribute("aria-expanded")).toBe("true");
    // The keyboard is never lost: into the form, back to its button, back to the block.
    await screen.click(screen.button("Cover this…"));
    expect(labelOf(document.activeElement)).toBe("Change who is on call");
    await screen.click(screen.button("Cancel"));
    expect(document.activeElement?.textContent).toBe("Cover this…");
    await screen.click(screen.button("Close"));
    expect(labelOf(document.activeElement)).toMatch(/^Ben Okafor, Thu 26 Nov/);
  });

  it("keeps days, zone and drawing in the address", async () => {
    setWidth(1280);
    const elsewhere = calendar({ zone: "America/New_York" });
    const screen = await show(`${page}?start=2026-11-23`, answers({ [`GET ${api}/on-call/calendar`]: ok(elsewhere) }));
    await screen.click(screen.button("Later"));
    expect(screen.path()).toBe(`${page}?start=2026-12-07`);
    await screen.click(screen.button("Today"));
    await screen.click(screen.find('input[type="radio"][value="rota"]'));
    await screen.click(screen.find('input[type="radio"][value="list"]'));
    expect(screen.path()).toBe(`${page}?zone=rota&as=list`);
    expect(screen.text()).toContain("03:00 – 24:00Ana Gruber");
    await screen.click(screen.find('input[type="radio"][value="lanes"]'));
    expect(labelOf(blocks()[0])).toBe("Ben Okafor, until Mon 23 Nov, 03:00 New York");
  });
});

describe("at 390 px", () => {
  it("is a list by day, with the same detail below the open one", async () => {
    setWidth(390);
    const screen = await show(page, answers());
    expect(blocks()).toEqual([]);
    const days = [...document.querySelectorAll("main ol h3")].map(({ textContent }) => textContent);
    expect([days.length, days[1]]).toEqual([14, "Tue 24 Nov, today"]);
    const gap = screen.find('[data-row][data-kind="gap"]');
    expect(gap.textContent).toBe("02:00 – 09:00nobody: pages go to everyone");
    await screen.click(gap);
    expect(gap.nextElementSibling?.textContent).toContain("Somebody takes it…");
    expect(await axeFaults()).toEqual([]);
  });
});

describe("the pager changes hands", () => {
  it("is mine to the end of the shift, once the server says so", async () => {
    const theirs = rotaView({ now: [ben.id] });
    const list = answers({ [`GET ${api}/on-call`]: ok(onCall({ rotas: [theirs] })) });
    const screen = await show(page, { ...list, [`POST ${api}/rotas/sch_week/take-over`]: made });
    await screen.click(screen.button("Take over"));
    expect(sent(screen)).toEqual([{ name: `POST ${api}/rotas/sch_week/take-over`, body: {} }]);
    expect(screen.text()).toContain("You have the pager, to the end of this shift.");
    // Who has it already has nothing to take.
    await show(page, answers());
    expect([...document.querySelectorAll("button")].some(({ textContent }) => textContent === "Take over")).toBe(false);
  });

  it("finds cover for a part of my shift, and saves a gap only after a second yes", async () => {
    const screen = await show(
      page,
      answers({ [`POST ${api}/rotas/preview`]: ok(newGap()), [`POST ${api}/rotas/sch_week/overrides`]: made }),
    );
    await screen.click(screen.button("Find cover…"));
    expect(screen.path()).toBe(`${page}?panel=cover`);
    expect(field("Which of your shifts").textContent).toContain("Mon 09:00 – Thu 18:00");
    await screen.click(screen.button("Save"));
    expect(errors()).toEqual(["pick somebody"]);
    await choose(screen, "Who covers", ben.id);
    await screen.type(field("Until"), "2026-11-25T12:00");
    await screen.type(field("Reason"), "dentist");
    await screen.click(screen.button("Save"));
    expect(screen.text()).toContain("Nobody is on call Sat 28 Nov 02:00–09:00.");
    const input = {
      kind: "cover",
      for: ana.id,
      by: ben.id,
      from: NOW,
      until: at("2026-11-25T11:00Z"),
      reason: "dentist",
    };
    expect(sent(screen)).toEqual([{ name: `POST ${api}/rotas/preview`, body: { id: "sch_week", override: input } }]);
    await screen.click(screen.button("Save anyway"));
    expect(sent(screen).at(-1)).toEqual({ name: `POST ${api}/rotas/sch_week/overrides`, body: input });
    expect(screen.text()).toContain("Ben Okafor covers for Ana Gruber. It is saved.");
    expect(screen.path()).toBe(page);
  });

  it("forgets what was looked at when the form changes, and shows a refusal at its field", async () => {
    const refused = { status: 422, body: refusal("invalid", "override.until: too far ahead", "override.until") };
    const list = answers({ [`POST ${api}/rotas/preview`]: ok(newGap()) });
    const screen = await show(page, list);
    await screen.click(screen.button("Change who is on call…"));
    await screen.click(screen.find('input[type="radio"][value="away"]'));
    await choose(screen, "Who is away", ana.id);
    expect(screen.text()).toContain("Ana Gruber is away");
    await screen.click(screen.button("Save"));
    expect(screen.button("Save anyway")).toBeTruthy();
    await screen.type(field("Until"), "2027-11-25T12:00");
    list[`POST ${api}/rotas/preview`] = refused;
    await screen.click(screen.button("Save"));
    expect(errors()).toEqual(["too far ahead"]);
    expect(sent(screen).every(({ name }) => name.endsWith("/preview"))).toBe(true);
  });

  it("takes a gap from the calendar, and saves at once what leaves no gap", async () => {
    setWidth(1280);
    const screen = await show(
      page,
      answers({ [`POST ${api}/rotas/preview`]: ok(noNewGap()), [`POST ${api}/rotas/sch_week/overrides`]: made }),
    );
    await screen.click(screen.find('[data-kind="gap"]'));
    await screen.click(screen.button("Somebody takes it…"));
    await choose(screen, "Who", ben.id);
    await screen.click(screen.button("Save"));
    const time = { from: at("2026-12-05T01:00Z"), until: at("2026-12-05T08:00Z"), reason: "" };
    expect(sent(screen).at(-1)?.body).toEqual({ kind: "take", by: ben.id, ...time });
    await screen.click(screen.button("I take it"));
    expect(sent(screen).at(-1)?.body).toEqual({ kind: "take", by: ana.id, ...time });
  });

  it("ends a running change now and removes one ahead, after asking", async () => {
    const [cover, away] = overrides();
    if (cover === undefined || away === undefined) throw new Error("no example");
    const running = rotaView({ settings: rota({ overrides: [{ ...cover, from: NOW - 1 }, away] }) });
    const screen = await show(page, {
      ...answers({ [`GET ${api}/on-call`]: ok(onCall({ rotas: [running] })) }),
      [`DELETE ${api}/rotas/sch_week/overrides/ovr_cover`]: gone,
      [`DELETE ${api}/rotas/sch_week/overrides/ovr_away`]: gone,
    });
    expect(screen.text()).toContain("Ben Okafor covers for Ana Gruber, 03:35 – Thu 22:00 · concert · by Ana Gruber");
    await screen.click(screen.button("Remove…"));
    expect(sent(screen)).toEqual([]);
    await screen.click(screen.button("Remove"));
    await screen.click(screen.button("End now…"));
    await screen.click(screen.button("End now"));
    expect(sent(screen).map(({ name }) => name)).toEqual([
      `DELETE ${api}/rotas/sch_week/overrides/ovr_away`,
      `DELETE ${api}/rotas/sch_week/overrides/ovr_cover`,
    ]);
  });
});

describe("without a rota", () => {
  it("asks whether to take turns, and makes a weekly one in the order of the ticks", async () => {
    const list = answers({ [`GET ${api}/on-call`]: ok(everybody()), [`POST ${api}/rotas`]: made });
    const screen = await show(page, list);
    expect(screen.text()).toContain("Take turns, or everybody?");
    const tick = screen.find(`input[type="checkbox"][value="${ana.id}"]`);
    await screen.click(tick);
    await screen.click(tick);
    expect(screen.text()).toContain("Ben Okafor, then Ana Gruber.");
    await screen.click(screen.button("Take turns"));
    expect(sent(screen)[0]?.body).toMatchObject({
      zone: "Europe/Vienna",
      layers: [{ versions: [{ anchor: "2026-11-23T09:00", unit: "week", every: 1, slots: [[ben.id], [ana.id]] }] }],
    });
  });
});

it("shows a viewer who is on call, and nothing that changes it", async () => {
  setWidth(1280);
  const screen = await show(page, answers({ "GET /api/me": ok(viewer()) }));
  await screen.click(screen.find('[data-kind="gap"]'));
  const words = [...document.querySelectorAll("main button:not([data-block])")].map(({ textContent }) => textContent);
  expect(words).toEqual(["Earlier", "Today", "Later", "Close", "Make a link", "Revoke…", "Show the chain"]);
  expect(document.querySelectorAll("main a[href*='/rota/']")).toHaveLength(0);
});
