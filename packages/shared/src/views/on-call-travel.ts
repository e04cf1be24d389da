import { placeOf } from "../heartbeat/time-text.ts";
import type { Override, Rota } from "../oncall/rota.ts";
import { spanText } from "../oncall/when-text.ts";
import type { Member } from "../team/config.ts";
import type { Instant } from "../time.ts";
import { listed } from "../list-words.ts";
import { counted } from "./words.ts";

/** Travelling: what it changes, in sentences. Spec "oncall" §9. */

/** The reason of overrides that travelling made: the next journey takes their place. */
export const TRAVELLING = "Travelling";

/** Whether an override is a person's own journey that is not over. */
export const isJourney = (override: Override, user: string, now: Instant): boolean =>
  override.kind === "away" && override.user === user && override.reason === TRAVELLING && override.until > now;

/** Whether a person has turns in a rota, now or to come, or changes of it have them on call. */
export function isInRota({ layers, overrides }: Rota, user: string, now: Instant): boolean {
  const hasTurn = layers.some(({ versions }) =>
    versions.some(
      ({ slots, until }, i) =>
        (until === null || until > now) &&
        !versions.slice(i + 1).some(({ from }) => from === null || from <= now) &&
        slots.some((slot) => slot.includes(user)),
    ),
  );
  return hasTurn || overrides.some((one) => one.until > now && bringsIn(one, user));
}

const bringsIn = (override: Override, user: string): boolean => {
  if (override.kind === "away") return false;
  return (override.kind === "also" ? override.user : override.by) === user;
};

/** `rotas`: names of those that the person is taken out of; `back`: of those that they come back to. */
export type Journey = {
  member: Member;
  zone: string;
  badSignal: boolean;
  away: { from: Instant; until: Instant } | null;
  rotas: string[];
  back: string[];
  gaps: number;
  now: Instant;
};

/** What a journey means, for its person to read before they save it and after. */
export function travelSentences(journey: Journey): string[] {
  const said = [...zoneText(journey), ...signalText(journey), ...awayText(journey)];
  return said.length === 0 ? ["Nothing changes."] : said;
}

function zoneText({ member: { zone: before, quiet }, zone }: Journey): string[] {
  if (before === zone) return [];
  const hours = quiet === null ? "Times in your messages" : `Your quiet hours ${quiet.from}–${quiet.to}`;
  return [`${hours} are ${placeOf(zone)}'s from now on. Rotas turn as before.`];
}

function signalText({ member: { badSignal: before }, badSignal }: Journey): string[] {
  if (before === badSignal) return [];
  return [
    badSignal
      ? "Calls come first, because your signal is bad: at once and after 1 min, an SMS after 90 s."
      : "You are paged as usual: push and SMS first, then calls.",
  ];
}

function awayText({ away, rotas, back, zone, gaps, now }: Journey): string[] {
  const returns = back.length > 0 ? [`You are back in ${listed(back)}.`] : [];
  if (away === null) return returns;
  if (rotas.length === 0) return ["You are in no rota. What pages everyone reaches you all the same."];
  const when = spanText(away.from, away.until, { zone, now });
  return [
    `You are not on call by ${listed(rotas)} ${when}. What pages everyone reaches you all the same.`,
    gaps === 0
      ? "Somebody else is on call all that time."
      : `That leaves ${counted(gaps, "hole")}: find somebody to cover.`,
  ];
}
