import { describe, expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { axeFaults } from "../testing/axe.ts";
import { ana, ben, TEAM } from "../testing/now.ts";
import { newGap, noNewGap, onCall, rota, rotaView } from "../testing/on-call.ts";
import { withRole } from "../testing/people.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";
import { choose, errors, field, named } from "./monitor-form.testing.ts";

/** The rota editor: nothing is saved before what it does has been seen. */

const api = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/on-call/rota`;
const ok = (body: unknown): Answers[string] => ({ status: 200, body });
const gone = { status: 204, body: null };
const answers = (over: Answers = {}): Answers => ({ ...full(), ...over });
const sent = (screen: Screen) => screen.calls.filter(({ name }) => /^(POST|PUT|PATCH|DELETE)/.test(name));

describe("a new rota", () => {
  it("is made of turns that buttons put in order, and of hours", async () => {
    const made = { status: 201, body: { id: "sch_new" } };
    const screen = await show(
      `${page}/new`,
      answers({ [`POST ${api}/rotas/preview`]: ok(noNewGap()), [`POST ${api}/rotas`]: made }),
    );
    await screen.click(screen.button("See what it does"));
    expect(errors()).toEqual(["give it a name"]);
    await screen.type(field("Name"), "Nights");
    await screen.click(named(screen, "Move Ben Okafor up"));
    await screen.click(screen.find('[aria-expanded="false"]'));
    await choose(screen, "Unit", "day");
    await screen.type(field("Hand-over at"), "20:00");
    expect(screen.text()).toContain("Ben Okafor, then Ana Gruber, and again. Hand-over every day at 20:00 Vienna.");
    await screen.click(screen.button("Add hours"));
    expect(await axeFaults()).toEqual([]);
    await screen.click(screen.button("See what it does"));
    expect(screen.text()).toContain("The next 14 days, Vienna time");
    expect(screen.text()).toContain("03:36 – 30 Nov 09:00Ana Gruber");
    const input = {
      name: "Nights",
      zone: "Europe/Vienna",
      layers: [
        {
          id: "layer-1",
          name: "Everyday",
          zone: null,
          windows: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00", spanDays: null }],
          versions: [
            {
              from: null,
              zone: null,
              windows: null,
              until: null,
              anchor: "2026-11-23T20:00",
              unit: "day",
              every: 1,
              slots: [[ben.id], [ana.id]],
            },
          ],
        },
      ],
    };
    expect(sent(screen)).toEqual([{ name: `POST ${api}/rotas/preview`, body: { rota: input } }]);
    await screen.click(screen.button("Make it"));
    expect(sent(screen).at(-1)).toEqual({ name: `POST ${api}/rotas`, body: input });
    expect(screen.path()).toBe(`/t/${TEAM}/on-call`);
  });

  it("shows a refusal at its field, and keeps the form", async () => {
    const refused = refusal("invalid", "rota.layers.0.versions.0.every: at most 366", "rota.layers.0.versions.0.every");
    const screen = await show(
      `${page}/new`,
      answers({ [`POST ${api}/rotas/preview`]: { status: 422, body: refused } }),
    );
    await screen.type(field("Name"), "Nights");
    await screen.click(screen.button("See what it does"));
    expect(errors()).toEqual(["at most 366"]);
    expect(field("Name").value).toBe("Nights");
  });

  it("is not for responders", async () => {
    const screen = await show(`${page}/new`, answers({ "GET /api/me": ok(withRole("responder")) }));
    expect(screen.text()).toContain("Owners and admins make rotas.");
  });
});

describe("an edit of a layer", () => {
  const edit = `${page}/sch_week`;

  it("sends what changed and when it begins, once its gaps were seen", async () => {
    const screen = await show(
      edit,
      answers({ [`POST ${api}/rotas/preview`]: ok(newGap()), [`PATCH ${api}/rotas/sch_week/layers/layer-1`]: gone }),
    );
    expect(screen.text()).toContain("Hand-over every week on Mondays at 09:00 Vienna.");
    await screen.click(screen.button("Edit Everyday"));
    await screen.click(named(screen, "Add a turn of Ben Okafor"));
    expect(screen.find<HTMLInputElement>('input[value="after shift"]').checked).toBe(true);
    await screen.click(screen.find('input[type="radio"][value="now"]'));
    await screen.click(screen.button("See what it does"));
    const change = { slots: [[ana.id], [ben.id], [ben.id]] };
    expect(sent(screen).at(-1)?.body).toEqual({ id: "sch_week", layer: "layer-1", change, rollout: "now" });
    expect(screen.text()).toContain("1 new gap");
    // Another choice is another preview.
    await screen.click(screen.find('input[type="radio"][value="after round"]'));
    expect(screen.text()).not.toContain("1 new gap");
    await screen.click(screen.button("See what it does"));
    await screen.click(screen.button("Save anyway"));
    expect(sent(screen).at(-1)).toEqual({
      name: `PATCH ${api}/rotas/sch_week/layers/layer-1`,
      body: { change, rollout: "after round" },
    });
    expect(screen.button("Edit Everyday")).toBeTruthy();
  });

  it("adds a layer on top, and deletes one after its gaps were seen", async () => {
    const [low] = rota().layers;
    if (low === undefined) throw new Error("no layer");
    const two = rotaView({ settings: rota({ layers: [low, { ...low, id: "lay_high", name: "Nights" }] }) });
    const screen = await show(edit, {
      ...answers({
        [`GET ${api}/on-call`]: ok(onCall({ rotas: [two] })),
        [`POST ${api}/rotas/preview`]: ok(noNewGap()),
      }),
      [`DELETE ${api}/rotas/sch_week/layers/lay_high`]: gone,
      [`POST ${api}/rotas/sch_week/layers`]: { status: 201, body: { id: "lay_new" } },
    });
    await screen.click(screen.button("Delete Nights…"));
    expect(sent(screen).at(-1)?.body).toMatchObject({ rota: { id: "sch_week", layers: [{ id: "layer-1" }] } });
    await screen.click(screen.button("Delete"));
    expect(sent(screen).at(-1)?.name).toBe(`DELETE ${api}/rotas/sch_week/layers/lay_high`);
    await screen.click(screen.button("Add a layer on top"));
    await screen.click(screen.button("See what it does"));
    expect(errors()).toEqual(["give it a name", "add somebody"]);
    await screen.type(field("Name of the layer"), "Weekends");
    await screen.click(named(screen, "Add a turn of Ben Okafor"));
    await screen.click(screen.button("See what it does"));
    await screen.click(screen.button("Add it"));
    expect(sent(screen).at(-1)?.body).toMatchObject({ name: "Weekends", versions: [{ slots: [[ben.id]] }] });
  });

  it("moves the zone only with a warning, and deletes the rota after saying what pages then", async () => {
    const screen = await show(edit, {
      ...answers({ [`POST ${api}/rotas/preview`]: ok(newGap()), [`PATCH ${api}/rotas/sch_week`]: gone }),
      [`DELETE ${api}/rotas/sch_week`]: gone,
    });
    await screen.type(field("Name"), "First");
    await screen.click(screen.button("Save"));
    await screen.click(screen.button("Save anyway"));
    expect(sent(screen).at(-1)?.body).toEqual({ name: "First", zone: "Europe/Vienna" });
    expect(screen.text()).toContain("Everybody is on call then, always. “Weekdays first” and “Nights” ask it by name");
    await screen.click(screen.button("Delete this rota…"));
    await screen.click(screen.button("Delete"));
    expect(sent(screen).at(-1)?.name).toBe(`DELETE ${api}/rotas/sch_week`);
    expect(screen.path()).toBe(`/t/${TEAM}/on-call`);
  });
});
