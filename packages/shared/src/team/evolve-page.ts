import type { Page } from "../paging/page.ts";
import type { TeamEvent } from "./events.ts";
import type { TeamState } from "./state.ts";

/** Closed pages that stay in memory, for late replies and the lists. */
const KEPT_CLOSED = 20;
/** Sends made in one event are ordered within it; no event makes more. */
export const ORDER_STEP = 10_000;

function opened(id: string, at: number, seq: number, incidents: string[], run: Page["run"]): Page {
  return {
    id,
    incidents,
    run,
    state: "firing",
    openedAt: at,
    openedSeq: seq,
    gen: 1,
    restarted: null,
    step: null,
    next: null,
    acker: null,
    ackedAt: null,
    ackFreshAt: null,
    nudged: false,
    ackOrder: 0,
    snoozeUntil: null,
    snoozeOrder: 0,
    escalatedAt: null,
    exhausted: false,
    closedAt: null,
    paged: [],
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
    const page = opened(event.subject, event.at, event.seq, event.data.incidents, event.data.run);
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
        next: null,
        snoozeUntil: null,
      };
    case "page.confirmed":
      return { ackFreshAt: event.at, nudged: false, ackOrder: order };
    case "page.noted":
      return page.state === "acked" ? { ackFreshAt: event.at, nudged: false, ackOrder: order } : null;
    case "page.nudged":
      return { nudged: true };
    case "page.snoozed":
      return { state: "snoozed", snoozeUntil: event.data.until, snoozeOrder: order, next: null };
    case "page.exhausted":
      return { exhausted: true, next: { ...event.data.next, order } };
    case "page.closed":
      return { state: "closed", closedAt: event.at, next: null, snoozeUntil: null };
    case "send.claimed": {
      const { user, aside } = state.sends[event.subject] ?? {};
      return user === undefined || aside || page.paged.includes(user) ? null : { paged: [...page.paged, user] };
    }
    default:
      return null;
  }
}
