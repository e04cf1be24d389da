import { isAsleep } from "@nightbell/shared/oncall/quiet";
import type { Page } from "@nightbell/shared/paging/page";
import { decided } from "@nightbell/shared/team/decide";
import type { NewSend, TeamEvent } from "@nightbell/shared/team/events";
import type { TeamState } from "@nightbell/shared/team/state";
import { DAY, MINUTE, SECOND } from "@nightbell/shared/time";
import { asking, edited, folded, ruled, seeing, type Mutant } from "./mutant.ts";

/** Mistakes that a pager can make, each taken from spec "oncall". */

const isMuted = (state: TeamState, user: string, at: number): boolean => {
  const member = state.config?.members.find(({ id }) => id === user);
  return member !== undefined && isAsleep(member, at);
};

/** Changes the messages that a page plans. */
const withSends = (event: TeamEvent, change: (sends: NewSend[]) => NewSend[]): TeamEvent => {
  if (event.kind === "page.stepped") return { ...event, data: { ...event.data, sends: change(event.data.sends) } };
  if (event.kind === "page.widened") return { ...event, data: { ...event.data, sends: change(event.data.sends) } };
  return event;
};

/** Instead of a new run of its ladder, something else happens to a page. */
const insteadOf =
  (why: "unacked" | "snooze ended", then: (event: TeamEvent, page: Page) => TeamEvent) =>
  (events: TeamEvent[], before: TeamState): TeamEvent[] => {
    const at = events.findIndex((event) => event.kind === "page.restarted" && event.data.why === why);
    const restarted = events[at];
    const page = before.pages[restarted?.subject ?? ""];
    return restarted && page ? [...events.slice(0, at), then(restarted, page)] : events;
  };

/** A step that found nobody is waited for as long as any other. */
function gapWaits(events: TeamEvent[]): TeamEvent[] {
  const gaps = new Set(events.flatMap(({ kind, subject }) => (kind === "page.gap" ? [subject] : [])));
  return events.map((event) => {
    if (event.kind !== "page.stepped" || !gaps.has(event.subject)) return event;
    const step = {
      ...event.data.step,
      kind: "policy" as const,
      position: Math.max(0, event.data.step.position - 1),
      users: [],
      rooms: [],
      sleepers: null,
    };
    const next = { at: event.at + 240 * SECOND, kind: "step" as const };
    return { ...event, data: { step, sends: [], next, teamAt: null } };
  });
}

/** What a page had planned before somebody acked it goes out all the same. */
const oldRunsGoOn: typeof decided = (state, command, now) => {
  if (command.kind === "tick") {
    const pages = Object.entries(state.pages).map(([id, page]) => [
      id,
      page.state === "acked" ? { ...page, state: "firing", next: null } : page,
    ]);
    return folded(
      state,
      decided({ ...state, pages: Object.fromEntries(pages) as TeamState["pages"] }, command, now).events,
    );
  }
  const { events } = decided(state, command, now);
  const revived = events.flatMap((event): TeamEvent[] =>
    event.kind === "page.acked"
      ? Object.values(state.sends)
          .filter((send) => send.page === event.subject && send.state === "planned" && send.about === "down")
          .map(({ id, due }) => ({ ...event, kind: "send.retried", subject: id, data: { due, error: "" } }))
      : [],
  );
  return folded(state, [...events, ...revived]);
};

const deliveredIsAcked: typeof decided = (state, command, now) => {
  const first = decided(state, command, now);
  const send = command.kind === "receipt" ? first.state.sends[command.send] : undefined;
  if (!send || send.state !== "delivered") return first;
  const acked = decided(
    first.state,
    { kind: "act", page: send.page, user: send.user, via: "sms", act: { kind: "ack" } },
    now,
  );
  return { events: [...first.events, ...acked.events], state: acked.state };
};

export const ON_CALL_MUTANTS: readonly Mutant[] = [
  ruled("quiet hours mute", "who sleeps is asked without a message", () =>
    edited((events, before) =>
      events.map((event) => withSends(event, (sends) => sends.filter(({ user }) => !isMuted(before, user, event.at)))),
    ),
  ),
  ruled("acks last", "an ack never expires", () =>
    edited(
      insteadOf("unacked", (event, page) => ({
        ...event,
        kind: "page.confirmed",
        data: { user: page.acker ?? "", via: "app" },
      })),
    ),
  ),
  ruled("snooze forgets", "the end of a snooze is the end of the page", () =>
    edited(insteadOf("snooze ended", (event) => ({ ...event, kind: "page.closed", data: { told: [] } }))),
  ),
  ruled("old runs ring", "an ack does not void what was planned", () => oldRunsGoOn),
  ruled("joins are silent", "what joins a page is told to nobody", () =>
    edited((events) =>
      events.map((event) =>
        event.kind === "page.widened" && event.data.why === "join" ? withSends(event, () => []) : event,
      ),
    ),
  ),
  ruled("gaps wait", "a step without people takes its full time", () => edited(gapWaits)),
  ruled("leavers are paged", "who is removed from the team stays in it", () =>
    asking((command, state) => {
      if (command.kind !== "configure") return command;
      const gone = (state.config?.members ?? []).filter(({ id }) =>
        command.config.members.every((member) => member.id !== id),
      );
      return { ...command, config: { ...command.config, members: [...command.config.members, ...gone] } };
    }),
  ),
  ruled("what waited is forgotten", "the end of what held a failure pages for nothing", () =>
    edited((events) => {
      const at = events.findIndex((event) => event.kind === "failure.released" && !event.data.recovered);
      return at === -1 ? events : events.slice(0, at + 1);
    }),
  ),
  ruled("receipts go back", "the last receipt counts, whatever came before", () =>
    seeing("receipt", (state, command) => {
      const send = command.kind === "receipt" ? state.sends[command.send] : undefined;
      return send ? { ...state, sends: { ...state.sends, [send.id]: { ...send, rank: 0 } } } : state;
    }),
  ),
  ruled("delivered is acked", "a receipt stops the ladder", () => deliveredIsAcked),
  ruled("storms ring", "every failure sends an SMS at once", () =>
    seeing("tick", (state) => ({ ...state, lastSms: {} })),
  ),
  ruled("acks steal", "the last ack wins", () =>
    asking((command) =>
      command.kind === "act" && command.act.kind === "ack" ? { ...command, act: { kind: "take over" } } : command,
    ),
  ),
  ruled("the record rewinds", "an older configuration replaces a newer one", () =>
    seeing("configure", (state) => (state.config ? { ...state, config: { ...state.config, version: -1 } } : state)),
  ),
  ruled("broken contacts", "contacts that carriers refused are used", () =>
    seeing("tick", (state) => ({ ...state, disabled: {} })),
  ),
  ruled("one round", "the team is asked once", () =>
    edited((events) =>
      events.map((event) =>
        event.kind === "page.stepped" && event.data.step.kind === "team"
          ? { ...event, data: { ...event.data, next: { at: event.at + DAY, kind: "round" } } }
          : event,
      ),
    ),
  ),
  ruled("calls at once", "the phone rings with the first push", () =>
    edited((events) =>
      events.map((event) =>
        withSends(event, (sends) =>
          sends.map((send) => (send.channel === "voice" ? { ...send, due: event.at } : send)),
        ),
      ),
    ),
  ),
  ruled("steps come early", "a step ends a minute before its time", () =>
    edited((events) =>
      events.map((event) =>
        event.kind === "page.stepped"
          ? { ...event, data: { ...event.data, next: { ...event.data.next, at: event.data.next.at - MINUTE } } }
          : event,
      ),
    ),
  ),
];
