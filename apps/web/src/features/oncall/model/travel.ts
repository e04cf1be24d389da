import { DAY, HOUR, type Instant } from "@nightbell/shared/time";
import type { Override } from "@nightbell/shared/oncall/rota";
import { isJourney } from "@nightbell/shared/views/on-call-travel";
import type { OnCallView } from "@nightbell/shared/views/on-call-views";
import { instantOf, wallTime } from "../../../lib/time/wall.ts";

/** Where the person is, and whether and when they cannot be reached. Wall times are of `typedIn`. */
export type TravelForm = {
  zone: string;
  badSignal: boolean;
  away: boolean;
  from: string;
  until: string;
  typedIn: string;
};

/** As the API takes it; a null zone is home, the team's. Away is all of it: null ends what was said before. Epoch ms. */
export type TravelInput = {
  zone: string | null;
  badSignal: boolean;
  away: { from: Instant; until: Instant } | null;
};

/** A journey that was said before and is not over, as the overrides that it made; null without one. */
export const journeyOf = ({ rotas, me }: Pick<OnCallView, "rotas" | "me">, now: Instant): Override | null =>
  rotas.flatMap(({ settings }) => settings.overrides).find((override) => isJourney(override, me, now)) ?? null;

/**
 * As it is now; without a journey, the time away would be a day from the next full hour on.
 * @param zone that times are typed in
 */
export function travelForm(view: Pick<OnCallView, "people" | "rotas" | "me">, now: Instant, zone: string): TravelForm {
  const me = view.people.find(({ id }) => id === view.me);
  const journey = journeyOf(view, now);
  const from = journey?.from ?? Math.ceil(now / HOUR) * HOUR;
  return {
    zone: me?.zone ?? zone,
    badSignal: me?.badSignal ?? false,
    away: journey !== null,
    from: wallTime(from, zone),
    until: wallTime(journey?.until ?? from + DAY, zone),
    typedIn: zone,
  };
}

/** @param home the team's zone */
export const travelOf = (form: TravelForm, home: string): TravelInput => ({
  zone: form.zone === home ? null : form.zone,
  badSignal: form.badSignal,
  away: form.away ? { from: instantOf(form.from, form.typedIn), until: instantOf(form.until, form.typedIn) } : null,
});

export type TravelFaults = Partial<Record<keyof TravelForm, string>>;

export function travelFaults(form: TravelForm): TravelFaults {
  const { away } = travelOf(form, form.zone);
  if (away === null) return {};
  if (Number.isNaN(away.from)) return { from: "a date and a time" };
  if (Number.isNaN(away.until)) return { until: "a date and a time" };
  return away.until > away.from ? {} : { until: "after its beginning" };
}

/** The form field that a field of the input (as the API names it) is shown at. */
export function travelField(path: string): keyof TravelForm {
  const field = path.split(".").at(-1);
  return field === "from" || field === "until" || field === "badSignal" || field === "away" ? field : "zone";
}
