import { Actor } from "@nightbell/shared/actor/actor";
import type { Rules } from "@nightbell/shared/actor/engine";
import type { Ports } from "@nightbell/shared/actor/ports";
import type { TeamConfig } from "@nightbell/shared/team/config";
import { decided } from "@nightbell/shared/team/decide";
import type { HumanAct, Via } from "@nightbell/shared/team/rpc";
import { MINUTE } from "@nightbell/shared/time";
import { Judge } from "./judge.ts";
import { lawsFor } from "./laws/all.ts";
import { actKey, type Evidence } from "./laws/law.ts";
import { Queue } from "./queue.ts";
import type { Random } from "./random.ts";
import type { Stage } from "./stage.ts";
import { AlarmClock } from "./world/alarm-clock.ts";
import { Providers } from "./world/carriers.ts";
import { Disk } from "./world/disk.ts";
import { Host } from "./world/host.ts";
import { Jobs } from "./world/jobs.ts";
import { MachineClock } from "./world/machine-clock.ts";
import { People } from "./world/people.ts";
import { Probes } from "./world/probes.ts";
import { ConfigRecord } from "./world/config-record.ts";
import { EVERY_SECONDS } from "./world/team.ts";

/** What of the product is built into a world. A mutant changes one part; nothing else does. */
export type Product = {
  rules: Rules;
  /** The actor's loop over its ports. */
  build(ports: Ports, rules: Rules): Actor;
  /** What a GET of an ack page does. */
  view(actor: Actor, page: string, user: string): void;
  sweeps: boolean;
};

/** The product as it is. */
export const PRODUCT: Product = {
  rules: decided,
  build: (ports, rules) => new Actor(ports, rules),
  view: () => undefined,
  sweeps: true,
};

/** Promises that resolve at one instant have all had their turn after so many. */
const TURNS = 12;
const TURN = Promise.resolve();

/** One team, everything around it, and the laws that hold for it. */
export class World {
  readonly queue: Queue;
  readonly judge: Judge;
  readonly clock: MachineClock;
  readonly alarm: AlarmClock;
  readonly disk: Disk;
  readonly host: Host;
  readonly providers: Providers;
  readonly people: People;
  readonly probes: Probes;
  readonly jobs: Jobs;
  readonly record: ConfigRecord;
  readonly stage: Stage;
  sweeping = true;
  #disturbances = 0;
  #healedAt: number | null = null;
  readonly #acts = new Map<string, number>();
  readonly #product: Product;

  /** @param say takes lines of the trace; null: nobody reads them */
  constructor(
    random: Random,
    config: TeamConfig,
    start: number,
    product: Product,
    say: ((line: string) => void) | null,
  ) {
    this.#product = product;
    this.queue = new Queue(start);
    this.stage = {
      queue: this.queue,
      random,
      say: (line) => say?.(`${new Date(this.queue.now).toISOString().slice(11, 23)} ${line()}`),
      disturb: () => void (this.#disturbances += 1),
    };
    this.clock = new MachineClock(this.stage);
    this.alarm = new AlarmClock(this.stage, this.clock);
    this.disk = new Disk(random.of("disk").pick([20, 60, 120]));
    this.probes = new Probes(this.stage);
    this.providers = this.#carriers();
    this.host = this.#objectHost();
    this.jobs = new Jobs(this.stage, this.host);
    this.people = new People(
      this.stage,
      { view: (page, user) => this.#view(page, user), act: (page, user, via, act) => this.act(page, user, via, act) },
      () => this.#users(),
    );
    this.record = new ConfigRecord(this.stage, config, (version) =>
      this.host.tell({ kind: "configure", config: version }),
    );
    this.judge = new Judge(lawsFor(this.#evidence()), () => this.queue.now);
    this.#begin(config);
  }

  #evidence(): Evidence {
    const { disk, clock, alarm, record, probes, jobs } = this;
    return {
      disk,
      clock,
      alarm,
      record,
      probes,
      jobs,
      now: () => this.queue.now,
      disturbances: () => this.#disturbances,
      acts: this.#acts,
      sweeps: this.#product.sweeps,
      replays: this.stage.random.of("replay").chance(0.15),
      wellFrom: () => this.#healedAt,
    };
  }

  #begin(config: TeamConfig): void {
    const { id, name, zone } = config.team;
    this.host.tell({ kind: "create", team: id, name, zone });
    this.queue.in(1, () => this.record.flush());
    for (const heartbeat of config.heartbeats) this.jobs.start(heartbeat, EVERY_SECONDS[heartbeat.id] ?? 3_600);
    this.#everyMinute();
  }

  #everyMinute(): void {
    this.queue.in(MINUTE, () => {
      this.judge.minute();
      if (this.sweeping && this.#product.sweeps) this.host.pulse();
      this.probes.recheckSight(this.host);
      this.#everyMinute();
    });
  }

  #carriers(): Providers {
    return new Providers(this.stage, {
      handed: (hand) => this.judge.handed(hand),
      delivering: (id, { number }) => {
        if (!this.disk.isOwner(number))
          this.judge.condemn("F19 a stale instance sends nothing", `instance ${number} sends ${id}`);
      },
      arrived: (hand) => this.people.got(hand),
      receipt: (send, { status, errorCode }) =>
        this.host.tell({ kind: "receipt", send, receipt: { status, errorCode } }),
      shown: (send) => this.host.tell({ kind: "shown", send }),
    });
  }

  #objectHost(): Host {
    return new Host(this.stage, {
      disk: this.disk,
      clock: this.clock,
      alarm: this.alarm,
      build: (ports) => this.#product.build(ports, this.#product.rules),
      carriers: (instance) => this.providers.portOf(instance, () => this.host),
      beside: (instance) => this.probes.besideOf(instance),
      memory: (state) => this.probes.memory(state),
      happened: (instance, events) => this.probes.follow(instance, events),
      written: (events, state) => {
        for (const event of events)
          this.stage.say(() => `#${event.seq} ${event.kind} ${event.subject} ${brief(event.data)}`);
        this.judge.written(events, state);
      },
      woke: (state) => this.judge.woke(state),
      fault: (what, error) => this.judge.condemn("nothing of ours throws", `${what}: ${String(error)}`),
    });
  }

  #users(): string[] {
    return this.judge.state.config?.members.map(({ id }) => id) ?? [];
  }

  /** Somebody does something to a page; only members may. */
  act(page: string, user: string, via: Via, act: HumanAct): void {
    if (!this.#users().includes(user)) return;
    this.stage.say(() => `${user} by ${via}: ${act.kind} ${page}`);
    this.#acts.set(actKey(page, user, act.kind), this.queue.now);
    this.host.tell({ kind: "act", page, user, via, act });
  }

  /** M14: a GET changes nothing. */
  #view(page: string, user: string): void {
    this.host
      .request((actor) => {
        const { length } = this.disk.log;
        this.#product.view(actor, page, user);
        if (this.disk.log.length !== length)
          this.judge.condemn("F30 a GET changes nothing", `${user} looked at ${page}, and that was logged`);
      })
      .catch((error: unknown) => this.stage.say(() => `nothing to see: ${String(error)}`));
  }

  /** The adversary rests: everything works from now on, and nobody touches anything. What is broken stays broken. */
  heal(): void {
    this.stage.say(() => "all is well from now on");
    this.disk.failing = false;
    this.record.down = false;
    this.sweeping = true;
    this.people.asleep = true;
    this.host.disarm();
    this.clock.set(0, 0);
    this.alarm.heal();
    this.providers.heal();
    this.probes.heal();
    this.record.flush();
    this.#healedAt = Math.max(this.queue.now, this.disk.state.lastAt);
  }

  /** Lets the world go on until an instant, or until a law is broken. */
  async run(until: number): Promise<void> {
    for (let task = this.queue.next(until); task && !this.judge.verdict; task = this.queue.next(until)) {
      task();
      for (let turn = 0; turn < TURNS; turn++) await TURN;
    }
  }
}

function brief(data: unknown): string {
  const text = JSON.stringify(data);
  return text.length > 240 ? `${text.slice(0, 240)}…` : text;
}
