import type { TeamEvent } from "@nightbell/shared/team/events";
import type { TeamState } from "@nightbell/shared/team/state";
import type { HumanAct } from "@nightbell/shared/team/rpc";
import type { AlarmClock } from "../world/alarm-clock.ts";
import type { Hand } from "../world/carriers.ts";
import type { Disk } from "../world/disk.ts";
import type { Jobs } from "../world/jobs.ts";
import type { MachineClock } from "../world/machine-clock.ts";
import type { Probes } from "../world/probes.ts";
import type { ConfigRecord } from "../world/config-record.ts";

/** One durable event, with the state before and after it, and the true time. */
export type Seen = { event: TeamEvent; before: TeamState; state: TeamState; at: number };

/** What laws may look at beside the log: how things really are. */
export type Evidence = {
  now(): number;
  disk: Disk;
  clock: MachineClock;
  alarm: AlarmClock;
  record: ConfigRecord;
  probes: Probes;
  jobs: Jobs;
  /** Things so far that may cost a duplicate each. */
  disturbances(): number;
  /** What people did, by {@link actKey}, and when they last did it. */
  acts: ReadonlyMap<string, number>;
  sweeps: boolean;
  /** Whether the whole log is folded again at the end: it takes a while. */
  replays: boolean;
  /** From when on everything is well, the team's clock included; null while the adversary plays. */
  wellFrom(): number | null;
};

/**
 * Something that must hold in every world. Each hook answers null, or says in a sentence what was broken. A law may
 * remember what it saw: each world gets laws of its own.
 */
export type Law = {
  name: string;
  event?(seen: Seen): string | null;
  /** A message is given to its carrier. */
  hand?(hand: Hand): string | null;
  /** An instance has loaded the state. */
  woke?(state: TeamState): string | null;
  /** Once a minute. */
  minute?(state: TeamState): string | null;
  end?(state: TeamState): string | null;
};

/** How an act of a person is remembered. */
export const actKey = (page: string, user: string, kind: HumanAct["kind"]): string => `${page} ${user} ${kind}`;
