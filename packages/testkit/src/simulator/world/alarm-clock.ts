import type { AlarmStore } from "@nightbell/shared/actor/ports";
import { SECOND } from "@nightbell/shared/time";
import type { Random } from "../random.ts";
import type { Stage } from "../stage.ts";
import type { MachineClock } from "./machine-clock.ts";

/** How the platform treats alarms for a while. */
export const ALARM_MOODS = ["punctual", "late", "twice", "lost", "stuck"] as const;
export type AlarmMood = (typeof ALARM_MOODS)[number];

/** A handler that throws is run seven times in all, then the alarm is gone (spec "trust" §5). */
const RETRY_GAPS = [2, 5, 10, 17, 40, 74];
/** Even a punctual alarm takes a moment. */
const LEAST = 5;
const LATEST = 60 * SECOND;

/** The one alarm of an object, as the platform keeps it: it outlives the instances that set it. */
export class AlarmClock implements AlarmStore {
  mood: AlarmMood = "punctual";
  /** The object's handler. */
  fire: () => void = () => undefined;
  readonly #stage: Stage;
  readonly #clock: MachineClock;
  readonly #random: Random;
  #at: number | null = null;
  #cancel: () => void = () => undefined;

  constructor(stage: Stage, clock: MachineClock) {
    this.#stage = stage;
    this.#clock = clock;
    this.#random = stage.random.of("alarm");
    clock.changed = () => this.#schedule();
  }

  set(at: number): void {
    this.#at = at;
    this.#schedule();
  }

  get(): Promise<number | null> {
    return Promise.resolve(this.#at);
  }

  /** Whether it will go off by itself. */
  get isSet(): boolean {
    return this.#at !== null && this.mood !== "stuck";
  }

  /** The platform is well again. An alarm that was stuck stays so: only a new one helps. */
  heal(): void {
    this.mood = "punctual";
  }

  #schedule(): void {
    this.#cancel();
    if (this.#at === null || this.mood === "stuck") return;
    const late = this.mood === "late" ? this.#random.int(0, LATEST) : LEAST;
    this.#cancel = this.#stage.queue.at(this.#clock.trueTimeOf(this.#at) + late, () => this.#go());
  }

  #go(): void {
    this.#at = null;
    if (this.mood === "lost" && this.#random.chance(0.5)) return this.#stage.say(() => "the alarm is lost");
    if (this.mood === "twice") this.#stage.queue.in(this.#random.int(1, 3 * SECOND), () => this.#run(6));
    this.#run(0);
  }

  #run(failures: number): void {
    try {
      this.fire();
    } catch (error) {
      this.#stage.say(() => `alarm handler threw: ${String(error)}`);
      const gap = RETRY_GAPS[failures];
      if (gap === undefined || this.#at !== null) return;
      this.#cancel();
      this.#cancel = this.#stage.queue.in(gap * SECOND, () => this.#run(failures + 1));
    }
  }
}
