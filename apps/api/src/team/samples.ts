import { keptMs, type Sample } from "@nightbell/shared/stats/sample";
import { minuteOf, packRow, unpackRow, type SampleRow } from "@nightbell/shared/stats/sample-row";
import { earliest, type Instant } from "@nightbell/shared/time";
import { logLine } from "../http/log.ts";

/** Samples are trimmed early, oldest first, beyond this (spec "checks" §8). */
const LARGEST = 5_000_000_000;

type OpenMinute = { minute: number; row: SampleRow; written: boolean };

/**
 * The packed samples of one team: a row a minute while checks run, because every written row is paid for. The minute
 * that is being filled is in memory, and read from there.
 */
export class Samples {
  readonly #sql: SqlStorage;
  readonly #names = new Map<number, string>();
  readonly #numbers = new Map<string, number>();
  /** Remembered, because it is asked for at every entry to the object. */
  #newest: number | null;
  #open: OpenMinute | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`
      CREATE TABLE IF NOT EXISTS sample (minute INTEGER PRIMARY KEY, data BLOB NOT NULL);
      CREATE TABLE IF NOT EXISTS sample_monitor (number INTEGER PRIMARY KEY, id TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS vote (
        monitor TEXT, region TEXT, colo TEXT NOT NULL, at INTEGER NOT NULL, result TEXT NOT NULL, ms REAL NOT NULL,
        PRIMARY KEY (monitor, region)) WITHOUT ROWID;`);
    for (const { number, id } of sql.exec<{ number: number; id: string }>("SELECT number, id FROM sample_monitor"))
      this.#name(number, id);
    this.#newest = this.#newestRow();
  }

  /** The newest minute that is kept; null while there is none. */
  get newest(): number | null {
    return this.#open === null ? this.#newest : Math.max(this.#newest ?? 0, this.#open.minute);
  }

  /** Takes the answer to a check that came at `now`. */
  add(sample: Sample, now: Instant): void {
    const open = this.#minute(now);
    open.row.samples.push({ ...sample, ms: keptMs(sample.ms) });
    open.written = false;
  }

  /** Ticks up to `now` were dispatched. */
  dispatched(now: Instant): void {
    const open = this.#minute(now);
    open.row.dispatchedThrough = Math.max(open.row.dispatchedThrough, now);
    open.written = false;
  }

  /** Writes the open minute, whole, unless it is written. One that cannot be kept is lost: checks and pages go on. */
  write(): void {
    const open = this.#open;
    if (open === null || open.written) return;
    open.written = true;
    try {
      const data = packRow(open.minute, open.row, (monitor) => this.#numberOf(monitor));
      this.#sql.exec(
        "INSERT INTO sample (minute, data) VALUES (?, ?) ON CONFLICT (minute) DO UPDATE SET data = excluded.data",
        open.minute,
        data,
      );
    } catch (error) {
      logLine({ level: "error", event: "samples_lost", minute: open.minute, error: String(error) });
    }
  }

  /** Until when ticks were dispatched, as far as rows know; 0 when there are none. */
  dispatchedThrough(): Instant {
    return this.newest === null ? 0 : (this.#open?.row ?? this.#row(this.newest)).dispatchedThrough;
  }

  /** The first minute at or after `minute` that is kept; null when there is none. */
  firstFrom(minute: number): number | null {
    const [row] = this.#sql
      .exec<{ minute: number }>("SELECT minute FROM sample WHERE minute >= ? ORDER BY minute LIMIT 1", minute)
      .toArray();
    const open = this.#open === null || this.#open.minute < minute ? null : this.#open.minute;
    return earliest([row?.minute, open]);
  }

  /** What was asked within [from, until), by minute of its answer. @param monitor null: of all of them */
  *between(from: Instant, until: Instant, monitor: string | null = null): Generator<Sample> {
    // An answer is in the minute in which it came, at most one later than it was asked.
    for (const { samples } of this.#rows(minuteOf(from), minuteOf(until) + 1, monitor))
      for (const sample of samples) if (sample.at >= from && sample.at < until) yield sample;
  }

  /** What was answered in these minutes, both ends included. */
  *answered(first: number, last: number): Generator<Sample> {
    for (const { samples } of this.#rows(first, last, null)) yield* samples;
  }

  /** Keeps a vote of a monitor that is asked so rarely that nobody wants to look through the minutes for it. */
  keepVote({ monitor, region, colo, at, result, ms }: Sample): void {
    this.#sql.exec(
      `INSERT INTO vote (monitor, region, colo, at, result, ms) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (monitor, region)
       DO UPDATE SET colo = excluded.colo, at = excluded.at, result = excluded.result, ms = excluded.ms`,
      monitor,
      region,
      colo,
      at,
      result,
      ms,
    );
  }

  votes(): Sample[] {
    type Row = Omit<Sample, "cause">;
    return this.#sql
      .exec<Row>("SELECT monitor, region, colo, at, result, ms FROM vote")
      .toArray()
      .map((row) => ({ ...row, cause: null }));
  }

  forgetVotes(monitor: string): void {
    this.#sql.exec("DELETE FROM vote WHERE monitor = ?", monitor);
  }

  /** Forgets minutes before an instant, and the oldest of those that are too many bytes. */
  trim(before: Instant, largest = LARGEST): void {
    this.#sql.exec("DELETE FROM sample WHERE minute < ?", minuteOf(before));
    // The size of all storage costs nothing to ask; only a huge object has its rows added up.
    if (this.#sql.databaseSize > largest)
      this.#sql.exec(
        `DELETE FROM sample WHERE minute <= (SELECT max(minute) FROM (
           SELECT minute, sum(length(data)) OVER (ORDER BY minute DESC) AS bytes FROM sample) WHERE bytes > ?)`,
        largest,
      );
    this.#newest = this.#newestRow();
  }

  /** The minute that is filled now; the one before is written. */
  #minute(now: Instant): OpenMinute {
    const minute = minuteOf(now);
    if (this.#open?.minute !== minute) {
      this.write();
      this.#newest = this.newest;
      // The object may have written a part of it before it was forgotten.
      this.#open = { minute, row: this.#row(minute), written: true };
    }
    return this.#open;
  }

  #row(minute: number): SampleRow {
    const [row] = this.#stored(minute, minute, this.#nameFor(null));
    return row ?? { dispatchedThrough: 0, samples: [] };
  }

  /** Minutes, both ends included, with the samples of one monitor or (null) of all. */
  *#rows(first: number, last: number, monitor: string | null): Generator<SampleRow> {
    const open = this.#open;
    yield* this.#stored(first, last, this.#nameFor(monitor), open?.minute);
    if (open === null || open.minute < first || open.minute > last) return;
    const samples = open.row.samples.filter((sample) => monitor === null || sample.monitor === monitor);
    yield { ...open.row, samples };
  }

  /** Bytes that are no row are left out. */
  *#stored(first: number, last: number, nameOf: (number: number) => string | null, except = -1): Generator<SampleRow> {
    const cursor = this.#sql.exec<{ minute: number; data: ArrayBuffer }>(
      "SELECT minute, data FROM sample WHERE minute BETWEEN ? AND ? AND minute <> ? ORDER BY minute",
      first,
      last,
      except,
    );
    for (const { minute, data } of cursor) {
      const row = unpackRow(minute, new Uint8Array(data), nameOf);
      if (row !== null) yield row;
    }
  }

  /** The monitor of a number, if it is the one that is wanted. */
  #nameFor(wanted: string | null): (number: number) => string | null {
    return (number) => {
      const name = this.#names.get(number) ?? null;
      return wanted === null || name === wanted ? name : null;
    };
  }

  #newestRow(): number | null {
    return this.#sql.exec<{ minute: number | null }>("SELECT max(minute) AS minute FROM sample").one().minute;
  }

  #numberOf(monitor: string): number {
    const known = this.#numbers.get(monitor);
    if (known !== undefined) return known;
    const number = this.#names.size + 1;
    this.#sql.exec("INSERT INTO sample_monitor (number, id) VALUES (?, ?)", number, monitor);
    this.#name(number, monitor);
    return number;
  }

  #name(number: number, monitor: string): void {
    this.#names.set(number, monitor);
    this.#numbers.set(monitor, number);
  }
}
