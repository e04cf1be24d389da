/**
 * Lets calls to the probes begin, the most urgent first. A probe answers at once and then tells line by line, so a call
 * that hangs keeps a line open, and never the turn of another: "hanging targets delay nobody" (spec "checks" §6).
 */

/** Cloudflare holds back a seventh request while six wait for the first of their answers. */
const UNANSWERED_AT_ONCE = 6;
/** Enough for a thousand monitors that all hang; each is a stream and little memory. */
const OPEN_AT_ONCE = 150;

/** Spec "checks" §2, "overload order": confirmations, then monitors that are not up, then what is oldest. */
export type Rank = 0 | 1 | 2;

export class CallQueue {
  #unanswered = 0;
  #open = 0;
  readonly #waiting: { rank: Rank; begin: () => void }[] = [];

  /**
   * Runs `work` when it is its turn, and settles as it does.
   * @param work is given `answered`, to be called once its answer begins to come
   */
  async run(rank: Rank, work: (answered: () => void) => Promise<void>): Promise<void> {
    await new Promise<void>((begin) => {
      const behind = this.#waiting.findIndex((other) => other.rank > rank);
      this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, { rank, begin });
      this.#advance();
    });
    let isAnswered = false;
    const answered = (): void => {
      if (isAnswered) return;
      isAnswered = true;
      this.#unanswered -= 1;
      this.#advance();
    };
    try {
      await work(answered);
    } finally {
      this.#open -= 1;
      answered();
      this.#advance();
    }
  }

  #advance(): void {
    while (this.#unanswered < UNANSWERED_AT_ONCE && this.#open < OPEN_AT_ONCE) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#unanswered += 1;
      this.#open += 1;
      next.begin();
    }
  }
}
