import { seriesStateOf, type SeriesState } from "@nightbell/shared/stats/series-state";
import { nextSpan, type Span } from "@nightbell/shared/stats/span";
import type { Instant } from "@nightbell/shared/time";

/** As far as an outage reaches back over what was shown before it was decided. */
const LATEST = 20;

type Row = { monitor: string; at: number; state: SeriesState | null };

/**
 * Which state each monitor was in and since when: a row a change. The log knows it as well, but not where to look for
 * what held an hour ago.
 */
export class Spans {
  readonly #sql: SqlStorage;
  /** By monitor, the state that holds; null once it was deleted. */
  readonly #last: Map<string, SeriesState | null>;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS span (monitor TEXT, at INTEGER, state TEXT, PRIMARY KEY (monitor, at)) WITHOUT ROWID",
    );
    const last = sql.exec<Row>(
      "SELECT monitor, at, state FROM span AS s WHERE at = (SELECT max(at) FROM span WHERE monitor = s.monitor)",
    );
    this.#last = new Map(last.toArray().map(({ monitor, state }) => [monitor, state]));
  }

  /**
   * Notes what a monitor shows; what is known already costs nothing.
   * @param status as it is shown; null: it was deleted
   * @param since from when it holds
   * @returns from when on time is counted differently now; null when nothing changed
   */
  note(monitor: string, status: string | null, since: Instant, now: Instant): Instant | null {
    const state = status === null ? null : seriesStateOf(status);
    const isSilent = status !== null && state === null;
    if (isSilent || (this.#last.get(monitor) ?? null) === state) return null;
    const span = nextSpan(this.#latest(monitor), state, since, now);
    if (span === null) return null;
    this.#sql.exec("DELETE FROM span WHERE monitor = ? AND at > ?", monitor, span.at);
    this.#sql.exec(
      "INSERT INTO span (monitor, at, state) VALUES (?, ?, ?) ON CONFLICT (monitor, at) DO UPDATE SET state = excluded.state",
      monitor,
      span.at,
      span.state,
    );
    this.#last.set(monitor, state);
    return span.at;
  }

  /** Spans within [from, until) and those that held at `from`, by monitor. @param monitor null: of all of them */
  between(from: Instant, until: Instant, monitor: string | null = null): Map<string, Span[]> {
    const rows = this.#sql.exec<Row>(
      `SELECT monitor, at, state FROM span AS s WHERE at < ? AND (? IS NULL OR monitor = ?)
         AND at >= coalesce((SELECT max(at) FROM span WHERE monitor = s.monitor AND at <= ?), 0) ORDER BY monitor, at`,
      until,
      monitor,
      monitor,
      from,
    );
    const spans = new Map<string, Span[]>();
    for (const { monitor: id, at, state } of rows) {
      const own = spans.get(id) ?? [];
      own.push({ at, state });
      spans.set(id, own);
    }
    return spans;
  }

  /** Forgets what was over before an instant. */
  trim(before: Instant): void {
    this.#sql.exec(
      `DELETE FROM span WHERE at < ? AND (state IS NULL
         OR EXISTS (SELECT 1 FROM span AS later WHERE later.monitor = span.monitor AND later.at > span.at AND later.at <= ?))`,
      before,
      before,
    );
  }

  #latest(monitor: string): Span[] {
    const rows = this.#sql.exec<Row>(
      "SELECT monitor, at, state FROM span WHERE monitor = ? ORDER BY at DESC LIMIT ?",
      monitor,
      LATEST,
    );
    return rows
      .toArray()
      .map(({ at, state }) => ({ at, state }))
      .toReversed();
  }
}
