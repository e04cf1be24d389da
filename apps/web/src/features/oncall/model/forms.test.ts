import { type Override, rota as rotaSchema } from "@nightbell/shared/oncall/rota";
import { DAY, HOUR } from "@nightbell/shared/time";
import { TRAVELLING } from "@nightbell/shared/views/on-call-travel";
import { describe, expect, it } from "vitest";
import { onCall, overrides, rota, rotaView } from "../../../testing/on-call.ts";
import { ana, ben, NOW } from "../../../testing/now.ts";
import { coverOf, newOverride, overrideFaults, overrideField, overrideOf } from "./override-form.ts";
import {
  changeOf,
  layerFaults,
  layerField,
  layerFormOf,
  newLayer,
  newWindow,
  rotaFaults,
  rotaField,
  type RotaForm,
  rotaOf,
  under,
} from "./rota-form.ts";
import { joined, left, shifted } from "./slots.ts";
import { travelFaults, travelField, travelForm, travelOf } from "./travel.ts";

const VIENNA = "Europe/Vienna";
const at = (text: string): number => Date.parse(text);

describe("a change for a while", () => {
  const cover = { ...newOverride(NOW, VIENNA, { whose: ana.id }), user: ben.id, reason: " concert " };

  it("is sent as its kind needs it", () => {
    const time = { from: NOW, until: NOW + 8 * HOUR, reason: "concert" };
    expect(overrideOf(cover)).toEqual({ kind: "cover", for: ana.id, by: ben.id, ...time });
    expect(overrideOf({ ...cover, kind: "take" })).toEqual({ kind: "take", by: ben.id, ...time });
    expect(overrideOf({ ...cover, kind: "away" })).toEqual({ kind: "away", user: ben.id, ...time });
  });

  it("reads its times in its zone", () => {
    const form = { ...cover, zone: "America/New_York", from: "2026-11-25T09:00", until: "2026-11-25T17:00" };
    expect(overrideOf(form).from).toBe(at("2026-11-25T14:00Z"));
  });

  it("never begins in the past", () => {
    expect(newOverride(NOW + 1, VIENNA, { from: NOW - DAY, until: NOW + DAY }).from).toBe("2026-11-24T03:37");
    const [current] = onCall().mine;
    if (current === undefined) throw new Error("no shift");
    expect(coverOf(current, ana.id, NOW, VIENNA)).toMatchObject({
      kind: "cover",
      whose: ana.id,
      from: "2026-11-24T03:36",
      until: "2026-11-26T18:00",
    });
  });

  it.each([
    [{ user: "" }, "user"],
    [{ user: ana.id }, "user"],
    [{ whose: "" }, "whose"],
    [{ from: "" }, "from"],
    [{ until: "" }, "until"],
    [{ until: cover.from }, "until"],
    [{ from: "2026-11-20T09:00", until: "2026-11-20T10:00" }, "until"],
  ])("finds the fault of %j at %s", (more, field) =>
    expect(Object.keys(overrideFaults({ ...cover, ...more }, NOW))).toEqual([field]),
  );

  it("finds the field of a refusal", () => {
    expect(["override.for", "by", "override.until", "what"].map(overrideField)).toEqual([
      "whose",
      "user",
      "until",
      "user",
    ]);
  });
});

describe("a layer", () => {
  const [stored] = rota().layers;
  if (stored === undefined) throw new Error("no layer");
  const initial = layerFormOf(stored, VIENNA, NOW);

  it("changes nothing that the person did not", () => {
    expect(changeOf(initial, initial)).toEqual({});
    expect(changeOf({ ...initial, at: "10:00" }, initial)).toEqual({ anchor: "2026-11-09T10:00" });
    expect(changeOf({ ...initial, every: "2", slots: [[ben.id]] }, initial)).toEqual({ every: 2, slots: [[ben.id]] });
    expect(changeOf({ ...initial, ownZone: true, zone: "Asia/Tokyo" }, initial)).toEqual({ zone: "Asia/Tokyo" });
    expect(changeOf({ ...initial, windows: [newWindow()] }, initial)).toEqual({
      windows: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00", spanDays: null }],
    });
  });

  it("shows its latest version, with the zone and hours that hold", () => {
    const [version] = stored.versions;
    if (version === undefined) throw new Error("no version");
    const windows = [{ days: [6], start: "00:00", end: "00:00", spanDays: 2 }];
    const layer = { ...stored, zone: "Asia/Tokyo", windows, versions: [version, { ...version, slots: [[ben.id]] }] };
    expect(layerFormOf(layer, VIENNA, NOW)).toMatchObject({
      slots: [[ben.id]],
      ownZone: true,
      zone: "Asia/Tokyo",
      windows: [{ days: ["6"], start: "00:00", end: "00:00", spanDays: "2" }],
    });
  });

  it.each([
    [{ name: " " }, "name"],
    [{ slots: [] }, "slots"],
    [{ every: "" }, "every"],
    [{ every: 0 }, "every"],
    [{ at: "" }, "at"],
    [{ firstDay: "" }, "firstDay"],
    [{ windows: [{ ...newWindow(), days: [] }] }, "windows.0.days"],
  ])("finds the fault of %j at %s", (more, field) =>
    expect(Object.keys(layerFaults({ ...initial, ...more }))).toEqual([field]),
  );

  it("finds the field of a refusal", () => {
    expect(["change.every", "versions.0.anchor", "change.windows.1.days.0", "what"].map(layerField)).toEqual([
      "every",
      "firstDay",
      "windows.1.days",
      "slots",
    ]);
  });
});

describe("a new rota", () => {
  const form = (): RotaForm => ({
    name: "Primary",
    zone: VIENNA,
    layers: [newLayer(NOW, VIENNA, "Nights", [ben.id]), newLayer(NOW, VIENNA, "Everyday", [ana.id, ben.id])],
  });

  it("is what the API takes, the highest layer last", () => {
    const input = rotaOf(form());
    expect(rotaSchema.safeParse({ id: "sch_1", overrides: [], ...input }).success).toBe(true);
    expect(input.layers.map(({ id, name }) => `${id} ${name}`)).toEqual(["layer-1 Everyday", "layer-2 Nights"]);
  });

  it("gives somebody the pager at once", () => {
    expect(newLayer(NOW, VIENNA, "").firstDay).toBe("2026-11-23");
    // A Monday before nine: the turn of the week before still runs.
    expect(newLayer(at("2026-11-23T07:59Z"), VIENNA, "").firstDay).toBe("2026-11-16");
    expect(newLayer(at("2026-11-23T08:00Z"), VIENNA, "").firstDay).toBe("2026-11-23");
  });

  it("counts faults as the form shows layers, and refusals from the lowest", () => {
    const faulty = {
      ...form(),
      name: "",
      layers: form().layers.map((layer, i) => (i === 0 ? { ...layer, every: 0 } : layer)),
    };
    expect(Object.keys(rotaFaults(faulty))).toEqual(["name", "layers.0.every"]);
    expect(rotaField("rota.layers.0.versions.0.every", 2)).toBe("layers.1.every");
    expect(under({ "layers.1.every": "no", name: "no" }, "layers.1")).toEqual({ every: "no" });
  });
});

it("moves, shares and ends turns", () => {
  const turns = [["a"], ["b"], ["c"]];
  expect(shifted(turns, 2, -1)).toEqual([["a"], ["c"], ["b"]]);
  expect(shifted(turns, 0, -1)).toEqual(turns);
  expect(shifted(turns, 2, 1)).toEqual(turns);
  expect(joined(turns, 1, "a")).toEqual([["a"], ["b", "a"], ["c"]]);
  expect(joined(turns, 1, "b")).toEqual(turns);
  expect(left([["a", "b"], ["c"]], 0, "a")).toEqual([["b"], ["c"]]);
  expect(left(turns, 0, "a")).toEqual([["b"], ["c"]]);
  expect(left([["a"], [], ["c"]], 2, "c")).toEqual([["a"], []]);
});

describe("travelling", () => {
  const form = travelForm(onCall(), NOW, VIENNA);
  const away = { from: at("2026-11-24T03:00Z"), until: at("2026-11-25T03:00Z") };

  it("is at home in the team’s zone, and away only if said", () => {
    expect(travelOf(form, VIENNA)).toEqual({ zone: null, badSignal: false, away: null });
    expect(travelOf({ ...form, zone: "Asia/Tokyo", badSignal: true, away: true }, VIENNA)).toEqual({
      zone: "Asia/Tokyo",
      badSignal: true,
      away,
    });
  });

  it("keeps a journey that was said before, and forgets one that is over", () => {
    const [, absence] = overrides();
    if (absence === undefined) throw new Error("no example");
    const journey: Override = { ...absence, kind: "away", user: ana.id, reason: TRAVELLING };
    const view = onCall({ rotas: [rotaView({ settings: rota({ overrides: [absence, journey] }) })] });
    expect(travelOf(travelForm(view, NOW, VIENNA), VIENNA).away).toEqual({ from: journey.from, until: journey.until });
    expect(travelForm(view, journey.until, VIENNA).away).toBe(false);
  });

  it("finds faults and fields", () => {
    expect(travelFaults({ ...form, away: true, until: form.from })).toEqual({ until: "after its beginning" });
    expect(travelFaults({ ...form, from: "" })).toEqual({});
    expect(["away.from", "zone", "badSignal"].map(travelField)).toEqual(["from", "zone", "badSignal"]);
  });
});
