import type { Page, Send } from "../paging/page.ts";
import { BACKUP } from "../paging/reach.ts";
import type { EventOf, TeamEvent } from "./events.ts";
import type { TeamState } from "./state.ts";

/** Closed pages that stay in memory, for late replies and the lists. */
const KEPT_CLOSED = 20;
/** Sends made in one event are ordered within it; no event makes more. */
export const ORDER_STEP = 10_000;

function opened(event: EventOf<"page.opened">): Page {
  const { incidents, run, policy } = event.data;
  return {
    id: event.subject,
    policy,
    incidents,
    run,
    state: "firing",
    openedAt: event.at,
    openedSeq: event.seq,
    gen: 1,
    restarted: null,
    step: null,
    next: null,
    acker: null,
    ackedAt: null,
    ackFreshAt: null,
    nudged: false,
    ackOrder: 0,
    joined: [],
    snoozeUntil: null,
    snoozeOrder: 0,
    escalatedAt: null,
    backupCalls: 0,
    exhausted: false,
    closedAt: null,
    paged: [],
    posted: [],
  };
}

function trimmed(state: TeamState): TeamState {
  const closed = Object.values(state.pages).filter((page) => page.state === "closed");
  if (closed.length <= KEPT_CLOSED) return state;
  const oldest = closed.reduce((a, b) => ((a.closedAt ?? 0) <= (b.closedAt ?? 0) ? a : b));
  const { [oldest.id]: _gone, ...pages } = state.pages;
  const sends = Object.fromEntries(Object.entries(state.sends).filter(([, send]) => send.page !== oldest.id));
  return { ...state, pages, sends };
}

export function evolvePage(state: TeamState, event: TeamEvent): TeamState {
  if (event.kind === "page.opened") {
    const page = opened(event);
    return {
      ...state,
      pages: { ...state.pages, [page.id]: page },
      counters: { ...state.counters, page: state.counters.page + 1 },
    };
  }
  const page = state.pages[event.kind === "send.claimed" ? (state.sends[event.subject]?.page ?? "") : event.subject];
  if (!page) return state;
  const change = changed(state, page, event);
  if (!change) return state;
  const next = { ...state, pages: { ...state.pages, [page.id]: { ...page, ...change } } };
  return event.kind === "page.closed" ? trimmed(next) : next;
}

function changed(state: TeamState, page: Page, event: TeamEvent): Partial<Page> | null {
  const order = event.seq * ORDER_STEP;
  switch (event.kind) {
    case "page.joined":
      return { incidents: [...page.incidents.filter((id) => id !== event.data.incident), event.data.incident] };
    case "page.restarted":
      return {
        state: "firing",
        gen: page.gen + 1,
        run: event.data.run,
        restarted: { why: event.data.why, owner: page.acker },
        next: null,
        acker: null,
        ackedAt: null,
        ackFreshAt: null,
        nudged: false,
        snoozeUntil: null,
        joined: [],
        backupCalls: 0,
        exhausted: false,
        escalatedAt: event.data.why === "escalated" ? event.at : page.escalatedAt,
      };
    case "page.stepped":
      return {
        step: event.data.step,
        next: { ...event.data.next, order: order + event.data.sends.length + 1 },
        run: { ...page.run, teamAt: event.data.teamAt },
      };
    case "page.widened": {
      if (!page.step) return null;
      const users = [...page.step.users, ...event.data.users.filter((user) => !page.step?.users.includes(user))];
      const sleepers = event.data.why === "sleepers" ? null : page.step.sleepers;
      return { step: { ...page.step, users, sleepers, handoffAt: event.data.handoffAt } };
    }
    case "page.acked":
      return {
        state: "acked",
        acker: event.data.user,
        ackedAt: event.at,
        ackFreshAt: event.at,
        nudged: false,
        ackOrder: order,
        joined: [],
        next: null,
        snoozeUntil: null,
      };
    case "page.confirmed":
      return { ackFreshAt: event.at, nudged: false, ackOrder: order };
    case "page.noted":
      return page.state === "acked" ? { ackFreshAt: event.at, nudged: false, ackOrder: order } : null;
    case "page.answered": {
      const { user } = event.data;
      const joins = page.state === "acked" && user !== page.acker && !page.joined.includes(user);
      return joins ? { joined: [...page.joined, user] } : null;
    }
    case "page.backed":
      return { backupCalls: event.data.calls };
    case "page.nudged":
      return { nudged: true };
    case "page.snoozed":
      return { state: "snoozed", snoozeUntil: event.data.until, snoozeOrder: order, next: null };
    case "page.exhausted":
      return { exhausted: true, next: { ...event.data.next, order } };
    case "page.closed":
      return { state: "closed", closedAt: event.at, next: null, snoozeUntil: null };
    case "send.claimed": {
      const send = state.sends[event.subject];
      return send ? reached(page, send) : null;
    }
    default:
      return null;
  }
}

/** Who hears of the end: people who were asked, and rooms that a step posted to. */
function reached({ step, paged, posted }: Page, { user, room }: Send): Partial<Page> | null {
  if (room !== undefined)
    return step?.rooms.includes(room) && !posted.includes(room) ? { posted: [...posted, room] } : null;
  return user === BACKUP || paged.includes(user) ? null : { paged: [...paged, user] };
}
