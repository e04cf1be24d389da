/** The test runner says nothing of objects that end like this. */
export const QUIET = "Instance dispose";

/** The places of one object's path at which it can be made to crash, in the order in which they were passed. */
export class CrashPoints {
  readonly #passed: string[] = [];
  readonly #next: string[];
  crashes = 0;
  /** Each alarm fails once it has done its work. */
  alarmsThrow = false;

  /** @param at where it is to crash, one after the other */
  constructor(at: readonly string[]) {
    this.#next = [...at];
  }

  /** Each once. */
  get passed(): string[] {
    return [...new Set(this.#passed)];
  }

  /** Crashes that were ordered and did not come. */
  get missing(): readonly string[] {
    return this.#next;
  }

  /** When its turn has come, the object ends here: what it has not made durable never was. */
  pass(place: string, object: DurableObjectState): void {
    this.#passed.push(place);
    if (this.#next[0] !== place) return;
    this.#next.shift();
    this.crashes += 1;
    object.abort(`${QUIET}: ${place}`);
  }
}

/** By team. Objects of other teams are left alone. Test and objects share this, as they share the isolate. */
export const crashPoints = new Map<string, CrashPoints>();
