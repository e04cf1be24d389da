import type { EventStore } from "@nightbell/shared/actor/ports";
import { isKept, type TeamEvent } from "@nightbell/shared/team/events";
import { evolve } from "@nightbell/shared/team/evolve";
import { upgraded } from "@nightbell/shared/team/upgrade";
import { emptyState, type TeamState } from "@nightbell/shared/team/state";

/** Rows may hold 2 MB; a state, or the configuration of a large team, is cut into pieces well below. */
const PIECE = 500_000;
/** Stands in the row of an event whose data is in pieces. */
const IN_PIECES = "";
/** How much of the log is replayed at most when the object wakes. */
const SNAPSHOT_EVERY = 500;

const PIECES =
  "CREATE TABLE IF NOT EXISTS piece (seq INTEGER, piece INTEGER, text TEXT NOT NULL, PRIMARY KEY (seq, piece)) WITHOUT ROWID;";

type EventRow = { seq: number; at: number; kind: string; subject: string; data: string };

/**
 * The append-only log of one team and what hangs on it: snapshots, and a few named values. The log is the truth;
 * everything else can be made from it (design §2).
 */
export class Log {
  readonly #sql: SqlStorage;
  #sinceSnapshot = 0;

  private constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The log of an object that has one; null, and nothing written, for a route that no team has. */
  static open(sql: SqlStorage): Log | null {
    const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'event'").toArray();
    if (tables.length === 0) return null;
    sql.exec(PIECES);
    return new Log(sql);
  }

  /** Makes the schema. One row a ping: the event table has no index beside its key (spec "platform" §4). */
  static create(sql: SqlStorage): Log {
    sql.exec(`
      CREATE TABLE IF NOT EXISTS event (
        seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, data TEXT NOT NULL, body BLOB);
      CREATE TABLE IF NOT EXISTS snapshot (seq INTEGER, piece INTEGER, text TEXT NOT NULL, PRIMARY KEY (seq, piece)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS value (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
      ${PIECES}`);
    return new Log(sql);
  }

  /** As the actor needs it: events and snapshot commit together. */
  asStore(storage: DurableObjectStorage): EventStore {
    return {
      load: () => this.load(),
      commit: (events, body, state) =>
        storage.transactionSync(() => {
          this.append(events, body);
          this.snapshotIfDue(state);
        }),
    };
  }

  /** Appends what is kept; a body belongs to the ping among the events. */
  append(events: readonly TeamEvent[], body: Uint8Array | null): void {
    for (const event of events) {
      if (!isKept(event)) continue;
      const bytes = event.kind === "heartbeat.pinged" ? body : null;
      this.#sql.exec(
        "INSERT INTO event (seq, at, kind, subject, data, body) VALUES (?, ?, ?, ?, ?, ?)",
        event.seq,
        event.at,
        event.kind,
        event.subject,
        this.#inOneRow(event.seq, JSON.stringify(event.data)),
        bytes,
      );
      this.#sinceSnapshot += 1;
    }
  }

  /** What goes into the row itself: the text, or a mark that it is in pieces. */
  #inOneRow(seq: number, text: string): string {
    if (text.length <= PIECE) return text;
    for (const [piece, part] of piecesOf(text).entries())
      this.#sql.exec("INSERT INTO piece (seq, piece, text) VALUES (?, ?, ?)", seq, piece, part);
    return IN_PIECES;
  }

  #event(row: EventRow): TeamEvent {
    const pieces =
      row.data === IN_PIECES
        ? this.#sql.exec<{ text: string }>("SELECT text FROM piece WHERE seq = ? ORDER BY piece", row.seq).toArray()
        : [{ text: row.data }];
    const data = JSON.parse(pieces.map(({ text }) => text).join("")) as unknown;
    return { ...row, data } as TeamEvent;
  }

  /** The state: the last snapshot and everything after it. */
  load(): TeamState {
    const pieces = this.#sql.exec<{ text: string }>("SELECT text FROM snapshot ORDER BY seq, piece").toArray();
    const base = pieces.length > 0 ? (JSON.parse(pieces.map(({ text }) => text).join("")) as TeamState) : emptyState();
    const events = this.since(base.seq);
    this.#sinceSnapshot = events.length;
    return upgraded(events.reduce(evolve, upgraded({ ...emptyState(), ...base })));
  }

  /** Writes a snapshot once enough has happened since the last. */
  snapshotIfDue(state: TeamState): void {
    if (this.#sinceSnapshot < SNAPSHOT_EVERY) return;
    const text = JSON.stringify(state);
    this.#sql.exec("DELETE FROM snapshot");
    for (const [piece, part] of piecesOf(text).entries())
      this.#sql.exec("INSERT INTO snapshot (seq, piece, text) VALUES (?, ?, ?)", state.seq, piece, part);
    this.#sinceSnapshot = 0;
  }

  /** Events after `seq`, oldest first, at most `limit`. */
  since(seq: number, limit = -1): TeamEvent[] {
    const rows = this.#sql.exec<EventRow>(
      "SELECT seq, at, kind, subject, data FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
      seq,
      limit,
    );
    return rows.toArray().map((row) => this.#event(row));
  }

  /** Events from `seq` on that are no pings: what a timeline is made of. */
  storyFrom(seq: number): TeamEvent[] {
    const rows = this.#sql.exec<EventRow>(
      "SELECT seq, at, kind, subject, data FROM event WHERE seq >= ? AND kind NOT IN ('heartbeat.pinged', 'config.changed') ORDER BY seq",
      seq,
    );
    return rows.toArray().map((row) => this.#event(row));
  }

  /** The body that came with a ping of this heartbeat; null when it had none or is gone. */
  body(seq: number, heartbeat: string): Uint8Array | null {
    const [row] = this.#sql
      .exec<{ body: ArrayBuffer | null }>(
        "SELECT body FROM event WHERE seq = ? AND kind = 'heartbeat.pinged' AND subject = ?",
        seq,
        heartbeat,
      )
      .toArray();
    return row?.body ? new Uint8Array(row.body) : null;
  }

  /** Forgets what the record has had for longer than the retention. A snapshot must cover it. */
  trim(flushed: number, before: number): void {
    const [row] = this.#sql.exec<{ seq: number | null }>("SELECT max(seq) AS seq FROM snapshot").toArray();
    // Time never falls with the number, so the first young event bounds the scan; there is no index on time.
    const [young] = this.#sql
      .exec<{ seq: number }>("SELECT seq FROM event WHERE at >= ? ORDER BY seq LIMIT 1", before)
      .toArray();
    const below = Math.min(flushed + 1, (row?.seq ?? 0) + 1, young?.seq ?? 0);
    this.#sql.exec("DELETE FROM event WHERE seq < ?", below);
    this.#sql.exec("DELETE FROM piece WHERE seq < ?", below);
  }

  get(name: string): string | null {
    const [row] = this.#sql.exec<{ text: string }>("SELECT text FROM value WHERE name = ?", name).toArray();
    return row?.text ?? null;
  }

  set(name: string, text: string): void {
    this.#sql.exec(
      "INSERT INTO value (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text",
      name,
      text,
    );
  }
}

function piecesOf(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / PIECE) }, (_, i) => text.slice(i * PIECE, (i + 1) * PIECE));
}
