import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import type { Override, Rota, RotaVersion } from "@nightbell/shared/oncall/rota";
import type { EscalationPolicy } from "@nightbell/shared/paging/policy";
import type { Contact, ContactKind, Member, TeamConfig } from "@nightbell/shared/team/config";
import { API, heartbeatNamed, teamOf } from "@nightbell/shared/team/testing/team-config";
import { HOUR, MINUTE } from "@nightbell/shared/time";
import type { Random } from "../random.ts";

/** The team that a seed makes: one to four people, their numbers, turns, policies, jobs and sites. */

export const USERS = ["ana", "ben", "cem", "dee"] as const;
export const MONITORS = ["mon_site", "mon_shop"] as const;
export const HEARTBEATS = ["hb_backup", "hb_mail"] as const;
/** How often each job runs. */
export const EVERY_SECONDS: Record<string, number> = { hb_backup: 3_600, hb_mail: 1_200 };
/** A heartbeat whose schedule nobody can reckon with. */
export const POISON = "hb_poison";

const KINDS: readonly ContactKind[][] = [
  ["webpush", "email", "sms", "voice"],
  ["webpush", "email", "sms", "voice"],
  ["webpush", "sms", "voice"],
  ["sms", "voice"],
  ["email"],
  ["webpush", "sms"],
];

/** A member with working contacts of some kinds. @param serial makes addresses that nobody had before */
export function person(id: string, random: Random, at: number, serial: number): Member {
  const index = USERS.findIndex((user) => user === id);
  const contacts = random.pick(KINDS).map((kind): Contact => {
    const isNumber = kind === "sms" || kind === "voice";
    const address = isNumber ? `+4366412${index}${String(serial).padStart(4, "0")}` : `${id}.${serial}@example.com`;
    return { id: `${id}:${kind}:${serial}`, kind, address, verifiedAt: at };
  });
  return {
    id,
    name: id,
    email: `${id}@example.com`,
    role: "owner",
    zone: random.pick(["Europe/Vienna", "America/New_York", "Asia/Kolkata"]),
    quiet: random.chance(0.4) ? { from: "22:00", to: "07:00" } : null,
    badSignal: random.chance(0.1),
    contacts,
  };
}

/** A rota that turns every few hours, with an empty slot now and then. */
export function turns(id: string, users: readonly string[], random: Random, from: number | null): Rota {
  const slots = users.map((user) => (random.chance(0.15) ? [] : [user]));
  return {
    id,
    name: id,
    zone: "Europe/Vienna",
    layers: [{ id: "lay_1", name: "Turns", zone: null, versions: [version(slots, random, from)], windows: [] }],
    overrides: [],
  };
}

export function version(slots: string[][], random: Random, from: number | null): RotaVersion {
  return {
    from,
    zone: null,
    anchor: "2026-01-01T00:00",
    unit: "hour",
    every: random.pick([1, 1, 3, 24]),
    slots,
    windows: null,
    until: null,
  };
}

/** An override from now on. */
export function override(users: readonly string[], random: Random, now: number, id: string): Override {
  const [user, by] = [random.pick(users), random.pick(users)];
  const span = { id, from: now, until: now + random.int(1, 8) * HOUR, createdAt: now, actor: user, reason: "" };
  return random.pick<Override>([
    { kind: "cover", for: user, by, ...span },
    { kind: "take", by, ...span },
    { kind: "also", user, ...span },
    { kind: "away", user, ...span },
  ]);
}

/** A policy of one to three steps. */
export function ladder(
  id: string,
  users: readonly string[],
  rotas: readonly string[],
  random: Random,
): EscalationPolicy {
  const target = (): EscalationPolicy["steps"][number]["targets"][number] =>
    random.pick([
      { kind: "member", user: random.pick(users) },
      { kind: "rota", rota: rotas[0] ?? "sch_gone" },
      { kind: "team" },
      { kind: "channel", channel: "room_1" },
    ]);
  const steps = Array.from({ length: random.int(1, 3) }, () => ({
    targets: Array.from({ length: random.int(1, 2) }, target),
    plan: random.chance(0.3)
      ? [
          { via: "push" as const, afterSeconds: 0 },
          { via: "voice" as const, afterSeconds: 25 },
        ]
      : null,
    waitSeconds: random.pick([60, 180, 300]),
  }));
  return { id, name: id, steps, repeats: random.pick([0, 0, 1]) };
}

function watched(random: Random, at: number): Pick<TeamConfig, "heartbeats" | "monitors"> {
  const urgent = (): string => random.pick(["page", "page", "page", "pol_1"]);
  const alerting = (): HeartbeatSettings["alerting"] => ({
    urgent: urgent(),
    other: "tell",
    pageAfterMinutes: random.pick([null, null, 30]),
  });
  const intervalSeconds = random.pick([900, 1_800, 1_800]);
  const parents = random.chance(0.4) ? [[], ["mon_site"]] : [[], []];
  return {
    heartbeats: HEARTBEATS.map((id, i) => ({
      ...heartbeatNamed(id.slice(3), {
        graceSeconds: 300,
        pingId: `a0b1c2d3-e4f5-4a6b-8c7d-00000000000${i}`,
        schedule: { kind: "period", seconds: EVERY_SECONDS[id] ?? 3_600 },
      }),
      alerting: alerting(),
      channels: random.chance(0.3) ? ["room_1", "room_mail"] : [],
      createdAt: at,
    })),
    monitors: MONITORS.map((id, i) => ({
      ...API,
      id,
      name: id,
      intervalSeconds,
      alerting: alerting(),
      parents: parents[i] ?? [],
      createdAt: at,
    })),
  };
}

/** The configuration that a seed begins with, version 1. */
export function teamOfSeed(random: Random, at: number): TeamConfig {
  const users = USERS.slice(0, random.int(1, 4));
  const members = users.map((user) => person(user, random, at, 1));
  const rotas = random.chance(0.6) ? [turns("sch_main", users, random, null)] : [];
  const rotaIds = rotas.map(({ id }) => id);
  const policies = random.chance(0.5) ? [ladder("pol_1", users, rotaIds, random)] : [];
  return {
    ...teamOf(members, {
      rotas,
      policies,
      ...(policies.length > 0 && random.chance(0.3) ? { defaultPolicy: "pol_1" } : {}),
    }),
    ...watched(random, at),
    backup: random.chance(0.3)
      ? { name: "Otto", phone: "+436649999999", verifiedAt: random.chance(0.8) ? at : null }
      : null,
    channels: [
      { id: "room_1", kind: "slack", name: "ops", sealedUrl: "sealed:room_1" },
      { id: "room_mail", kind: "email", name: "mail", user: users[0] ?? "ana" },
    ],
  };
}

/** A heartbeat that throws whenever it is reckoned with. */
export const poisoned = (at: number): HeartbeatSettings => ({
  ...heartbeatNamed("poison", {
    graceSeconds: 300,
    pingId: "a0b1c2d3-e4f5-4a6b-8c7d-000000000009",
    schedule: { kind: "cron", expression: "99 99 * * *", zone: "Europe/Nowhere" },
  }),
  id: POISON,
  createdAt: at,
});

/** A window that opens soon, for everything or one thing. */
export const maintenanceSoon = (random: Random, now: number, id: string): TeamConfig["maintenance"][number] => {
  const from = now + random.int(-5, 20) * MINUTE;
  return {
    id,
    name: "work",
    monitors: random.pick([null, ["mon_site"]]),
    heartbeats: random.pick([null, [], ["hb_mail"]]),
    time: { kind: "once", from, until: from + random.int(5, 60) * MINUTE + 10 * MINUTE },
  };
};
