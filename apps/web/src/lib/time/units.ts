import { DAY, HOUR, MINUTE, SECOND } from "@nightbell/shared/time";

/** A length of time as a person enters it: a number and a unit. An empty number field is "". */
export type Amount = { count: number | string; unit: Unit };
export type Unit = "seconds" | "minutes" | "hours" | "days";

export const UNITS: readonly Unit[] = ["seconds", "minutes", "hours", "days"];
const SECONDS: Record<Unit, number> = {
  seconds: 1,
  minutes: MINUTE / SECOND,
  hours: HOUR / SECOND,
  days: DAY / SECOND,
};

/** Whole seconds of an amount; NaN when the number field is empty. */
export const toSeconds = ({ count, unit }: Amount): number =>
  count === "" ? Number.NaN : Math.round(Number(count) * SECONDS[unit]);

/** The amount in the largest unit that shows it without a fraction. */
export function toAmount(seconds: number): Amount {
  const unit = UNITS.toReversed().find((candidate) => seconds % SECONDS[candidate] === 0) ?? "seconds";
  return { count: seconds / SECONDS[unit], unit };
}

/** "1 minute", "15 minutes". */
export function amountWords(seconds: number): string {
  const { count, unit } = toAmount(seconds);
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

/** "every minute", "every 15 minutes". */
export const everyWord = (seconds: number): string => `every ${amountWords(seconds).replace(/^1 /, "")}`;
