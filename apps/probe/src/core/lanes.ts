/** Runs jobs a few at a time, in order; the number may rise while they run. */
export class Lanes {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(width: number) {
    this.#free = width;
  }

  /** Adds lanes, and starts as many waiting jobs. */
  widen(by: number): void {
    for (let i = 0; i < by; i++) this.#release();
  }

  /** Runs the job when a lane is free; settles as the job does. */
  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await job();
    } finally {
      this.#release();
    }
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}
