import { ringsFor } from "@nightbell/shared/paging/rings-for";
import { SECOND } from "@nightbell/shared/time";
import type { Send } from "@nightbell/shared/paging/page";
import type { TeamState } from "@nightbell/shared/team/state";
import type { Evidence, Law } from "./law.ts";

const rings = ({ about }: Send): boolean => about === "down" || about === "backup";
const SMS_GAP = 60 * SECOND;
const STOPS_WITHIN = 5 * SECOND;

/** I1 (spec "trust" §4): no page without an open incident, none that nobody waits for, none of an older run. */
export const noPageWithoutIncident = (): Law => ({
  name: "I1 no page without an open incident",
  event({ event, before }) {
    const send = event.kind === "send.claimed" ? before.sends[event.subject] : undefined;
    const page = send && before.pages[send.page];
    if (!send || !rings(send)) return null;
    if (page?.state !== "firing") return `${send.id} rings for ${send.page}, which is ${page?.state ?? "gone"}`;
    if (page.gen !== send.gen) return `${send.id} is of run ${send.gen}, and ${send.page} is at ${page.gen}`;
    const ringing = ringsFor(before, page).length;
    if (ringing === 0) return `${send.id} rings for nothing`;
    const told = event.kind === "send.claimed" ? event.data.incidents : 0;
    return told === ringing ? null : `${send.id} says ${told} incidents, and ${ringing} are open`;
  },
});

/** I2 (spec "trust" §4): nothing rings more than 5 s after an ack, a resolution or a deletion. */
export const silenceAfterStop = ({ now, disk }: Evidence): Law => {
  const stopped = new Map<string, number>();
  return {
    name: "I2 silence after ack, resolve, delete",
    event({ event, at }) {
      if (["page.acked", "page.snoozed", "page.closed", "page.restarted"].includes(event.kind))
        stopped.set(event.subject, at);
      return null;
    },
    hand({ send }) {
      if (!rings(send)) return null;
      const page = disk.state.pages[send.page];
      const since = now() - (stopped.get(send.page) ?? 0);
      const stale = page?.state !== "firing" || page.gen !== send.gen;
      return stale && since > STOPS_WITHIN ? `${send.id} rings ${since / SECOND} s after ${send.page} stopped` : null;
    },
  };
};

/** I3 (spec "trust" §4): only members, their verified backup and the team's rooms, as the record has them. */
export const onlyMembers = ({ record }: Evidence): Law => ({
  name: "I3 only members, at their own contacts",
  event({ event, before, state }) {
    const send = event.kind === "send.claimed" ? state.sends[event.subject] : undefined;
    if (!send) return null;
    const config = record.versions.get(before.config?.version ?? 0);
    if (send.channel === "chat")
      return config?.channels.some(({ id }) => id === send.contact) ? null : `${send.contact} is no room of the team`;
    if (send.user === "backup") return config?.backup?.verifiedAt ? null : "there is no backup who said yes";
    const contact = config?.members.find(({ id }) => id === send.user)?.contacts.find(({ id }) => id === send.contact);
    if (!contact) return `${send.contact} is no contact of a member`;
    if (contact.verifiedAt === null) return `${send.contact} is not verified`;
    return before.disabled[contact.id] ? `${send.contact} is out of use` : null;
  },
});

/** I5 (spec "trust" §4): a message goes out once, and once more at most for each thing that went wrong meanwhile. */
export const noDuplicates = ({ disturbances }: Evidence): Law => {
  const taken = new Map<string, { times: number; since: number; unknown: number }>();
  const keys = new Map<string, string>();
  return {
    name: "I5 at most one duplicate for each crash",
    event({ event, before }) {
      if (event.kind !== "send.claimed") return null;
      if (!taken.has(event.subject)) taken.set(event.subject, { times: 0, since: disturbances(), unknown: 0 });
      const send = before.sends[event.subject];
      const page = send && before.pages[send.page];
      if (!send || !page?.step || send.about !== "down" || send.room !== undefined) return null;
      return sameTwice(keys, send);
    },
    hand({ send, taken: isTaken, unknown }) {
      if (!isTaken) return null;
      const known = taken.get(send.id) ?? { times: 0, since: disturbances(), unknown: 0 };
      known.times += 1;
      taken.set(send.id, known);
      const excused = disturbances() - known.since + known.unknown;
      if (unknown) known.unknown += 1;
      return known.times - 1 > excused ? `${send.id} went out ${known.times} times` : null;
    },
  };
};

/** Two messages that stand for the same rung. A join writes at once, beside the rungs of the step. */
function sameTwice(
  keys: Map<string, string>,
  { id, page, gen, step, contact, due, attempts, order }: Send,
): string | null {
  if (attempts > 0) return null;
  const key = [page, gen, step, contact, due, Math.floor(order / 10_000)].join(" ");
  const other = keys.get(key);
  keys.set(key, id);
  return other === undefined || other === id ? null : `${id} repeats ${other}`;
}

/** I11 (spec "trust" §4, §5.4): a carrier is called only for a claim in the log, by whoever owns it, and accepted means handed. */
export const claimBeforeSend = ({ disk }: Evidence): Law => {
  const claims = new Map<string, number>();
  const handed = new Map<string, number>();
  return {
    name: "I11 claim before send",
    event({ event }) {
      if (event.kind === "send.claimed") claims.set(event.subject, (claims.get(event.subject) ?? 0) + 1);
      if (event.kind === "send.accepted" && !handed.has(event.subject))
        return `${event.subject} is accepted, and no carrier has it`;
      return null;
    },
    hand({ send }) {
      const times = (handed.get(send.id) ?? 0) + 1;
      handed.set(send.id, times);
      if (disk.state.sends[send.id] === undefined) return `${send.id} is in no log`;
      return times > (claims.get(send.id) ?? 0) ? `${send.id} goes out without a claim` : null;
    },
  };
};

/** A storm is bundled: a text of a failure at most every minute to a person (spec "oncall" §4). */
export const oneTextAMinute = (): Law => {
  const last = new Map<string, number>();
  return {
    name: "one SMS a minute",
    event({ event, before }) {
      const send = event.kind === "send.claimed" ? before.sends[event.subject] : undefined;
      if (send?.channel !== "sms" || send.about !== "down" || send.attempts > 0) return null;
      const gap = event.at - (last.get(send.user) ?? -Infinity);
      last.set(send.user, event.at);
      return gap < SMS_GAP ? `${send.user} gets an SMS ${gap / SECOND} s after the last` : null;
    },
  };
};

/** Receipts only move forward (spec "oncall" §5, ranks). */
export const ranksOnlyRise = (): Law => ({
  name: "receipts only move forward",
  event({ event, before }) {
    const send = event.kind === "send.progressed" ? before.sends[event.subject] : undefined;
    if (!send || event.kind !== "send.progressed") return null;
    return event.data.rank < send.rank ? `${send.id} falls back from rank ${send.rank} to ${event.data.rank}` : null;
  },
});

/** Whether some member has a contact that works. */
export const isAnyoneReachable = (state: TeamState): boolean =>
  state.config?.members.some(({ contacts }) =>
    contacts.some(({ id, verifiedAt }) => verifiedAt !== null && !state.disabled[id]),
  ) ?? false;
