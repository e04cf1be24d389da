import type { TeamEvent } from "@nightbell/shared/team/events";
import { DAY, MINUTE, SECOND } from "@nightbell/shared/time";
import { openDb, type Db } from "../db/client.ts";
import { appendEvents } from "../db/events.ts";
import { settingsOf } from "../env.ts";
import { logLine } from "../http/log.ts";
import { historyOf } from "./history.ts";
import type { Log } from "./log.ts";

const BATCH = 500;
const SOON = 2 * SECOND;
/** Pings are many and nobody waits for their history. */
const LATER = 5 * MINUTE;
const FIRST_RETRY = 2 * SECOND;
const LONGEST_RETRY = MINUTE;
const RETENTION = 35 * DAY;

/**
 * Walks the log into Postgres, in order, behind everything else: if the record is down the cursor waits, and nothing
 * that pages anybody notices (design §2, "History").
 */
export class Flusher {
  readonly #env: Env;
  readonly #log: Log;
  #cursor: number;
  #due: number | null;
  #failures = 0;
  #running = false;

  constructor(env: Env, log: Log, lastSeq: number) {
    this.#env = env;
    this.#log = log;
    this.#cursor = Number(log.get("flushed") ?? 0);
    this.#due = null;
    if (this.#cursor < lastSeq) this.note(log.since(this.#cursor, BATCH));
  }

  /** When it wants to run again, real time; null when all is told. */
  get due(): number | null {
    return this.#running ? null : this.#due;
  }

  /** The last event that the record has for certain. */
  get cursor(): number {
    return this.#cursor;
  }

  /** True while the record could not be reached the last time. */
  get recordDown(): boolean {
    return this.#failures > 0;
  }

  note(events: readonly TeamEvent[]): void {
    if (events.length === 0) return;
    const wait = events.every(({ kind }) => kind === "heartbeat.pinged") ? LATER : SOON;
    this.#due = Math.min(this.#due ?? Infinity, Date.now() + wait);
    if (this.#failures > 0) this.#due = Math.max(this.#due, Date.now() + FIRST_RETRY);
  }

  /** Tells the record what it does not have yet. Never throws. */
  async run(team: string): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      await this.#flush(team, openDb(settingsOf(this.#env)));
      this.#failures = 0;
      this.#log.trim(this.#cursor, Date.now() - RETENTION);
    } catch (error) {
      this.#failures += 1;
      const wait = Math.min(FIRST_RETRY * 2 ** this.#failures, LONGEST_RETRY);
      this.#due = Date.now() + Math.ceil(wait * (0.5 + Math.random() / 2));
      logLine({ level: "warn", event: "flush_failed", team, failures: this.#failures, error: String(error) });
    } finally {
      this.#running = false;
    }
  }

  async #flush(team: string, db: Db): Promise<void> {
    for (;;) {
      this.#due = null;
      const events = this.#log.since(this.#cursor, BATCH);
      const last = events.at(-1);
      if (!last) return;
      const held = await appendEvents(db, team, events.map(historyOf));
      // The record may have been restored to an earlier day: then it is told again from there.
      this.#cursor = held < this.#cursor ? held : last.seq;
      this.#log.set("flushed", String(this.#cursor));
    }
  }
}
