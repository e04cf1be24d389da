import { isAsleep } from "@nightbell/shared/oncall/quiet";
import { SECOND, MINUTE } from "@nightbell/shared/time";
import { POISON } from "../world/team.ts";
import type { HumanAct } from "@nightbell/shared/team/rpc";
import { actKey, type Evidence, type Law } from "./law.ts";
import { incidentOf, incidentsInOrder } from "@nightbell/shared/team/incident-table";

/** Votes are fresh: what was seen is not older than a round and its confirmations, plus the recovery that is awaited. */
const FRESH = 3 * MINUTE;
const TOLD_WITHIN = 5 * MINUTE;

/** At most one incident is open for a key (spec "oncall" §1). */
export const oneOpenPerKey = (): Law => ({
  name: "one open incident per key",
  event({ event, state }) {
    if (event.kind !== "incident.opened" && event.kind !== "incident.reopened") return null;
    const key = incidentOf(state, event.subject)?.key;
    const open = incidentsInOrder(state).filter((incident) => incident.key === key && incident.state === "open");
    return open.length > 1 ? `${open.map(({ id }) => id).join(" and ")} are open for ${key}` : null;
  },
});

/** I8 (spec "trust" §4): unknown is neither up nor down, and one region that lies decides nothing. */
export const verdictsAreTrue = ({ probes }: Evidence): Law => {
  /** What waited for a window or a parent opens by the verdict that still stands. */
  const released = new Map<string, number>();
  return {
    name: "I8 verdicts are true",
    event({ event, state, at }) {
      if (event.kind === "failure.released") released.set(event.subject, at);
      const incident = incidentOf(state, event.subject);
      if (incident?.source.kind !== "monitor" || !incident.key.endsWith(incident.source.id) || incident.kind !== "down")
        return null;
      const monitor = incident.source.id;
      if (event.kind === "incident.opened" || event.kind === "incident.reopened") {
        return released.get(incident.key) === at || probes.wasDown(monitor, FRESH, "once")
          ? null
          : `${monitor} is called down, and was up`;
      }
      if (event.kind !== "incident.resolved") return null;
      const recovered = event.data.by === null && event.data.text.includes("again");
      return recovered && probes.wasDown(monitor, FRESH, "throughout") ? `${monitor} is called up, and was down` : null;
    },
  };
};

/** "Delivery is not ack: only a human stops the ladder" (spec "oncall" §5, "trust" F13, F30), each time anew. */
export const onlyPeopleAck = ({ acts }: Evidence): Law => ({
  name: "only people stop a ladder",
  event({ event, before, at }) {
    const page = event.subject;
    const did = (user: string, kind: HumanAct["kind"]): boolean => acts.get(actKey(page, user, kind)) === at;
    if (event.kind === "page.snoozed")
      return did(event.data.user, "snooze") ? null : `${event.data.user} never snoozed ${page}`;
    if (event.kind !== "page.acked" && event.kind !== "page.confirmed") return null;
    const { user } = event.data;
    const taken = did(user, "take over");
    if (!taken && !did(user, "ack")) return `${user} did not ack ${page}`;
    const known = before.pages[page];
    const stolen = event.kind === "page.acked" && known?.state === "acked" && !taken;
    return stolen ? `${user} took ${page} from ${known.acker} by an ack` : null;
  },
});

/** F11 (spec "trust" §3): what cannot be evaluated is said within five minutes, and nothing else breaks. */
export const brokenThingsAreTold = ({ now }: Evidence): Law => {
  let since: number | null = null;
  return {
    name: "F11 what throws is told",
    event({ event, state }) {
      if (event.kind === "item.failed" && event.subject !== POISON)
        return `a rule broke on ${event.subject}: ${event.data.message}`;
      if (event.kind !== "config.changed") return null;
      const poisoned = state.config?.heartbeats.some(({ id }) => id === POISON) ?? false;
      since = poisoned ? (since ?? now()) : null;
      return null;
    },
    minute: (state) =>
      since !== null && now() > since + TOLD_WITHIN && state.faults[POISON] === undefined
        ? `${POISON} throws, and nobody was told`
        : null,
  };
};

/** `now` = max(clock, last event's time) (spec "trust" §5.9, F16). */
export const timeIsTheClocks = ({ clock }: Evidence): Law => ({
  name: "F16 time is the clock's, and never runs back",
  event({ event, before }) {
    const now = Math.max(clock.machine(), before.lastAt);
    return event.at === now ? null : `${event.kind} is dated ${(event.at - now) / SECOND} s off`;
  },
});

/** Quiet hours never mute a page: whoever a step asks is written to, asleep or not (spec "oncall" §3). */
export const askedAreWrittenTo = (): Law => ({
  name: "who is asked is written to",
  event({ event, state }) {
    if (event.kind !== "page.stepped") return null;
    const { step, sends } = event.data;
    const forgotten = step.users.find((user) => !sends.some((send) => send.user === user));
    if (forgotten === undefined) return null;
    const member = state.config?.members.find(({ id }) => id === forgotten);
    return `${forgotten} is asked without a message${member && isAsleep(member, event.at) ? ", asleep" : ""}`;
  },
});
