import type { MaintenanceSettings } from "../../maintenance/settings.ts";
import type { Rota } from "../../oncall/rota.ts";
import type { EscalationPolicy } from "../../paging/policy.ts";
import { MINUTE, SECOND } from "../../time.ts";
import type { Member, TeamConfig } from "../config.ts";
import { API, BACKUP, memberNamed, MINUTELY, NIGHT, rotaOf, teamOf } from "./team-config.ts";

/** Configurations that random lives switch between. */

/** Which of the choices below a team is set to; the strings name them. */
export type Setting = {
  members: string;
  rota: string;
  policy: string;
  /** 0: nothing is watched; 1: heartbeats; 2: a monitor too. */
  watch: number;
  maintenance: number;
  edit: number;
  backup: boolean;
};

/** Three people, one of them asleep, and no rota. */
export const BEGINNING: Setting = {
  members: "everybody",
  rota: "none",
  policy: "default",
  watch: 2,
  maintenance: 0,
  edit: 0,
  backup: false,
};

const cem = memberNamed("cem", undefined, { quiet: { from: "22:00", to: "07:00" } });
const everybody = [memberNamed("ana"), memberNamed("ben", ["webpush", "sms", "voice"]), cem];
export const MEMBERS: Record<string, Member[]> = {
  everybody,
  withoutBen: [memberNamed("ana"), cem],
  badSignal: [memberNamed("ana", undefined, { badSignal: true }), cem],
  mailOnly: [memberNamed("ana", ["email"]), memberNamed("ben", ["email"])],
  deaf: [memberNamed("ana", []), memberNamed("ben", [])],
};
export const ROTAS: Record<string, (now: number) => Rota[]> = {
  none: () => [],
  ana: () => [rotaOf([{ from: NIGHT, users: ["ana"] }])],
  gap: () => [rotaOf([{ from: NIGHT, users: [] }])],
  handover: (now) => [
    rotaOf([
      { from: NIGHT, users: ["ana"] },
      { from: now + 90 * SECOND, users: ["ben"] },
    ]),
  ],
};

const rota = { kind: "rota", rota: "sch_main" } as const;
export const POLICIES: Record<string, EscalationPolicy[]> = {
  default: [],
  long: [
    {
      id: "pol_long",
      name: "Long",
      repeats: 1,
      steps: [
        { targets: [rota], plan: null, waitSeconds: 60 },
        { targets: [{ kind: "member", user: "ben" }, { kind: "team" }], plan: null, waitSeconds: 150 },
      ],
    },
  ],
  rooms: [
    {
      id: "pol_rooms",
      name: "Rooms",
      repeats: 0,
      steps: [
        { targets: [{ kind: "channel", channel: "room" }], plan: null, waitSeconds: 90 },
        { targets: [{ kind: "member", user: "cem" }], plan: [{ via: "sms", afterSeconds: 0 }], waitSeconds: 30 },
      ],
    },
  ],
};

/** No window, one that is open now, one that opens soon, and one that is open for an hour of every day. */
const WINDOWS: readonly ((now: number) => MaintenanceSettings["time"] | null)[] = [
  () => null,
  (now) => ({ kind: "once", from: now - MINUTE, until: now + 5 * MINUTE }),
  (now) => ({ kind: "once", from: now + 2 * MINUTE, until: now + 20 * MINUTE }),
  () => ({ kind: "weekly", days: [1, 2, 3, 4, 5, 6, 7], at: "01:20", minutes: 60, zone: "Europe/Vienna" }),
];

/** The configuration of one setting. @param now epoch ms, from which windows and hand-overs are reckoned */
export function configOf(setting: Setting, version: number, now: number): TeamConfig {
  const { members, rota: turns, watch, maintenance, edit } = setting;
  const time = WINDOWS[maintenance]?.(now) ?? null;
  const policies = POLICIES[setting.policy] ?? [];
  const config = teamOf(MEMBERS[members] ?? everybody, {
    rotas: ROTAS[turns]?.(now) ?? [],
    policies,
    heartbeats: watch > 0 ? [BACKUP, { ...MINUTELY, parents: edit > 0 ? [API.id] : [] }] : [],
    monitors: watch > 1 ? [{ ...API, revision: 1 + edit }] : [],
    maintenance: time ? [{ id: "mw_1", name: "night work", monitors: null, heartbeats: null, time }] : [],
    version,
  });
  return {
    ...config,
    defaultPolicy: policies[0]?.id ?? null,
    channels: [{ id: "room", kind: "slack", name: "#ops", sealedUrl: "sealed" }],
    backup: setting.backup ? { name: "Zoe", phone: "+436641234568", verifiedAt: NIGHT } : null,
  };
}
