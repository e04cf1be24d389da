import type { Clock } from "@nightbell/shared/actor/ports";
import type { Instant } from "@nightbell/shared/time";
import type { Stage } from "../stage.ts";

/** The machine's clock, which may be wrong: it jumps, drifts, and is set right again. Alarms go by it. */
export class MachineClock implements Clock {
  readonly #stage: Stage;
  #offset = 0;
  #rate = 0;
  #since: number;
  /** Told when it was set: what waits for it has to look again. */
  changed: () => void = () => undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#since = stage.queue.now;
  }

  now(): Instant {
    return this.machine();
  }

  machine(): number {
    const { now } = this.#stage.queue;
    return Math.floor(now + this.#offset + (now - this.#since) * this.#rate);
  }

  realTimeOf(at: Instant): number {
    return at;
  }

  /** The true time at which this clock will show an instant, if nobody sets it. */
  trueTimeOf(machine: number): number {
    return Math.ceil((machine - this.#offset + this.#since * this.#rate) / (1 + this.#rate));
  }

  /** The clock is off by so many ms from now on, and by so many more each ms. Zero and zero set it right. */
  set(offset: number, rate: number): void {
    this.#offset = offset;
    this.#rate = rate;
    this.#since = this.#stage.queue.now;
    this.#stage.disturb();
    this.#stage.say(() => `clock is off by ${offset / 1000} s`);
    this.changed();
  }
}
