/** What a team may have: the table of spec "product" §4, as far as it is enforced yet. */

/** How long charts reach back: packed samples, hourly rollups and daily ones. Spec "checks" §8. */
export type Retention = { sampleDays: number; hourDays: number; dayYears: number };

export type Plan = {
  name: string;
  /** How many heartbeats it covers. */
  heartbeats: number;
  /** How many pings of each heartbeat the management API lists. Spec "heartbeats" §2. */
  pingLog: number;
  /** How many monitors it covers. */
  monitors: number;
  shortestIntervalSeconds: number;
  regionsPerMonitor: number;
  retention: Retention;
};

export const PLANS = {
  free: {
    name: "Free",
    heartbeats: 10,
    pingLog: 100,
    monitors: 10,
    shortestIntervalSeconds: 180,
    regionsPerMonitor: 3,
    retention: { sampleDays: 7, hourDays: 90, dayYears: 1 },
  },
  solo: {
    name: "Solo",
    heartbeats: 50,
    pingLog: 1_000,
    monitors: 30,
    shortestIntervalSeconds: 60,
    regionsPerMonitor: 4,
    retention: { sampleDays: 30, hourDays: 90, dayYears: 2 },
  },
  team: {
    name: "Team",
    heartbeats: 200,
    pingLog: 1_000,
    monitors: 100,
    shortestIntervalSeconds: 30,
    regionsPerMonitor: 6,
    retention: { sampleDays: 90, hourDays: 90, dayYears: 3 },
  },
  studio: {
    name: "Studio",
    heartbeats: 600,
    pingLog: 1_000,
    monitors: 300,
    shortestIntervalSeconds: 30,
    regionsPerMonitor: Infinity,
    retention: { sampleDays: 400, hourDays: 400, dayYears: 5 },
  },
} as const satisfies Record<string, Plan>;

/** The plan of a team. For now every team is on the trial, which is the Team plan. */
export const planOf = (): Plan => PLANS.team;
