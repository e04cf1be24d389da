import { isDeepStrictEqual } from "node:util";
import type { TeamState } from "@nightbell/shared/team/state";
import { upgraded } from "@nightbell/shared/team/upgrade";
import type { Evidence, Law } from "./law.ts";

/** What only lives in memory: votes of checks are samples. */
const PARTS = Object.keys({
  seq: 0,
  lastAt: 0,
  team: 0,
  config: 0,
  heartbeats: 0,
  pings: 0,
  insights: 0,
  adopted: 0,
  deliveries: 0,
  blind: 0,
  maintenance: 0,
  incidents: 0,
  pages: 0,
  sends: 0,
  disabled: 0,
  held: 0,
  digests: 0,
  noticedThrough: 0,
  lastSms: 0,
  faults: 0,
  counters: 0,
}) as (keyof TeamState)[];

const differing = (one: TeamState, other: TeamState): string | null =>
  PARTS.find((name) => !isSame(one[name], other[name])) ?? null;

/** Equal as JSON, whatever the order of names. */
function isSame(one: unknown, other: unknown): boolean {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a === b || isDeepStrictEqual(JSON.parse(a), JSON.parse(b));
}

/** Comparing whole states takes a while: one waking of so many is looked at, the first of a day among them. */
const LOOKED_AT = 3;

/** I12 (spec "trust" §4): storage loads as it was written, an older release's too; the log alone gives the same. */
export const storageLoads = ({ disk, replays }: Evidence): Law => {
  let lives = 0;
  return {
    name: "I12 storage loads",
    woke(state) {
      lives += 1;
      const part = lives % LOOKED_AT === 2 ? differing(state, disk.state) : null;
      return part ? `${part} is not what was written` : null;
    },
    end() {
      if (!replays) return null;
      const part = differing(disk.replayed(), disk.state);
      if (part) return `the log gives other ${part}`;
      return isSame(upgraded(disk.state), disk.state) ? null : "an upgrade changes what is of today";
    },
  };
};

/** I6 (spec "trust" §4): a ping that was answered is in the log, once. */
export const pingsAreKept = ({ jobs }: Evidence): Law => {
  const logged = new Set<string>();
  return {
    name: "I6 answered pings are in the log once",
    event({ event }) {
      if (event.kind !== "heartbeat.pinged") return null;
      const { delivery } = event.data;
      if (logged.has(delivery)) return `${delivery} is in the log twice`;
      logged.add(delivery);
      return null;
    },
    end() {
      const lost = [...jobs.answered].find((delivery) => !logged.has(delivery));
      return lost === undefined ? null : `${lost} was answered and is in no log`;
    },
  };
};

/** After a restore the higher version wins (spec "trust" §5.11). */
export const versionsOnlyRise = (): Law => ({
  name: "an older configuration never replaces a newer one",
  event({ event, before }) {
    if (event.kind !== "config.changed" || before.config === null) return null;
    const { version } = event.data.config;
    return version > before.config.version ? null : `version ${version} replaces ${before.config.version}`;
  },
});
