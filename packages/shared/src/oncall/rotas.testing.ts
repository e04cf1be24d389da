import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { DAY, MINUTE } from "../time.ts";
import type { Override, Rota, RotaLayer, RotaVersion, RotaWindow } from "./rota.ts";

/** Rotas for property tests, made to meet the clock changes of zones with a bad name. Spec "oncall" §11. */

export const ZONES = [
  "America/Chicago",
  "America/Santiago",
  "America/Havana",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "Pacific/Apia",
  "Antarctica/Troll",
  "Asia/Kolkata",
  "Africa/Casablanca",
] as const;

export const zoneName = fc.constantFrom(...ZONES);

/** A clock change of the zone after 2009, epoch ms; any day in a zone that has none. */
export const clockChange = (zone: string): fc.Arbitrary<number> =>
  fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2027, 0, 1) }).map((at) => {
    const change = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).getTimeZoneTransition("next");
    return Math.floor((change?.epochMilliseconds ?? at) / MINUTE) * MINUTE;
  });

const user = fc.constantFrom("ana", "bo", "cy", "di");
const slots = fc.array(fc.uniqueArray(user, { maxLength: 2 }), { minLength: 1, maxLength: 4 });

/** Minutes around those at which clocks change are the interesting ones. */
const clock = fc
  .oneof(fc.integer({ min: 0, max: 4 * 60 }), fc.integer({ min: 0, max: 24 * 60 - 1 }))
  .map((minutes) => new Date(minutes * MINUTE).toISOString().slice(11, 16));

const window: fc.Arbitrary<RotaWindow> = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  start: clock,
  end: clock,
  spanDays: fc.option(fc.integer({ min: 0, max: 7 }), { freq: 3 }),
});

/** An instant on a whole minute, at most so many days from another. */
export const near = (at: number, days: number): fc.Arbitrary<number> =>
  fc.integer({ min: -days * 1_440, max: days * 1_440 }).map((minutes) => at + minutes * MINUTE);

const rhythm = fc.oneof(
  fc.record({ unit: fc.constant("hour" as const), every: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ unit: fc.constantFrom("day", "week", "month"), every: fc.integer({ min: 1, max: 3 }) }),
);

const version = (around: number, from: fc.Arbitrary<number | null>): fc.Arbitrary<RotaVersion> =>
  fc
    .record({
      from,
      zone: fc.option(zoneName, { freq: 2 }),
      anchor: fc.integer({ min: -40 * 24 * 12, max: 12 * 12 }).map((steps) => around + steps * 5 * MINUTE),
      rhythm,
      slots,
      windows: fc.option(fc.array(window, { maxLength: 2 }), { freq: 2 }),
      until: fc.option(near(around, 2), { freq: 2 }),
    })
    .map(({ anchor, rhythm: turns, ...rest }) => ({
      ...rest,
      ...turns,
      anchor: new Date(anchor).toISOString().slice(0, 16),
    }));

const layer = (around: number): fc.Arbitrary<RotaLayer> =>
  fc.record({
    id: fc.uuid(),
    name: fc.constant("Layer"),
    zone: fc.option(zoneName),
    versions: fc
      .tuple(version(around, fc.constant(null)), fc.array(version(around, near(around, 1)), { maxLength: 2 }))
      .map(([first, others]) => [first, ...others]),
    windows: fc.array(window, { maxLength: 2 }),
  });

/** An override within a day or two of an instant. */
export const overrideNear = (around: number): fc.Arbitrary<Override> =>
  fc
    .record({
      kind: fc.constantFrom("cover", "take", "also", "away"),
      one: user,
      other: user,
      from: near(around, 1),
      minutes: fc.integer({ min: 0, max: 2_000 }),
    })
    .map(({ kind, one, other, from, minutes }) => {
      const rest = { id: "ovr_1", from, until: from + minutes * MINUTE, createdAt: 0, actor: "ana", reason: "" };
      if (kind === "cover") return { kind, for: one, by: other, ...rest };
      return kind === "take" ? { kind, by: one, ...rest } : { kind, user: one, ...rest };
    });

/** A rota, and the instant around which it is interesting. */
export type Case = { rota: Rota; around: number };

export const rotaCase: fc.Arbitrary<Case> = zoneName.chain((zone) =>
  clockChange(zone).chain((around) =>
    fc.record({
      around: fc.constant(around),
      rota: fc.record({
        id: fc.constant("sch_1"),
        name: fc.constant("Rota"),
        zone: fc.constant(zone),
        layers: fc.array(layer(around), { minLength: 1, maxLength: 3 }),
        overrides: fc.array(overrideNear(around), { maxLength: 4 }),
      }),
    }),
  ),
);

/** An instant within the days around a case. */
export const instantNear = ({ around }: Case): fc.Arbitrary<number> =>
  fc.integer({ min: around - 2 * DAY, max: around + 2 * DAY });
