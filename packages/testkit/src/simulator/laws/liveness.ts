import type { Incident } from "@nightbell/shared/incident/incident";
import type { Page } from "@nightbell/shared/paging/page";
import { nextTimer } from "@nightbell/shared/team/agenda";
import { monitorOf } from "@nightbell/shared/team/monitor-table";
import type { TeamState } from "@nightbell/shared/team/state";
import { isHeartbeatMaintained, isMaintained } from "@nightbell/shared/team/watch-maintenance";
import { HOUR, MINUTE, SECOND } from "@nightbell/shared/time";
import { EVERY_SECONDS } from "../world/team.ts";
import type { Evidence, Law } from "./law.ts";
import { isAnyoneReachable } from "./sends.ts";
import { incidentsInOrder } from "@nightbell/shared/team/incident-table";

/** An alarm that is lost is missed by the sweeper a minute later. */
const REPAIRED_WITHIN = 2 * MINUTE + 5 * SECOND;
const GRACE = 5 * MINUTE;
/** Clocks are off by a quarter of an hour, and drift. */
const MOST_SKEW = 18 * MINUTE;

const alerting = ({ state, urgency, flap }: Incident): boolean =>
  state === "open" && urgency === "high" && flap === null;

/** L1 (spec "trust" §4): what is open and nobody has rings, at once after all is well and as often as its rounds say. */
export const openIncidentsRing = ({ now, wellFrom }: Evidence): Law => {
  const rang = new Map<string, number>();
  return {
    name: "L1 open incidents ring",
    hand({ send }) {
      if (send.about === "down") rang.set(send.page, now());
      return null;
    },
    minute(state) {
      const well = wellFrom();
      if (well === null || now() < well + REPAIRED_WITHIN || !isAnyoneReachable(state)) return null;
      for (const incident of incidentsInOrder(state)) {
        const silent = alerting(incident)
          ? silence(state.pages[incident.page ?? ""], Math.max(rang.get(incident.page ?? "") ?? 0, well), now())
          : null;
        if (silent) return `${incident.id} (${incident.page}) ${silent}`;
      }
      return null;
    },
  };
};

function silence(page: Page | undefined, since: number, now: number): string | null {
  if (!page || page.state === "closed") return "is open, and no page rings for it";
  if (page.state === "acked")
    return now > (page.ackFreshAt ?? 0) + 30 * MINUTE + REPAIRED_WITHIN ? "has an ack that does not expire" : null;
  if (page.state === "snoozed")
    return now > (page.snoozeUntil ?? 0) + REPAIRED_WITHIN ? "was snoozed and forgotten" : null;
  if (page.exhausted) return null;
  const { teamAt } = page.run;
  const gap = teamAt !== null && now > teamAt + HOUR - 5 * MINUTE ? 15 * MINUTE : 5 * MINUTE;
  const quiet = now - Math.max(since, page.run.t0);
  return quiet > gap + REPAIRED_WITHIN ? `has rung nobody for ${Math.round(quiet / SECOND)} s` : null;
}

/** L1, whom: a ladder that nobody stops reaches everyone who can be reached (spec "oncall" §3). */
export const everyoneIsReached = ({ now, wellFrom }: Evidence): Law => {
  const reached = new Map<string, number>();
  return {
    name: "L1 every ladder reaches everyone",
    hand({ send }) {
      if (send.about === "down") reached.set(`${send.page} ${send.user}`, now());
      return null;
    },
    end(state) {
      const well = wellFrom() ?? Infinity;
      for (const page of Object.values(state.pages)) {
        const since = Math.max(well, page.run.t0);
        if (page.state !== "firing" || page.exhausted || now() - since < 50 * MINUTE) continue;
        const missed = state.config?.members.find(
          ({ id, contacts }) =>
            contacts.some((contact) => contact.verifiedAt !== null && !state.disabled[contact.id]) &&
            (reached.get(`${page.id} ${id}`) ?? 0) < since,
        );
        if (missed) return `${page.id} never reached ${missed.id}`;
      }
      return null;
    },
  };
};

/** L2 (spec "trust" §4): what nobody has can wake us: by its alarm, or by the sweeper; and once all is well nothing is late. */
export const somethingWakesUs = ({ now, alarm, sweeps, wellFrom }: Evidence): Law => ({
  name: "L2 something wakes us",
  minute(state) {
    const rings = Object.values(state.pages).some((page) => page.state === "firing");
    if (rings && !sweeps && !alarm.isSet) return "a page rings, and nothing will wake us";
    const well = wellFrom();
    if (well === null || now() < well + REPAIRED_WITHIN) return null;
    const due = nextTimer(state);
    return due !== null && now() > due + REPAIRED_WITHIN ? `something is due for ${(now() - due) / SECOND} s` : null;
  },
});

/** L4 (spec "trust" §4): what is dead is found: a site within one and a half intervals, a job at its deadline. */
export const deadThingsAreFound = ({ now, wellFrom, probes, jobs }: Evidence): Law => ({
  name: "L4 dead things are found",
  minute(state) {
    const well = wellFrom();
    const untold = Object.keys(state.heartbeats).find(
      (id) => state.heartbeats[id]?.status === "down" && !isKnown(state, `heartbeat:${id}`),
    );
    if (untold !== undefined) return `${untold} is down, and nobody knows`;
    if (well === null) return null;
    return undetectedSite(state, now(), well, probes) ?? undetectedJob(state, now(), well, jobs);
  },
});

function undetectedSite(state: TeamState, now: number, well: number, probes: Evidence["probes"]): string | null {
  for (const { id, intervalSeconds } of state.config?.monitors ?? []) {
    const bound = 1.5 * intervalSeconds * SECOND + 15 * SECOND + REPAIRED_WITHIN;
    if (now < well + bound || !probes.wasDown(id, bound, "throughout")) continue;
    if (monitorOf(state, id)?.status === "paused" || isMaintained(state, id)) continue;
    if (!isKnown(state, `monitor:${id}`)) return `${id} is down, and nobody knows`;
  }
  return null;
}

function undetectedJob(state: TeamState, now: number, well: number, jobs: Evidence["jobs"]): string | null {
  for (const { id } of state.config?.heartbeats ?? []) {
    const every = EVERY_SECONDS[id];
    const last = jobs.lastSuccess.get(id);
    const known = state.heartbeats[id];
    if (every === undefined || last === undefined || known?.status !== "up" || isHeartbeatMaintained(state, id))
      continue;
    // A ping that came while our clock was ahead is dated by it.
    const dated = Math.min(known.lastPing ?? 0, last + MOST_SKEW);
    // Whoever resolves it by hand is left in peace until its next run.
    const calledOff = incidentsInOrder(state).map(({ key, resolvedAt }) =>
      key === `heartbeat:${id}` ? (resolvedAt ?? 0) : 0,
    );
    if (now > Math.max(Math.max(last, dated, ...calledOff) + every * SECOND + GRACE, well) + REPAIRED_WITHIN)
      return `${id} is silent, and counts as up`;
  }
  return null;
}

const isKnown = (state: TeamState, key: string): boolean =>
  state.held[key] !== undefined ||
  incidentsInOrder(state).some((incident) => incident.key === key && incident.state === "open");

const FLAPS_AT_MOST = 45 * MINUTE;
const PARENT_GRACE = 3 * MINUTE;

/** What waits for a window or for something else is let go after it, and what flaps comes to an end (spec "oncall" §4). */
export const nothingWaitsForever = ({ now, wellFrom }: Evidence): Law => ({
  name: "nothing waits for ever",
  minute(state) {
    const well = wellFrom();
    if (well === null || now() < well + PARENT_GRACE + REPAIRED_WITHIN) return null;
    const forgotten = Object.keys(state.held).find((key) => !isHeldByRight(state, key, now()));
    if (forgotten !== undefined) return `${forgotten} waits for nothing`;
    const flapping = incidentsInOrder(state).find(
      ({ state: is, flap }) =>
        is === "open" && flap !== null && now() > Math.max(flap.since, well) + FLAPS_AT_MOST + REPAIRED_WITHIN,
    );
    return flapping ? `${flapping.id} flaps for ever` : null;
  },
});

function isHeldByRight(state: TeamState, key: string, now: number): boolean {
  const { failure, why } = state.held[key] ?? {};
  if (!failure || !why) return true;
  const { id, kind } = failure.source;
  if (kind === "heartbeat" ? isHeartbeatMaintained(state, id) : isMaintained(state, id)) return true;
  if (why.kind === "maintenance") return false;
  const stillDown = incidentsInOrder(state).some(
    (incident) => incident.source.id === why.id && (incident.resolvedAt ?? now) + PARENT_GRACE + REPAIRED_WITHIN >= now,
  );
  return (
    stillDown ||
    Object.values(state.held).some((other) => other.failure.source.id === why.id) ||
    isMaintained(state, why.id)
  );
}
