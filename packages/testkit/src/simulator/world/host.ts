import type { Actor } from "@nightbell/shared/actor/actor";
import type { Beside, Carriers, Ports } from "@nightbell/shared/actor/ports";
import type { SampleMemory } from "@nightbell/shared/check/restore";
import type { Command } from "@nightbell/shared/team/commands";
import type { TeamEvent } from "@nightbell/shared/team/events";
import type { TeamState } from "@nightbell/shared/team/state";
import type { Stage } from "../stage.ts";
import type { AlarmClock } from "./alarm-clock.ts";
import { DiskFailed, Superseded, type Disk } from "./disk.ts";
import type { MachineClock } from "./machine-clock.ts";

/** Where an instance may die: everything before is done, nothing after is. Or it is replaced there, and runs on. */
export const CRASH_POINTS = ["before commit", "before the carrier", "after the carrier", "replaced"] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

export class Crashed extends Error {
  override name = "Crashed";
}

/** One life of the actor in memory. */
export class Instance {
  readonly number: number;
  readonly #clock: MachineClock;
  /** Its memory is still there, and what it waits for may still come. */
  alive = true;
  #actor: Actor | null = null;

  constructor(number: number, clock: MachineClock) {
    this.number = number;
    this.#clock = clock;
  }

  get actor(): Actor {
    if (!this.#actor) throw new Error("the actor is not built yet");
    return this.#actor;
  }

  set actor(actor: Actor) {
    this.#actor = actor;
  }

  machine(): number {
    return this.#clock.machine();
  }
}

export type HostParts = {
  disk: Disk;
  clock: MachineClock;
  alarm: AlarmClock;
  build(ports: Ports): Actor;
  carriers(instance: Instance): Carriers;
  beside(instance: Instance): Beside;
  /** What the samples know when an instance wakes. */
  memory(state: TeamState): SampleMemory | null;
  happened(instance: Instance, events: readonly TeamEvent[]): void;
  written(events: readonly TeamEvent[], state: TeamState): void;
  woke(state: TeamState): void;
  fault(what: string, error: unknown): void;
};

/** Waits for ever. A new one each time: what waits for one promise stays in memory as long as that does. */
const never = (): Promise<never> => new Promise(() => undefined);

/** Runs the actor as the platform runs objects: wakes it when something comes, and takes its memory when it likes. */
export class Host {
  readonly #stage: Stage;
  readonly #parts: HostParts;
  #current: Instance | null = null;
  #lives = 0;
  #armed: { point: CrashPoint; after: number } | null = null;

  constructor(stage: Stage, parts: HostParts) {
    this.#stage = stage;
    this.#parts = parts;
    parts.alarm.fire = () => this.#alarm();
  }

  /** The instance that takes what comes, made from storage if there is none. */
  awake(): Instance {
    if (this.#current) return this.#current;
    const { disk, clock, alarm, build } = this.#parts;
    this.#lives += 1;
    const instance = new Instance(this.#lives, clock);
    const guard = (): void => this.#guard(instance);
    const actor = build({
      store: disk.open(instance.number, guard, (events, state) => this.#parts.written(events, state)),
      clock,
      alarm: {
        set: (at) => {
          if (instance.alive && disk.isOwner(instance.number)) alarm.set(at);
        },
        get: () => (instance.alive ? alarm.get() : never()),
      },
      carriers: this.#parts.carriers(instance),
      beside: this.#parts.beside(instance),
      happened: (events) => this.#parts.happened(instance, events),
      track: (work) => void work,
      fault: (what, error) => this.#fault(what, error),
    });
    instance.actor = actor;
    this.#current = instance;
    this.#stage.say(() => `instance ${instance.number} wakes`);
    actor.engine.restore(this.#parts.memory(actor.engine.state));
    this.#parts.woke(actor.engine.state);
    return instance;
  }

  /** Takes a request from outside, as every door of the object does: first the alarm, then the work. */
  async request<T>(work: (actor: Actor) => T): Promise<T> {
    const instance = this.awake();
    await instance.actor.ensureAlarm();
    if (!instance.alive) throw new Crashed("the object went away");
    const answer = work(instance.actor);
    if (!instance.alive) throw new Crashed("the object died over it");
    return answer;
  }

  /** A request whose sender does not care what becomes of it. */
  tell(command: Command): void {
    this.request((actor) => actor.do(command)).catch((error: unknown) => this.#fault(command.kind, error));
  }

  /** The sweeper's call. */
  pulse(): void {
    this.awake()
      .actor.ensureAlarm(true)
      .catch((error: unknown) => this.#fault("pulse", error));
  }

  #alarm(): void {
    const instance = this.awake();
    instance.actor.alarmFired();
    if (!instance.alive) throw new Crashed("the object died in its alarm");
  }

  /** Takes the memory. @param twin the old instance runs on until it touches storage */
  evict(twin: boolean): void {
    const instance = this.#current;
    if (!instance) return;
    this.#stage.say(() => `instance ${instance.number} is ${twin ? "replaced and runs on" : "evicted"}`);
    this.#stage.disturb();
    instance.alive = twin;
    this.#current = null;
    if (twin) this.awake();
  }

  /** The instance dies when it comes by a point for the n-th time from now on. */
  arm(point: CrashPoint, after: number): void {
    this.#armed = { point, after };
  }

  disarm(): void {
    this.#armed = null;
  }

  /** Whether an instance dies here and now. */
  dies(instance: Instance, point: CrashPoint): boolean {
    if (!instance.alive || this.#armed?.point !== point) return false;
    this.#armed.after -= 1;
    if (this.#armed.after > 0) return false;
    this.#armed = null;
    if (point === "replaced") {
      this.#stage.queue.in(0, () => this.evict(true));
      return false;
    }
    instance.alive = false;
    if (this.#current === instance) this.#current = null;
    this.#stage.disturb();
    this.#stage.say(() => `instance ${instance.number} dies ${point}`);
    return true;
  }

  #guard(instance: Instance): void {
    if (!instance.alive || this.dies(instance, "before commit")) throw new Crashed("died before its commit");
  }

  /** What a world does to an object is no fault of its code; anything else is. */
  #fault(what: string, error: unknown): void {
    this.#stage.say(() => `fault in ${what}: ${String(error)}`);
    if (error instanceof DiskFailed) return this.#stage.disturb();
    if (!(error instanceof Crashed || error instanceof Superseded)) this.#parts.fault(what, error);
  }
}
