import type { Override } from "@nightbell/shared/oncall/rota";
import type { Instant } from "@nightbell/shared/time";
import type { CoverageFinding, OnCallView, RotaView, ShiftView } from "@nightbell/shared/views/on-call-views";
import { absolute, dateTime, zoneName } from "../../../lib/time/format.ts";
import { wallTime } from "../../../lib/time/wall.ts";
import type { Mark } from "../../../ui/mark.ts";
import type { AgendaItem } from "./agenda.ts";
import type { Block } from "./lanes.ts";
import { listedNames, type Names } from "./people.ts";

/** What stands in for nobody, wherever it is drawn. */
export const GAP = "nobody: pages go to everyone";

export type OverrideKind = Override["kind"];

/** The page's one sentence. Without a rota nobody takes turns. Spec "product" §2.6, "Empty". */
export function leadOf({
  rotas,
  people,
  me,
  sentence,
}: Pick<OnCallView, "rotas" | "people" | "me" | "sentence">): string {
  if (rotas.length > 0) return sentence;
  return people.length === 1 && people[0]?.id === me
    ? "You are on call, always. Add a second person."
    : "Everybody is on call, always.";
}

/** A change as one says it: "Ben covers for Ana". */
export function kindSentence(kind: OverrideKind, who: string, whose: string): string {
  if (kind === "cover") return `${who} covers for ${whose}`;
  if (kind === "take") return `${who} takes the pager`;
  return kind === "also" ? `${who} too` : `${who} is away`;
}

export function overrideSentence(override: Override, names: Names): string {
  if (override.kind === "cover") return kindSentence("cover", names(override.by), names(override.for));
  return kindSentence(override.kind, names(override.kind === "take" ? override.by : override.user), "");
}

/** Two instants near now: "09:00 – 17:00", "Mon 09:00 – Tue 09:00". */
export function span(from: Instant, until: Instant, now: Instant, zone: string): string {
  const start = absolute(from, now, zone);
  const end = absolute(until, now, zone);
  return start.length > 5 && start.slice(0, -5) === end.slice(0, -5)
    ? `${start} – ${end.slice(-5)}`
    : `${start} – ${end}`;
}

/** When a block is, in full and in a zone: "Mon 23 Nov, 09:00 – Mon 30 Nov, 09:00 Vienna". */
export function blockSpan(block: Pick<Block, "from" | "until" | "startKnown" | "endKnown">, zone: string): string {
  const from = dateTime(block.from, zone);
  const until = dateTime(block.until, zone);
  const place = zoneName(zone);
  if (!block.startKnown && !block.endKnown) return `all of the time shown, ${place}`;
  if (!block.startKnown) return `until ${until} ${place}`;
  return block.endKnown ? `${from} – ${until} ${place}` : `from ${from} ${place} on`;
}

/** What a block is called where it cannot be seen. */
export function blockName(block: Block, names: Names, zone: string): string {
  const what =
    block.override !== null
      ? overrideSentence(block.override, names)
      : block.kind === "gap"
        ? GAP
        : listedNames(block.users, names);
  return `${what}, ${blockSpan(block, zone)}`;
}

/** "Ana Gruber, until Mon 09:00". */
export function nowWords({ now: users, until }: RotaView, names: Names, now: Instant, zone: string): string {
  const who = users.length === 0 ? GAP : listedNames(users, names);
  return until === null ? `${who}, always` : `${who}, until ${absolute(Date.parse(until), now, zone)}`;
}

/** "Ben Okafor, from Mon 09:00". */
export function nextWords(next: ShiftView | null, names: Names, now: Instant, zone: string): string {
  if (next === null) return "nobody else";
  const who = next.users.length === 0 ? GAP : listedNames(next.users, names);
  return `${who}, from ${absolute(Date.parse(next.from), now, zone)}`;
}

export function backupWords(backup: OnCallView["backup"]): string {
  if (backup === null) return "nobody outside the team";
  return `${backup.name}, ${backup.phone}${backup.verified ? "" : ", not verified"}`;
}

/** How much of the coming time somebody is on call; never rounded up to all of it. */
export const coverageWords = (percent: number): string =>
  percent >= 100
    ? "Somebody is on call all of the next 400 days."
    : `Somebody is on call ${Math.floor(percent * 10) / 10} % of the next 400 days.`;

const FINDING_WORDS: Record<CoverageFinding["kind"], string> = {
  gap: "nobody",
  "dst gap": "nobody, when clocks change",
  asleep: "only sleepers",
  "one person": "one person",
  unproven: "unproven",
};

/** A gap is worse than a risk. */
export const findingMark = (kind: CoverageFinding["kind"]): Mark =>
  kind === "gap" || kind === "dst gap"
    ? { shape: "square", tone: "down", word: FINDING_WORDS[kind] }
    : { shape: "half", tone: "late", word: FINDING_WORDS[kind] };

/** Overrides that run or are to come, the soonest first. */
export const aheadOf = (overrides: readonly Override[], now: Instant): Override[] =>
  overrides.filter(({ until }) => until > now).toSorted((a, b) => a.from - b.from || a.createdAt - b.createdAt);

/** "Mon 23 Nov" of "2026-11-23". */
export const dayWords = (date: string): string => dateTime(Date.parse(`${date}T12:00Z`), "UTC").split(",")[0] ?? date;

/** The part of a day that an item of the agenda has: "all day", "09:00 – 24:00". */
export function dayPart({ from, until, allDay }: Omit<AgendaItem, "key" | "block">, zone: string): string {
  if (allDay) return "all day";
  const clock = (at: Instant): string => wallTime(at, zone).slice(11);
  const end = clock(until);
  return `${clock(from)} – ${end === "00:00" ? "24:00" : end}`;
}
