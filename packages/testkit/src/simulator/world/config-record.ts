import type { TeamConfig } from "@nightbell/shared/team/config";
import { MINUTE } from "@nightbell/shared/time";
import type { Random } from "../random.ts";
import type { Stage } from "../stage.ts";
import { ladder, maintenanceSoon, override, person, poisoned, POISON, turns, USERS, version } from "./team.ts";

/** What people change in the record. */
export const EDITS = [
  "override",
  "override",
  "turns",
  "maintenance",
  "maintenance",
  "turns",
  "new rota",
  "no rota",
  "leave",
  "join",
  "new contacts",
  "no contacts",
  "policy",
  "no policy",
  "delete monitor",
  "edit monitor",
  "delete heartbeat",
  "maintenance",
  "quiet",
  "backup",
  "no room",
  "poison",
] as const;
export type EditKind = (typeof EDITS)[number];

const REMIND_EVERY = 30 * MINUTE;

/** The configuration as Postgres has it, and its way to the object: late, out of order, or an older one again. */
export class ConfigRecord {
  /** All versions, by number. */
  readonly versions = new Map<number, TeamConfig>();
  /** It hands nothing over for now. */
  down = false;
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #configure: (config: TeamConfig) => void;
  #current: TeamConfig;

  constructor(stage: Stage, first: TeamConfig, configure: (config: TeamConfig) => void) {
    this.#stage = stage;
    this.#random = stage.random.of("record");
    this.#configure = configure;
    this.#current = first;
    this.versions.set(first.version, first);
    this.#remind();
  }

  get current(): TeamConfig {
    return this.#current;
  }

  /** Somebody edits; the snapshot sets out after `delay` ms, or when the record is back. */
  edit(kind: EditKind, delay: number): void {
    const dice = this.#random.of(`${kind} ${this.#stage.queue.now}`);
    const next = edited(this.#current, kind, dice, this.#stage.queue.now);
    this.#current = { ...next, version: this.#current.version + 1 };
    this.versions.set(this.#current.version, this.#current);
    const config = this.#current;
    this.#stage.say(() => `edit ${config.version}: ${kind}`);
    this.#stage.queue.in(delay, () => this.#send(config));
  }

  /** The record was restored from a copy: what it hands over is older than what the object knows. */
  rewind(): void {
    const older = this.versions.get(this.#random.int(1, this.#current.version));
    if (older) this.#send(older);
  }

  /** Hands over the newest version. */
  flush(): void {
    this.#send(this.#current);
  }

  #send(config: TeamConfig): void {
    if (!this.down) this.#configure(config);
  }

  /** The object asks when it has not heard for a while. */
  #remind(): void {
    this.#stage.queue.in(REMIND_EVERY, () => {
      this.#send(this.#current);
      this.#remind();
    });
  }
}

function edited(config: TeamConfig, kind: EditKind, dice: Random, now: number): TeamConfig {
  const users = config.members.map(({ id }) => id);
  const id = `x${config.version}`;
  switch (kind) {
    case "override":
      return {
        ...config,
        rotas: config.rotas.map((rota) => ({
          ...rota,
          overrides: [...rota.overrides, override(users, dice, now, id)],
        })),
      };
    case "turns":
      return {
        ...config,
        rotas: config.rotas.map((rota) => ({
          ...rota,
          layers: rota.layers.map((layer) => ({
            ...layer,
            versions: [
              ...layer.versions,
              version(
                users.map((user) => [user]),
                dice,
                now + dice.int(0, 60) * MINUTE,
              ),
            ],
          })),
        })),
      };
    case "new rota":
      return { ...config, rotas: [turns(`sch_${id}`, users, dice, null), ...config.rotas].slice(0, 3) };
    case "no rota":
      return { ...config, rotas: [] };
    case "leave":
      return left(config, dice);
    case "join":
      return joined(config, dice, now);
    case "new contacts":
    case "no contacts":
      return withContacts(config, dice.pick(users), kind === "new contacts", dice, now);
    default:
      return settingsEdited(config, kind, dice, now);
  }
}

function left(config: TeamConfig, dice: Random): TeamConfig {
  const { id } = dice.pick(config.members);
  return config.members.length > 1 ? { ...config, members: config.members.filter((one) => one.id !== id) } : config;
}

function joined(config: TeamConfig, dice: Random, now: number): TeamConfig {
  const free = USERS.filter((user) => config.members.every(({ id }) => id !== user));
  const [user] = free;
  return user === undefined
    ? config
    : { ...config, members: [...config.members, person(user, dice, now, config.version + 1)] };
}

function withContacts(config: TeamConfig, user: string, some: boolean, dice: Random, now: number): TeamConfig {
  const { contacts } = person(user, dice, now, config.version + 1);
  return {
    ...config,
    members: config.members.map((one) => (one.id === user ? { ...one, contacts: some ? contacts : [] } : one)),
  };
}

function settingsEdited(config: TeamConfig, kind: EditKind, dice: Random, now: number): TeamConfig {
  const users = config.members.map(({ id }) => id);
  const rotas = config.rotas.map(({ id }) => id);
  switch (kind) {
    case "policy":
      return { ...config, policies: [ladder("pol_1", users, rotas, dice)], defaultPolicy: dice.pick([null, "pol_1"]) };
    case "no policy":
      return { ...config, policies: [], defaultPolicy: null };
    case "delete monitor":
      return { ...config, monitors: config.monitors.slice(dice.pick([0, 1])) };
    case "edit monitor":
      return { ...config, monitors: config.monitors.map((one) => ({ ...one, revision: one.revision + 1 })) };
    case "delete heartbeat":
      return { ...config, heartbeats: config.heartbeats.filter(({ id }) => id !== "hb_mail") };
    case "maintenance":
      return { ...config, maintenance: [...config.maintenance, maintenanceSoon(dice, now, `mw_${config.version}`)] };
    case "quiet":
      return {
        ...config,
        members: config.members.map((one) => ({
          ...one,
          quiet: dice.pick([null, { from: "00:00", to: "12:00" }, { from: "12:00", to: "23:59" }]),
        })),
      };
    case "backup":
      return { ...config, backup: config.backup ? null : { name: "Otto", phone: "+436649999999", verifiedAt: now } };
    case "no room":
      return { ...config, channels: [] };
    case "poison":
      return config.heartbeats.some(({ id }) => id === POISON)
        ? config
        : { ...config, heartbeats: [...config.heartbeats, poisoned(now)] };
    default:
      return config;
  }
}
