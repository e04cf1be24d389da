import type { AlarmStore } from "./ports.ts";

/** An alarm this far in the past will not fire any more. */
const LOST_AFTER_MS = 60_000;

/**
 * The actor's one alarm. It is only set when the earliest due time moves earlier, because every set is a written row;
 * an alarm that fires too early finds nothing due and sets itself again.
 */
export class Alarm {
  readonly #store: AlarmStore;
  readonly #machine: () => number;
  /** When it will fire, as far as we know; undefined until storage was asked. */
  #armed: number | null | undefined;
  #firing = false;

  constructor(store: AlarmStore, machine: () => number) {
    this.#store = store;
    this.#machine = machine;
  }

  /** @param at machine time, epoch ms; null: nothing is due */
  arm(at: number | null): void {
    if (at === null || this.#firing) return;
    if (typeof this.#armed === "number" && this.#armed <= at) return;
    this.#armed = at;
    this.#store.set(at);
  }

  /** Wraps the handler: while it runs storage shows no alarm, and what is due is set at its end. */
  fired(handle: () => void): void {
    this.#armed = null;
    this.#firing = true;
    try {
      handle();
    } finally {
      this.#firing = false;
    }
  }

  /**
   * Whether the alarm was lost: none is set although something is due, or it lies in the past. How late in ms, else null.
   * @param due machine time of the earliest thing due
   * @param ask true to believe storage only, as the sweeper does
   */
  async lost(due: number | null, ask: boolean): Promise<number | null> {
    if (this.#firing || due === null) return null;
    if (ask || this.#armed === undefined) this.#armed = await this.#store.get();
    const late = this.#machine() - (this.#armed ?? due);
    if (this.#armed !== null && late < LOST_AFTER_MS) return null;
    this.#armed = null;
    return Math.max(0, late);
  }
}
