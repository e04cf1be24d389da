type Entry = { at: number; order: number; task: (() => void) | null };

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Everything that will happen, in order of time, then of scheduling: a binary heap. Virtual time moves only here. */
export class Queue {
  now: number;
  readonly #heap: Entry[] = [];
  #order = 0;

  /** @param start epoch ms */
  constructor(start: number) {
    this.now = start;
  }

  /** Runs a task at an instant, or now if that is past; the returned function cancels it. */
  at(instant: number, task: () => void): () => void {
    const entry: Entry = { at: Math.max(instant, this.now), order: this.#order++, task };
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return () => void (entry.task = null);
  }

  in(ms: number, task: () => void): () => void {
    return this.at(this.now + ms, task);
  }

  /** Moves time to the next task and gives it; null when none is due by then. */
  next(until: number): (() => void) | null {
    for (;;) {
      const [first] = this.#heap;
      if (first === undefined || first.at > until) return null;
      this.#drop();
      if (first.task === null) continue;
      this.now = first.at;
      return first.task;
    }
  }

  #rise(start: number): void {
    for (let i = start; i > 0;) {
      const above = (i - 1) >> 1;
      if (!this.#swapIfBefore(i, above)) return;
      i = above;
    }
  }

  #drop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      const least = this.#less(right, left) ? right : left;
      if (!this.#swapIfBefore(least, i)) return;
      i = least;
    }
  }

  #less(i: number, j: number): boolean {
    const [a, b] = [this.#heap[i], this.#heap[j]];
    return a !== undefined && b !== undefined && isBefore(a, b);
  }

  #swapIfBefore(lower: number, upper: number): boolean {
    const [a, b] = [this.#heap[lower], this.#heap[upper]];
    if (a === undefined || b === undefined || !isBefore(a, b)) return false;
    this.#heap[lower] = b;
    this.#heap[upper] = a;
    return true;
  }
}
