import { guardFindings } from "../guard/holds.ts";
import { needsAttentionAt } from "../heartbeat/view.ts";
import { isUsable } from "../paging/reach.ts";
import type { Contact, Member } from "../team/config.ts";
import { monitorOf } from "../team/monitor-table.ts";
import type { TeamState } from "../team/state.ts";
import { DAY, type Instant } from "../time.ts";
import { findingKey } from "../team/watch-insights.ts";
import { timeText, zoneOf } from "./clock.ts";
import { openIncident } from "./heartbeat.ts";
import type { Overview } from "./views.ts";
import { incidentsInOrder } from "../team/incident-table.ts";

export type AttentionItem = Overview["attention"][number];

/** Kinds that mean that something may go unnoticed right now, so that "everything is fine" would be a lie. */
const CRITICAL = ["nobody_reachable", "page_exhausted", "contact_disabled", "monitor_unknown", "engine_fault"];

export const isCritical = ({ kind }: AttentionItem): boolean => CRITICAL.includes(kind);

/** What somebody should look at, worst first: spec "product" §2.9, as far as it can be known here. */
export function attentionOf(state: TeamState, now: Instant): AttentionItem[] {
  return [
    ...(awake(state).length === 0 ? [nobodyReachable(state)] : []),
    ...exhaustedPages(state),
    ...disabledContacts(state),
    ...unknownMonitors(state),
    ...faults(state, now),
    ...(awake(state).length === 0 ? [] : missingPhones(state)),
    ...quietIncidents(state),
    ...neverPinged(state, now),
    ...findings(state),
    ...heldGuards(state, now),
    ...beyondPlan(state, now),
  ];
}

const members = (state: TeamState): Member[] => state.config?.members ?? [];
const link = (state: TeamState, path: string): string => `/t/${state.team?.id ?? ""}/${path}`;

/** Only SMS and calls wake people (spec "oncall" §7). */
const wakes =
  (state: TeamState) =>
  (contact: Contact): boolean =>
    (contact.kind === "sms" || contact.kind === "voice") && isUsable(state, contact);
const awake = (state: TeamState): Member[] => members(state).filter(({ contacts }) => contacts.some(wakes(state)));

const nobodyReachable = (state: TeamState): AttentionItem => ({
  kind: "nobody_reachable",
  text: "Nobody can be woken: no phone is verified. Add yours, and we can text and call you.",
  link: link(state, "contacts"),
});

function missingPhones(state: TeamState): AttentionItem[] {
  const [only, second] = awake(state);
  const alone: AttentionItem[] =
    only && !second
      ? [
          {
            kind: "one_reachable",
            text: `Only ${only.name} can be woken. If they sleep through it, nobody answers: add a second person.`,
            link: link(state, "members"),
          },
        ]
      : [];
  const silent = members(state).filter((member) => !awake(state).includes(member));
  return [
    ...alone,
    ...silent.map(({ name }) => ({
      kind: "no_wakeup_channel",
      text: `${name} has no verified phone, so we cannot wake them.`,
      link: link(state, "members"),
    })),
  ];
}

const exhaustedPages = (state: TeamState): AttentionItem[] =>
  incidentsInOrder(state)
    .filter(({ state: is, page }) => is === "open" && state.pages[page ?? ""]?.exhausted)
    .map(({ id, name }) => ({
      kind: "page_exhausted",
      text: `${name} is down for a day and nobody answered.`,
      link: link(state, `incidents/${id}`),
    }));

const CHANNEL: Record<Contact["kind"], string> = { sms: "SMS", voice: "Calls", webpush: "Push", email: "E-mail" };

const disabledContacts = (state: TeamState): AttentionItem[] =>
  members(state).flatMap(({ name, contacts }) =>
    contacts.flatMap((contact) => {
      const broken = state.disabled[contact.id];
      if (!broken) return [];
      const reason = broken.reason.replace(/\.$/, "");
      return [
        {
          kind: "contact_disabled",
          text: `${CHANNEL[contact.kind]} to ${name} ${contact.kind === "voice" ? "do" : "does"} not work: ${reason}.`,
          link: link(state, "contacts"),
        },
      ];
    }),
  );

const unknownMonitors = (state: TeamState): AttentionItem[] =>
  (state.config?.monitors ?? [])
    .filter(({ id }) => monitorOf(state, id)?.status === "unknown")
    .map(({ id, name }) => ({
      kind: "monitor_unknown",
      text: `We cannot tell whether ${name} is up: nobody who looks at it can see.`,
      link: link(state, `monitors/${id}`),
    }));

/** What is told once and pages nobody. */
const quietIncidents = (state: TeamState): AttentionItem[] =>
  incidentsInOrder(state)
    .filter(({ state: is, urgency }) => is === "open" && urgency === "low")
    .map(({ id, title }) => ({ kind: "low_incident", text: `${title}.`, link: link(state, `incidents/${id}`) }));

const faults = (state: TeamState, now: Instant): AttentionItem[] =>
  Object.entries(state.faults).map(([item, { at }]) => {
    const name =
      [...(state.config?.heartbeats ?? []), ...(state.config?.monitors ?? []), ...(state.config?.guards ?? [])].find(
        ({ id }) => id === item,
      )?.name ?? item;
    return {
      kind: "engine_fault",
      text: `Nightbell itself has trouble with ${name} since ${timeText(state, at, now)}. Everything else goes on.`,
      link: null,
    };
  });

const neverPinged = (state: TeamState, now: Instant): AttentionItem[] =>
  (state.config?.heartbeats ?? []).flatMap(({ id, name }) => {
    const known = state.heartbeats[id];
    const at = known ? needsAttentionAt(known) : null;
    if (at === null || now < at) return [];
    return [
      {
        kind: "never_pinged",
        text: `${name} has never been pinged, for more than a day.`,
        link: link(state, `heartbeats/${id}`),
      },
    ];
  });

/** What rules about metrics say. Those that page have an incident of their own. */
const findings = (state: TeamState): AttentionItem[] =>
  (state.config?.heartbeats ?? []).flatMap(({ id, name }) =>
    Object.values(state.insights[id]?.findings ?? {})
      // One that pages has an incident, which says it louder.
      .filter(({ severity, rule }) => severity === "warn" || openIncident(state, findingKey(id, rule)) === null)
      .map(({ text }) => ({ kind: "finding", text: `${name}: ${text}.`, link: link(state, `heartbeats/${id}`) })),
  );

/** Clean-up that does not happen, and leases that nobody gave back. What pages has an incident of its own. */
const heldGuards = (state: TeamState, now: Instant): AttentionItem[] =>
  (state.config?.guards ?? []).flatMap((guard) => {
    const known = state.guards[guard.id];
    const found = known ? guardFindings(guard, known, now, zoneOf(state)) : [];
    return found
      .filter(({ kind }) => kind === "warn")
      .map(({ text }) => ({ kind: "guard", text: `${text}.`, link: link(state, "guards") }));
  });

/** How long a refused heartbeat is worth a line. */
const REFUSED_SHOWN = 7 * DAY;

function beyondPlan(state: TeamState, now: Instant): AttentionItem[] {
  const limit = state.config?.heartbeatLimit ?? Infinity;
  const over = (state.config?.heartbeats.length ?? 0) - limit;
  const { refused } = state;
  return [
    ...(over > 0
      ? [
          {
            kind: "over_plan",
            text: `${over} ${over === 1 ? "heartbeat is" : "heartbeats are"} beyond your plan's ${limit}. They are watched all the same.`,
            link: link(state, "heartbeats"),
          },
        ]
      : []),
    ...(refused !== null && now - refused.at < REFUSED_SHOWN
      ? [
          {
            kind: "heartbeat_refused",
            text: `A job pings as ${refused.slug}, but your plan allows no more heartbeats: it is not watched.`,
            link: link(state, "heartbeats"),
          },
        ]
      : []),
  ];
}
