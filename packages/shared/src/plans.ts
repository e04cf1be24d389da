/** What a team may have: the table of spec "product" §4, as far as it is enforced yet. */

export type Plan = {
  name: string;
  /** How many heartbeats it covers. */
  heartbeats: number;
  /** How many pings of each heartbeat the management API lists. Spec "heartbeats" §2. */
  pingLog: number;
};

export const PLANS = {
  free: { name: "Free", heartbeats: 10, pingLog: 100 },
  solo: { name: "Solo", heartbeats: 50, pingLog: 1_000 },
  team: { name: "Team", heartbeats: 200, pingLog: 1_000 },
  studio: { name: "Studio", heartbeats: 600, pingLog: 1_000 },
} as const satisfies Record<string, Plan>;

/** The plan of a team. For now every team is on the trial, which is the Team plan. */
export const planOf = (): Plan => PLANS.team;
