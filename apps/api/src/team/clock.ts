import type { Clock } from "@nightbell/shared/actor/ports";
import type { Instant } from "@nightbell/shared/time";
import type { Log } from "./log.ts";

/**
 * A team's clock. In production it is the machine's. In the local stack it can run faster, or stand and be moved by
 * tests; the rules never know, because they only ever see instants.
 */
export class TeamClock implements Clock {
  readonly #log: Log;
  #anchor: { real: number; team: number; factor: number };

  constructor(log: Log) {
    this.#log = log;
    const stored = log.get("clock");
    this.#anchor =
      stored === null
        ? { real: 0, team: 0, factor: 1 }
        : (JSON.parse(stored) as { real: number; team: number; factor: number });
  }

  get factor(): number {
    return this.#anchor.factor;
  }

  now(): Instant {
    const { real, team, factor } = this.#anchor;
    return Math.round(team + (Date.now() - real) * factor);
  }

  machine(): number {
    return Date.now();
  }

  /** When the machine's clock will show a team instant; null while the team's clock stands. */
  realTimeOf(at: Instant): number | null {
    const { real, team, factor } = this.#anchor;
    return factor === 0 ? null : Math.ceil(real + (at - team) / factor);
  }

  /** From now on the clock runs at `factor`, starting at `at`. */
  set(factor: number, at: Instant = this.now()): void {
    this.#anchor = { real: Date.now(), team: at, factor };
    this.#log.set("clock", JSON.stringify(this.#anchor));
  }
}
