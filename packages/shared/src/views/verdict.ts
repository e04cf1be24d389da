import { everyoneAt } from "../paging/grid.ts";
import { duration } from "../paging/message-time.ts";
import type { Page, Send } from "../paging/page.ts";
import { everyone } from "../paging/reach.ts";
import type { TeamState } from "../team/state.ts";
import { SECOND, type Instant } from "../time.ts";
import { isCritical, type AttentionItem } from "./attention.ts";
import { timeText } from "./clock.ts";
import { onCallOf } from "./on-call.ts";
import type { Overview } from "./views.ts";
import { listed } from "../list-words.ts";
import { capital, counted, nameOf, namesOf } from "./words.ts";
import { incidentsInOrder } from "../team/incident-table.ts";

/** The one sentence of the day, readable half asleep: spec "product" §1. */
export function verdictOf(state: TeamState, now: Instant, attention: readonly AttentionItem[]): Overview["verdict"] {
  const open = incidentsInOrder(state).filter(({ state: is, urgency }) => is === "open" && urgency === "high");
  if (open.length > 0) {
    const count = `${counted(open.length, "thing")} ${open.length === 1 ? "is" : "are"} down.`;
    return { state: "down", sentence: [count, ...ringing(state, pagesOf(state, open), now)].join(" ") };
  }
  const { sentence } = onCallOf(state, now);
  const urgent = attention.filter(isCritical).length;
  if (urgent > 0)
    return {
      state: "attention",
      sentence: `Nothing is down, but ${counted(urgent, "thing")} ${urgent === 1 ? "needs" : "need"} attention. ${sentence}`,
    };
  const watched = (state.config?.heartbeats.length ?? 0) + (state.config?.monitors.length ?? 0);
  return { state: "fine", sentence: `${watched > 0 ? "Everything is fine." : "Nothing is watched yet."} ${sentence}` };
}

function pagesOf(state: TeamState, open: { page: string | null; flap: unknown }[]): Page[] {
  const ids = new Set(open.flatMap(({ page, flap }) => (page === null || flap !== null ? [] : [page])));
  return [...ids].flatMap((id) => state.pages[id] ?? []);
}

/** What is being done about it. A page that nobody has comes before those that somebody has. */
function ringing(state: TeamState, pages: Page[], now: Instant): string[] {
  const firing = pages.find((page) => page.state === "firing");
  if (firing) return [askedSo(state, firing, now), nextSo(state, firing, now)].filter((text) => text !== "");
  const acked = pages.filter((page) => page.state === "acked");
  const owners = [...new Set(acked.flatMap(({ acker }) => acker ?? []))];
  const [first] = acked;
  if (owners.length > 1) return [`${listed(owners.map((user) => nameOf(state, user)))} have them.`];
  if (first?.acker && first.ackedAt !== null)
    return [`${capital(nameOf(state, first.acker))} has it since ${timeText(state, first.ackedAt, now)}.`];
  const until = pages.flatMap(({ snoozeUntil }) => snoozeUntil ?? []);
  if (until.length > 0) return [`Snoozed until ${timeText(state, Math.min(...until), now)}.`];
  return ["It goes up and down; nobody is paged until it holds still."];
}

const VERB: Record<Send["channel"], string> = {
  voice: "called",
  sms: "texted",
  push: "notified",
  chat: "written to",
};

/** Whom this step has asked, by the strongest channel so far, and how long ago. */
function askedSo(state: TeamState, page: Page, now: Instant): string {
  if (page.step?.users.length === 0) return "Nobody can be reached.";
  const sent = Object.values(state.sends).filter(
    (send) =>
      send.page === page.id && send.about === "down" && send.step === page.step?.number && send.claimedAt !== null,
  );
  const channel = (["voice", "sms", "push"] as const).find((candidate) =>
    sent.some((send) => send.channel === candidate),
  );
  if (!channel) return "Nobody has been asked yet.";
  const strongest = sent.filter((send) => send.channel === channel);
  const users = [...new Set(strongest.map(({ user }) => user))];
  const ago = now - Math.max(...strongest.map(({ claimedAt }) => claimedAt ?? 0));
  const [who, is, has] = subjectOf(state, users);
  if (ago < SECOND) return `${who} ${is} being ${VERB[channel]}.`;
  return `${who} ${is === "are" ? "were" : "was"} ${VERB[channel]} ${duration(ago)} ago and ${has} not answered.`;
}

function subjectOf(state: TeamState, users: string[]): [who: string, is: "is" | "are", has: string] {
  const all = everyone(state);
  if (all.length > 1 && all.every((user) => users.includes(user))) return ["Everyone", "is", "has"];
  return users.length === 1
    ? [capital(namesOf(state, users)), "is", "has"]
    : [capital(namesOf(state, users)), "are", "have"];
}

function nextSo(state: TeamState, page: Page, now: Instant): string {
  const { step, next } = page;
  if (!next || next.kind === "exhausted") return "";
  const wait = duration(Math.max(0, next.at - now));
  if (step?.kind === "team" || everyone(state).length < 2) return `The next round is in ${wait}.`;
  return everyoneAt(page) === next.at ? `Everyone is next, in ${wait}.` : `The next step is in ${wait}.`;
}
