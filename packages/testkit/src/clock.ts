/** Something due later. A rejected promise of a task goes to the clock's error handler. */
export type Task = () => void | Promise<void>;

/** The time and the timers of a fake. Fakes never call `Date.now` or `setTimeout` themselves, so a test can step them. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Runs `task` once after `delayMs`; the returned function cancels it and may be called at any time. */
  schedule(delayMs: number, task: Task): () => void;
}

export interface VirtualClock extends Clock {
  /**
   * Moves time forward by `ms`, running what falls due in order of time, then of scheduling. Resolves when every task
   * (also those which tasks scheduled within the span) has finished, its HTTP calls included. Rejects with a task's error.
   */
  advance(ms: number): Promise<void>;
  /** How many tasks are waiting. */
  pending(): number;
}

type Entry = { at: number; order: number; task: Task };

/** A clock that stands still until a test moves it. @param start epoch ms */
export function createVirtualClock(start = Date.UTC(2026, 0, 5, 3, 0)): VirtualClock {
  let now = start;
  let order = 0;
  const entries = new Set<Entry>();

  const nextUntil = (end: number): Entry | undefined =>
    [...entries].filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];

  return {
    now: () => now,
    pending: () => entries.size,
    schedule(delayMs, task) {
      const entry: Entry = { at: now + Math.max(0, delayMs), order: order++, task };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    async advance(ms) {
      const end = now + ms;
      for (let entry = nextUntil(end); entry; entry = nextUntil(end)) {
        entries.delete(entry);
        now = Math.max(now, entry.at);
        await entry.task();
      }
      now = end;
    },
  };
}

/**
 * The machine's clock.
 * @param options.speed how many times faster than real time delays pass (default 1)
 * @param options.onError is told what a task threw; without it the error is printed
 */
export function createRealClock(options: { speed?: number; onError?: (error: unknown) => void } = {}): Clock {
  const speed = options.speed ?? 1;
  const onError = options.onError ?? ((error) => console.error("A scheduled task failed:", error));
  return {
    now: () => Date.now(),
    schedule(delayMs, task) {
      const timer = setTimeout(() => {
        Promise.resolve().then(task).catch(onError);
      }, delayMs / speed);
      return () => clearTimeout(timer);
    },
  };
}
