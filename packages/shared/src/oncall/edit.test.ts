import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../time.ts";
import { endOverride, reviseLayer, takeOver, withoutPerson } from "./edit.ts";
import { onCallAt } from "./resolve.ts";
import { type LayerChange, type Rollout, ROLLOUTS } from "./rollout.ts";
import { type Override, type Rota, rota as rotaSchema } from "./rota.ts";
import { clockChange, near, zoneName } from "./rotas.testing.ts";
import { shiftsOf } from "./shifts.ts";
import { rotaOf } from "./vectors.testing.ts";
import { instantOf } from "./wall-time.ts";

const at = (text: string): number => Date.parse(text);
const iso = (instant: number): string => `${new Date(instant).toISOString().slice(0, 16)}Z`;

type Turns = { anchor: string; unit: string; every: number; slots: string[][] };
const turning = (tz: string, turns: Partial<Turns> = {}): Rota =>
  rotaOf({
    tz,
    layers: [{ anchor: "2026-01-05T09:00", unit: "week", every: 1, slots: [["ana"], ["bo"], ["cy"]], ...turns }],
  });

const revise = (rota: Rota, change: LayerChange, rollout: Rollout, now: string): Rota =>
  rotaSchema.parse(reviseLayer(rota, "layer_0", change, rollout, at(now)));

/** "2026-01-19T09:00Z cy" for each shift in between. */
const told = (rota: Rota, from: string, until: string): string[] =>
  shiftsOf(rota, at(from), at(until)).map((shift) => `${iso(shift.from)} ${shift.users.join("+") || "nobody"}`);

/** In bo's week, which ends on 19 Jan. */
const NOW = "2026-01-14T00:00Z";
const FOUR = { slots: [["ana"], ["bo"], ["cy"], ["di"]] };

describe("an edit goes on where the old order is", () => {
  test("after this shift, by default: bo finishes, then cy, di, ana (S29)", () => {
    const revised = revise(turning("UTC"), FOUR, "after shift", NOW);
    expect(revised.layers[0]?.versions[1]).toMatchObject({
      from: at("2026-01-19T09:00Z"),
      anchor: "2026-01-19T09:00",
      slots: [["cy"], ["di"], ["ana"], ["bo"]],
    });
    expect(told(revised, NOW, "2026-02-16T09:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-19T09:00Z cy",
      "2026-01-26T09:00Z di",
      "2026-02-02T09:00Z ana",
      "2026-02-09T09:00Z bo",
    ]);
  });

  test("the pager does not move because an order grew (S30)", () => {
    const week9 = "2026-03-09T10:00Z";
    expect(onCallAt(turning("UTC", FOUR), at(week9))).toEqual(["bo"]);
    expect(onCallAt(turning("UTC"), at(week9))).toEqual(["ana"]);
    for (const rollout of ROLLOUTS)
      expect(onCallAt(revise(turning("UTC"), FOUR, rollout, week9), at(week9))).toEqual(["ana"]);
  });

  test("now: bo keeps the shift to its end, and the new order follows bo", () => {
    const revised = revise(turning("UTC"), { slots: [["di"], ["bo"], ["ana"]] }, "now", NOW);
    expect(told(revised, NOW, "2026-02-02T09:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-19T09:00Z ana",
      "2026-01-26T09:00Z di",
    ]);
  });

  test("now, without the person on call: the next who remains takes over at once, until the shift's end", () => {
    const revised = revise(turning("UTC"), { slots: [["ana"], ["di"]] }, "now", NOW);
    expect(told(revised, NOW, "2026-02-02T09:00Z")).toEqual([
      "2026-01-14T00:00Z ana",
      "2026-01-19T09:00Z di",
      "2026-01-26T09:00Z ana",
    ]);
  });

  test("after this shift, without the next person: the one after is next", () => {
    const revised = revise(turning("UTC"), { slots: [["di"], ["ana"], ["bo"]] }, "after shift", NOW);
    expect(told(revised, NOW, "2026-02-02T09:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-19T09:00Z ana",
      "2026-01-26T09:00Z bo",
    ]);
  });

  test("after the full round: ana, bo and cy have had their turns, then the new order from its first", () => {
    const revised = revise(turning("UTC"), { slots: [["di"], ["cy"]] }, "after round", NOW);
    expect(told(revised, NOW, "2026-02-09T09:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-19T09:00Z cy",
      "2026-01-26T09:00Z di",
      "2026-02-02T09:00Z cy",
    ]);
  });

  test("somebody with several turns goes on from the same one of them", () => {
    const rota = turning("UTC", { slots: [["ana", "bo"], ["cy"], ["cy"]] });
    const change = { slots: [["ana", "bo"], ["cy"], ["cy"], ["di"]] };
    const revised = revise(rota, change, "after shift", NOW);
    expect(revised.layers[0]?.versions[1]?.slots).toEqual([["cy"], ["di"], ["ana", "bo"], ["cy"]]);
  });

  test("a pair that loses one goes on with the other", () => {
    const rota = turning("UTC", { slots: [["cy"], ["ana", "bo"]] });
    const revised = revise(rota, { slots: [["cy"], ["di"], ["bo"]] }, "now", NOW);
    expect(told(revised, NOW, "2026-01-26T09:00Z")).toEqual(["2026-01-14T00:00Z bo", "2026-01-19T09:00Z cy"]);
  });

  test("nobody of the old order is left: the new one from its first", () => {
    const revised = revise(turning("UTC"), { slots: [["di"], ["eve"]] }, "after shift", NOW);
    expect(onCallAt(revised, at("2026-01-19T09:00Z"))).toEqual(["di"]);
  });

  test("a layer that has not begun takes the order as it stands", () => {
    const revised = revise(turning("UTC"), { slots: [["cy"], ["ana"]] }, "after shift", "2026-01-01T00:00Z");
    expect(told(revised, "2026-01-05T00:00Z", "2026-01-19T09:00Z")).toEqual([
      "2026-01-05T00:00Z nobody",
      "2026-01-05T09:00Z cy",
      "2026-01-12T09:00Z ana",
    ]);
  });

  test("a layer that is gone cannot be changed", () => {
    expect(() => reviseLayer(turning("UTC"), "layer_9", FOUR, "now", 0)).toThrow("no longer there");
  });
});

describe("an edit while an earlier one waits", () => {
  const waiting = revise(turning("UTC"), FOUR, "after shift", NOW);

  test("replaces it", () => {
    const revised = revise(waiting, { slots: [["ana"], ["bo"], ["eve"], ["cy"]] }, "after shift", NOW);
    expect(revised.layers[0]?.versions).toHaveLength(2);
    expect(told(revised, NOW, "2026-02-02T09:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-19T09:00Z cy",
      "2026-01-26T09:00Z ana",
    ]);
  });

  test("comes at once if it shall, and goes on in what waits", () => {
    const weekly = revise(turning("UTC"), { ...FOUR, windows: [] }, "after shift", NOW);
    const nights = [{ days: [1, 2, 3, 4, 5, 6, 7], start: "20:00", end: "08:00", spanDays: null }];
    const waitingNights = revise(weekly, { ...FOUR, windows: nights }, "after shift", NOW);
    const revised = revise(waitingNights, { slots: [["ana"], ["cy"], ["di"]] }, "now", NOW);
    expect(told(revised, NOW, "2026-01-20T08:00Z")).toEqual([
      "2026-01-14T00:00Z cy",
      "2026-01-19T09:00Z nobody",
      "2026-01-19T20:00Z cy",
    ]);
  });
});

describe("an edit of the rhythm or the zone", () => {
  test("a new anchor is when it begins; bo's week ends there", () => {
    const change = { slots: [["ana"], ["bo"], ["cy"]], anchor: "2026-01-16T17:00" };
    expect(told(revise(turning("UTC"), change, "after shift", NOW), NOW, "2026-01-30T17:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-16T17:00Z cy",
      "2026-01-23T17:00Z ana",
    ]);
    expect(told(revise(turning("UTC"), change, "now", NOW), NOW, "2026-01-30T17:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-23T17:00Z cy",
    ]);
  });

  test("an anchor at the end of bo's week is followed by who is next, even of another rhythm", () => {
    const change = { slots: [["ana"], ["bo"], ["cy"]], anchor: "2026-01-19T09:00", unit: "day" as const };
    expect(told(revise(turning("UTC"), change, "after shift", NOW), NOW, "2026-01-21T09:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-19T09:00Z cy",
      "2026-01-20T09:00Z ana",
    ]);
  });

  test("an anchor in the past sets the hour of the turns, and moves no pager", () => {
    const change = { slots: [["ana"], ["bo"], ["cy"]], anchor: "2026-01-01T12:00" };
    expect(told(revise(turning("UTC"), change, "now", NOW), NOW, "2026-01-29T12:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-15T12:00Z cy",
      "2026-01-22T12:00Z ana",
    ]);
  });

  test("days instead of weeks: bo still, and then day by day", () => {
    const change = { slots: [["ana"], ["bo"], ["cy"]], unit: "day" as const };
    expect(told(revise(turning("UTC"), change, "now", NOW), NOW, "2026-01-16T09:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-14T09:00Z cy",
      "2026-01-15T09:00Z ana",
    ]);
  });

  test("a zone to the east: shifts change at 09:00 there, at once if that has been", () => {
    const revised = revise(turning("UTC"), { ...FOUR, zone: "Asia/Kolkata" }, "after shift", NOW);
    expect(told(revised, NOW, "2026-02-02T03:30Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-19T09:00Z cy",
      "2026-01-26T03:30Z di",
    ]);
  });

  test("a zone to the west: the new order has begun when its clocks come to the anchor", () => {
    const revised = revise(turning("UTC"), { ...FOUR, zone: "America/Chicago" }, "after shift", NOW);
    expect(told(revised, NOW, "2026-02-02T15:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-19T09:00Z cy",
      "2026-01-26T15:00Z di",
    ]);
  });

  test("hours go on in turn, wherever the zone is", () => {
    const rota = turning("UTC", { unit: "hour" });
    for (const zone of ["Asia/Kolkata", "America/Caracas", "Pacific/Kiritimati"]) {
      const revised = revise(rota, { slots: [["ana"], ["bo"], ["cy"]], zone }, "now", NOW);
      const turns = told(revised, NOW, "2026-01-15T00:00Z").map((line) => line.split(" ")[1]);
      const first = ["ana", "bo", "cy"].indexOf(onCallAt(rota, at(NOW))[0] ?? "");
      expect(turns).toEqual(turns.map((_, index) => ["ana", "bo", "cy"][(first + index) % 3]));
      const shifts = shiftsOf(revised, at(NOW), at(NOW) + DAY);
      expect(Math.max(...shifts.map(({ from, until }) => until - from))).toBe(HOUR);
    }
  });

  test("a shift that starts at a skipped hour is followed from where it really starts", () => {
    const rota = turning("Europe/Berlin", { anchor: "2026-03-27T02:30", unit: "day" });
    const revised = revise(rota, FOUR, "after shift", "2026-03-28T12:00Z");
    expect(told(revised, "2026-03-28T12:00Z", "2026-03-31T00:30Z")).toEqual([
      "2026-03-28T12:00Z bo",
      "2026-03-29T01:00Z cy",
      "2026-03-30T00:30Z di",
    ]);
  });

  test("and one in a repeated hour from the first time it comes", () => {
    const rota = turning("America/Chicago", { anchor: "2026-10-30T01:30", unit: "day" });
    const revised = revise(rota, FOUR, "after shift", "2026-10-31T12:00Z");
    expect(told(revised, "2026-10-31T12:00Z", "2026-11-03T07:30Z")).toEqual([
      "2026-10-31T12:00Z bo",
      "2026-11-01T06:30Z cy",
      "2026-11-02T07:30Z di",
    ]);
  });
});

describe("edits in any zone", () => {
  const users = ["ana", "bo", "cy", "di", "eve"];
  const slots = fc
    .uniqueArray(fc.constantFrom(...users), { minLength: 1, maxLength: 5 })
    .map((order) => order.map((user) => [user]));
  const edit = fc.record({ slots, zone: fc.option(zoneName, { freq: 2 }), rollout: fc.constantFrom(...ROLLOUTS) });
  const place = zoneName.chain((zone) =>
    fc.tuple(
      fc.constant(zone),
      clockChange(zone).chain((one) => near(one, 3)),
    ),
  );
  const rhythm = fc.record({ unit: fc.constantFrom("hour", "day", "week"), every: fc.integer({ min: 1, max: 9 }) });

  test("none makes a gap, changes what was, or takes the pager from somebody who stays", () => {
    fc.assert(
      fc.property(
        place,
        rhythm,
        slots,
        fc.array(edit, { minLength: 1, maxLength: 3 }),
        ([zone, start], turns, first, edits) => {
          let rota = turning(zone, { ...turns, slots: first, anchor: iso(start - 9 * DAY).slice(0, 16) });
          let now = start;
          for (const { rollout, zone: newZone, ...change } of edits) {
            const revised = reviseLayer(rota, "layer_0", { ...change, zone: newZone ?? undefined }, rollout, now);
            const [before, after] = [onCallAt(rota, now), onCallAt(revised, now)];
            expect(shiftsOf(revised, start - DAY, now)).toEqual(shiftsOf(rota, start - DAY, now));
            expect(shiftsOf(revised, now, now + 30 * DAY).every((shift) => shift.users.length > 0)).toBe(true);
            const stays = rollout !== "now" || change.slots.some((slot) => slot.includes(before[0] ?? ""));
            if (stays && newZone === null) expect(after).toEqual(before);
            [rota, now] = [revised, now + 7 * HOUR];
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("a person who leaves", () => {
  test("has no turn from now on, also not in an edit that waits", () => {
    const waiting = revise(turning("UTC"), FOUR, "after shift", NOW);
    const left = withoutPerson(waiting, "cy", at(NOW));
    expect(told(left, NOW, "2026-02-09T09:00Z")).toEqual([
      "2026-01-14T00:00Z bo",
      "2026-01-19T09:00Z di",
      "2026-01-26T09:00Z ana",
      "2026-02-02T09:00Z bo",
    ]);
  });

  test("and hands over at once; who was there before stays in the calendar", () => {
    const left = withoutPerson(turning("UTC"), "bo", at(NOW));
    expect(told(left, "2026-01-12T09:00Z", "2026-02-02T09:00Z")).toEqual([
      "2026-01-12T09:00Z bo",
      "2026-01-14T00:00Z cy",
      "2026-01-19T09:00Z ana",
      "2026-01-26T09:00Z cy",
    ]);
  });

  test("was the only one: the layer is silent", () => {
    const left = withoutPerson(turning("UTC", { slots: [["ana"]] }), "ana", at(NOW));
    expect(told(rotaSchema.parse(left), NOW, "2026-02-02T09:00Z")).toEqual(["2026-01-14T00:00Z nobody"]);
  });

  test("takes along the overrides that they are part of", () => {
    const rest = { createdAt: 0, actor: "ana", reason: "" };
    const [soon, later] = [at(NOW) + HOUR, at(NOW) + 2 * HOUR];
    const overrides: Override[] = [
      { id: "begun", kind: "take", by: "di", from: at(NOW) - HOUR, until: later, ...rest },
      { id: "waits", kind: "cover", for: "bo", by: "di", from: soon, until: later, ...rest },
      { id: "other", kind: "away", user: "ana", from: soon, until: later, ...rest },
    ];
    const left = withoutPerson({ ...turning("UTC"), overrides }, "di", at(NOW));
    expect(left.overrides.map(({ id, until }) => [id, until])).toEqual([
      ["begun", at(NOW)],
      ["other", later],
    ]);
  });
});

describe("take over", () => {
  const taken = (rota: Rota, now: string): Override => takeOver(rota, "di", at(now), "ana", "ovr_9");

  test("lasts to the end of the shift", () => {
    const override = taken(turning("UTC"), NOW);
    expect(override).toMatchObject({
      kind: "take",
      by: "di",
      actor: "ana",
      from: at(NOW),
      until: at("2026-01-19T09:00Z"),
    });
    const rota = rotaSchema.parse({ ...turning("UTC"), overrides: [override] });
    expect(told(rota, NOW, "2026-01-20T00:00Z")).toEqual(["2026-01-14T00:00Z di", "2026-01-19T09:00Z cy"]);
  });

  test("does not end when somebody who is there besides goes", () => {
    const rest = { createdAt: 0, actor: "ana", reason: "" };
    const until = at(NOW) + HOUR;
    const overrides: Override[] = [{ id: "ovr_1", kind: "also", user: "eve", from: at(NOW) - HOUR, until, ...rest }];
    expect(taken({ ...turning("UTC"), overrides }, NOW).until).toBe(at("2026-01-19T09:00Z"));
  });

  test("ends with the week where the same person follows for ever", () => {
    expect(taken(turning("Europe/Berlin", { slots: [["ana"]] }), NOW).until).toBe(
      instantOf("Europe/Berlin", "2026-01-19T09:00"),
    );
  });

  test("ends after a day where nobody ever follows", () => {
    expect(taken(turning("UTC", { slots: [[]] }), NOW).until).toBe(at(NOW) + DAY);
  });
});

test("an override that is removed ends now if it has begun, and is gone if it has not", () => {
  const override = takeOver(turning("UTC"), "di", at(NOW), "ana", "ovr_9");
  expect(endOverride(override, at(NOW) + MINUTE)).toEqual({ ...override, until: at(NOW) + MINUTE });
  expect(endOverride(override, at(NOW))).toBeNull();
  expect(endOverride(override, override.until + MINUTE)).toEqual(override);
});
