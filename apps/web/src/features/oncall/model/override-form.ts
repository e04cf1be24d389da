import type { OnCallView } from "@nightbell/shared/views/on-call-views";
import { HOUR, type Instant, MINUTE } from "@nightbell/shared/time";
import { instantOf, wallTime } from "../../../lib/time/wall.ts";
import type { OverrideKind } from "./words.ts";

/** A change of who is on call, as the API takes it; epoch ms. */
export type OverrideInput = { from: Instant; until: Instant; reason: string } & (
  | { kind: "cover"; for: string; by: string }
  | { kind: "take"; by: string }
  | { kind: "also" | "away"; user: string }
);

/** What the form holds; times are wall times of `zone`, as their fields give them. */
export type OverrideForm = {
  kind: OverrideKind;
  /** Who comes in; away: who goes. */
  user: string;
  /** Whose place is taken, for a cover. */
  whose: string;
  from: string;
  until: string;
  zone: string;
  reason: string;
};

const nextMinute = (at: Instant): Instant => Math.ceil(at / MINUTE) * MINUTE;

/** A new one. @param over what is known of it; by default it begins now and lasts 8 hours */
export function newOverride(
  now: Instant,
  zone: string,
  over: Partial<Pick<OverrideForm, "kind" | "user" | "whose">> & { from?: Instant; until?: Instant } = {},
): OverrideForm {
  const from = Math.max(nextMinute(now), over.from ?? 0);
  const { kind = "cover", user = "", whose = "" } = over;
  const until = over.until ?? from + 8 * HOUR;
  return { kind, user, whose, from: wallTime(from, zone), until: wallTime(until, zone), zone, reason: "" };
}

/** What is sent to the API. */
export function overrideOf({ kind, user, whose, zone, ...form }: OverrideForm): OverrideInput {
  const rest = {
    from: instantOf(form.from, zone),
    until: instantOf(form.until, zone),
    reason: form.reason.trim(),
  };
  if (kind === "cover") return { kind, for: whose, by: user, ...rest };
  return kind === "take" ? { kind, by: user, ...rest } : { kind, user, ...rest };
}

export type OverrideFaults = Partial<Record<keyof OverrideForm, string>>;

/** The form's faults by field; empty when it can be sent. */
export function overrideFaults(form: OverrideForm, now: Instant): OverrideFaults {
  const { from, until } = overrideOf(form);
  const faults: OverrideFaults = {};
  if (form.user === "") faults.user = "pick somebody";
  if (form.kind === "cover" && form.whose === "") faults.whose = "pick somebody";
  if (form.kind === "cover" && form.user !== "" && form.user === form.whose) faults.user = "pick somebody else";
  if (Number.isNaN(from)) faults.from = "a date and a time";
  if (Number.isNaN(until)) faults.until = "a date and a time";
  else if (until <= from) faults.until = "after its beginning";
  else if (until <= now) faults.until = "that is over already";
  return faults;
}

/** The form field that a field of the input (as the API names it) is shown at. */
export function overrideField(path: string): keyof OverrideForm {
  const field = path.split(".").at(-1) ?? "";
  if (field === "for") return "whose";
  return field === "from" || field === "until" || field === "reason" || field === "kind" ? field : "user";
}

/** One of the reader's own shifts, to find cover for. */
export type MyShift = OnCallView["mine"][number];

/** A shift of mine as a change: somebody, to be picked, covers for me from now or its beginning to its end. */
export const coverOf = (shift: MyShift, me: string, now: Instant, zone: string): OverrideForm =>
  newOverride(now, zone, {
    kind: "cover",
    whose: me,
    from: Date.parse(shift.from),
    until: Date.parse(shift.until),
  });
