import { REGIONS, type CloudRegion } from "@nightbell/shared/check/region";
import type { Channel } from "@nightbell/shared/team/config";
import { DAY, HOUR, MINUTE, SECOND } from "@nightbell/shared/time";
import type { Random } from "./random.ts";
import { ALARM_MOODS, type AlarmMood } from "./world/alarm-clock.ts";
import { CARRIER_MOODS, type CarrierMood } from "./world/carriers.ts";
import { CRASH_POINTS, type CrashPoint } from "./world/host.ts";
import { JOB_MOODS, type JobMood } from "./world/jobs.ts";
import { HUMAN_MOODS, type HumanMood } from "./world/people.ts";
import { REGION_MOODS, type RegionMood } from "./world/probes.ts";
import { EDITS, type EditKind } from "./world/config-record.ts";
import { HEARTBEATS, MONITORS, USERS } from "./world/team.ts";

/** What the adversary does, and when: ms after the day began; `ms` is how long it lasts. */
export type Move = { at: number } & (
  | { kind: "outage"; monitor: string; ms: number }
  | { kind: "job"; heartbeat: string; how: JobMood; ms: number }
  | { kind: "region"; region: CloudRegion; how: RegionMood; ms: number }
  | { kind: "blackout"; ms: number }
  | { kind: "clock"; offset: number; rate: number; ms: number }
  | { kind: "alarm"; how: AlarmMood; ms: number }
  | { kind: "sweeper"; ms: number }
  | { kind: "disk"; ms: number }
  | { kind: "evict"; twin: boolean }
  | { kind: "deploy" }
  | { kind: "crash"; point: CrashPoint; after: number }
  | { kind: "carrier"; channel: Channel; how: CarrierMood; ms: number }
  | { kind: "mood"; user: string; how: HumanMood }
  | { kind: "edit"; edit: EditKind; delay: number }
  | { kind: "rewind" }
  | { kind: "record"; ms: number }
  | { kind: "pause"; what: "monitor" | "heartbeat"; id: string; ms: number }
  | { kind: "opt"; user: string; out: boolean }
);

/** A day until the adversary rests; what follows must come right by itself. */
export const HEAL_AT = 22 * HOUR + 30 * MINUTE;
export const END_AT = DAY;

type Maker = (random: Random) => Move;
const someMinutes = (random: Random, most = 60): number => random.int(1, most) * MINUTE;
const anytime = (random: Random): number => random.int(0, HEAL_AT);
/** Things go on breaking until the end. */
const toTheEnd = (at: number): number => END_AT - at + HOUR;

const outage: Maker = (random) => {
  const late = random.chance(0.4);
  const at = late ? random.int(HEAL_AT - HOUR, HEAL_AT) : anytime(random);
  const ms = late && random.chance(0.6) ? toTheEnd(at) : someMinutes(random, 45);
  return { kind: "outage", at, monitor: random.pick(MONITORS), ms };
};
const job: Maker = (random) => {
  const late = random.chance(0.4);
  const at = late ? random.int(HEAL_AT - 2 * HOUR, HEAL_AT) : anytime(random);
  const ms = late && random.chance(0.6) ? toTheEnd(at) : someMinutes(random, 90);
  return { kind: "job", at, heartbeat: random.pick(HEARTBEATS), how: random.pick(JOB_MOODS), ms };
};

/** Several things break in the same minute. */
const storm = (random: Random): Move[] => {
  const first = outage(random);
  const at = (): number => Math.min(first.at + random.int(0, MINUTE), HEAL_AT);
  return [
    first,
    ...MONITORS.map((monitor): Move => ({ kind: "outage", at: at(), monitor, ms: someMinutes(random, 45) })),
    ...HEARTBEATS.map((heartbeat): Move => ({
      kind: "job",
      at: at(),
      heartbeat,
      how: "fails now",
      ms: someMinutes(random, 45),
    })),
  ];
};

/** The parts of the world, each with what its adversary can do. */
const ADVERSARIES: Record<string, readonly Maker[]> = {
  clocks: [
    (random) => ({
      kind: "clock",
      at: anytime(random),
      offset: random.int(-15, 15) * MINUTE,
      rate: 0,
      ms: someMinutes(random, 120),
    }),
    (random) => ({ kind: "clock", at: anytime(random), offset: -HOUR, rate: 0, ms: someMinutes(random, 60) }),
    (random) => ({
      kind: "clock",
      at: anytime(random),
      offset: 0,
      rate: random.pick([-0.01, 0.01]),
      ms: someMinutes(random, 240),
    }),
  ],
  alarms: [
    (random) => ({ kind: "alarm", at: anytime(random), how: random.pick(ALARM_MOODS), ms: someMinutes(random, 240) }),
  ],
  sweeper: [(random) => ({ kind: "sweeper", at: anytime(random), ms: someMinutes(random, 5) })],
  disk: [(random) => ({ kind: "disk", at: anytime(random), ms: random.int(1, 40) * SECOND })],
  host: [
    (random) => ({ kind: "evict", at: anytime(random), twin: random.chance(0.5) }),
    (random) => ({ kind: "deploy", at: anytime(random) }),
    (random) => ({ kind: "crash", at: anytime(random), point: random.pick(CRASH_POINTS), after: random.int(1, 12) }),
    (random) => ({ kind: "crash", at: anytime(random), point: random.pick(CRASH_POINTS), after: 1 }),
  ],
  carriers: [
    (random) => ({
      kind: "carrier",
      at: anytime(random),
      channel: random.pick(["push", "sms", "voice", "chat"]),
      how: random.pick(CARRIER_MOODS),
      ms: 20 * MINUTE + someMinutes(random, 90),
    }),
  ],
  regions: [
    (random) => ({
      kind: "region",
      at: anytime(random),
      region: random.pick(REGIONS),
      how: random.pick(REGION_MOODS),
      ms: someMinutes(random, 120),
    }),
    (random) => ({ kind: "blackout", at: anytime(random), ms: someMinutes(random, 40) }),
  ],
  people: [
    (random) => ({ kind: "mood", at: anytime(random), user: random.pick(USERS), how: random.pick(HUMAN_MOODS) }),
    (random) => ({ kind: "opt", at: anytime(random), user: random.pick(USERS), out: random.chance(0.6) }),
    (random) => ({ kind: "pause", at: anytime(random), ...thing(random), ms: someMinutes(random, 60) }),
  ],
  editors: [
    (random) => ({
      kind: "edit",
      at: anytime(random),
      edit: random.pick(EDITS),
      delay: random.pick([0, SECOND, 5 * MINUTE, 20 * MINUTE]),
    }),
    (random) => ({ kind: "edit", at: anytime(random), edit: random.pick(EDITS), delay: 0 }),
    (random) => ({ kind: "rewind", at: anytime(random) }),
    (random) => ({ kind: "record", at: anytime(random), ms: someMinutes(random, 60) }),
  ],
};

const thing = (random: Random): { what: "monitor" | "heartbeat"; id: string } =>
  random.pick([
    { what: "monitor" as const, id: random.pick(MONITORS) },
    { what: "heartbeat" as const, id: random.pick(HEARTBEATS) },
  ]);

/** How many moves an adversary of a strength makes in a day. Carriers are met only while something rings. */
const MOVES = [0, 1, 3, 8] as const;
const CARRIER_MOVES = [0, 3, 6, 12] as const;

/** The day of a seed. Adversaries like the hour in which something is broken. */
export function movesOf(random: Random): Move[] {
  const troubles = [
    ...Array.from({ length: random.int(1, 4) }, () => outage(random)),
    ...Array.from({ length: random.int(0, 3) }, () => job(random)),
    ...(random.chance(0.25) ? storm(random) : []),
  ];
  const moves = Object.entries(ADVERSARIES).flatMap(([name, makers]) =>
    Array.from({ length: (name === "carriers" ? CARRIER_MOVES : MOVES)[random.int(0, 3)] ?? 0 }, () =>
      random.pick(makers)(random),
    ).map((move) => near(move, troubles, random)),
  );
  const moods = USERS.map((user): Move => ({ kind: "mood", at: 0, user, how: random.pick(HUMAN_MOODS) }));
  return [...moods, ...troubles, ...moves].sort((a, b) => a.at - b.at);
}

function near(move: Move, troubles: readonly Move[], random: Random): Move {
  if (!random.chance(0.6)) return move;
  const at = random.pick(troubles).at + random.int(-2 * MINUTE, move.kind === "carrier" ? 10 * MINUTE : 45 * MINUTE);
  return { ...move, at: Math.min(Math.max(at, 0), HEAL_AT) };
}
