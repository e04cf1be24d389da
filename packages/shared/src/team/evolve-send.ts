import { isFinal, type Send } from "../paging/page.ts";
import type { NewSend, TeamEvent } from "./events.ts";
import { ORDER_STEP } from "./evolve-page.ts";
import type { TeamState } from "./state.ts";

/** Steps of a page whose finished sends stay in memory; the log has them all. */
const KEPT_STEPS = 3;

function added(
  state: TeamState,
  event: TeamEvent,
  page: string,
  step: number,
  gen: number,
  news: NewSend[],
): TeamState {
  const sends = { ...state.sends };
  let count = state.counters.send;
  news.forEach((draft, i) => {
    count += 1;
    const id = `snd_${String(count).padStart(6, "0")}`;
    sends[id] = {
      ...draft,
      id,
      page,
      gen,
      step,
      order: event.seq * ORDER_STEP + i,
      state: "planned",
      attempts: 0,
      leaseUntil: null,
      providerId: null,
      rank: 0,
      claimedAt: null,
      sentAt: null,
      receiptDue: null,
      receiptOrder: 0,
      settledAt: null,
      error: null,
    };
  });
  return { ...state, sends, counters: { ...state.counters, send: count } };
}

function patch(state: TeamState, id: string, change: Partial<Send>): TeamState {
  const send = state.sends[id];
  return send ? { ...state, sends: { ...state.sends, [id]: { ...send, ...change } } } : state;
}

/** Marks a page's waiting sends as not to be sent, and forgets the long finished ones. */
function dropped(state: TeamState, page: string, at: number, which: (send: Send) => boolean, keepFrom = 0): TeamState {
  const sends: Record<string, Send> = {};
  for (const send of Object.values(state.sends)) {
    if (send.page !== page) sends[send.id] = send;
    else if (send.state === "planned" && which(send)) sends[send.id] = { ...send, state: "cancelled", settledAt: at };
    else if (send.step >= keepFrom || !isOver(send)) sends[send.id] = send;
  }
  return { ...state, sends };
}

/** Nothing more is to come of it. A push service never reports, so a push that it took is done. */
const isOver = ({ state, channel }: Send): boolean => isFinal(state) || (channel === "push" && state === "accepted");

const isRinging = (send: Send): boolean => send.about === "down";

export function evolveSend(state: TeamState, event: TeamEvent): TeamState {
  const page = state.pages[event.subject];
  switch (event.kind) {
    case "page.stepped": {
      const before = dropped(state, event.subject, event.at, isRinging, event.data.step.number - KEPT_STEPS);
      return added(before, event, event.subject, event.data.step.number, page?.gen ?? 1, event.data.sends);
    }
    case "page.widened": {
      const cut = dropped(state, event.subject, event.at, (send) => event.data.dropped.includes(send.id));
      return added(cut, event, event.subject, page?.step?.number ?? 0, page?.gen ?? 1, event.data.sends);
    }
    case "send.added": {
      // What belongs to no page goes with none: it is forgotten when the next is added.
      const before = page ? state : dropped(state, event.subject, event.at, () => false, Infinity);
      return added(before, event, event.subject, page?.step?.number ?? 0, page?.gen ?? 1, event.data.sends);
    }
    case "page.restarted":
    case "page.acked":
    case "page.snoozed":
      return dropped(state, event.subject, event.at, isRinging);
    case "page.closed":
      // What is finished then is history, which the log keeps; carriers still report on the rest.
      return dropped(state, event.subject, event.at, isRinging, Infinity);
    case "send.claimed":
    case "send.accepted":
    case "send.retried":
    case "send.deferred":
    case "send.readdressed":
    case "send.progressed":
    case "send.unconfirmed":
    case "send.shown":
      return settled(state, event);
    default:
      return state;
  }
}

function settled(state: TeamState, event: TeamEvent): TeamState {
  const send = state.sends[event.subject];
  if (!send) return state;
  switch (event.kind) {
    case "send.claimed":
      return claimed(state, send, event.at, event.data.leaseUntil);
    case "send.accepted":
      return patch(state, send.id, {
        state: "accepted",
        leaseUntil: null,
        sentAt: event.at,
        providerId: event.data.providerId,
        receiptDue: event.data.receiptDue,
        receiptOrder: event.seq * ORDER_STEP,
      });
    case "send.retried":
      return patch(state, send.id, {
        state: "planned",
        leaseUntil: null,
        due: event.data.due,
        error: event.data.error,
      });
    case "send.readdressed":
      return patch(state, send.id, { contact: event.data.contact });
    case "send.deferred":
      return patch(state, send.id, { due: event.data.due });
    case "send.progressed": {
      const { state: reached, rank, error } = event.data;
      const over = isFinal(reached);
      return patch(state, send.id, {
        state: reached,
        rank,
        error,
        leaseUntil: null,
        receiptDue: over ? null : send.receiptDue,
        settledAt: over ? event.at : null,
      });
    }
    case "send.unconfirmed":
      return patch(state, send.id, { receiptDue: null, error: "no delivery receipt after 60 s" });
    case "send.shown":
      return patch(state, send.id, { state: "opened", settledAt: event.at, receiptDue: null });
    default:
      return state;
  }
}

function claimed(state: TeamState, send: Send, at: number, leaseUntil: number): TeamState {
  const next = patch(state, send.id, { state: "leased", leaseUntil, claimedAt: at, attempts: send.attempts + 1 });
  if (send.about !== "down") return next;
  if (send.channel === "sms") return { ...next, lastSms: { ...next.lastSms, [send.user]: at } };
  return send.channel === "push" ? { ...next, lastPush: { ...next.lastPush, [send.user]: at } } : next;
}
