import { DurableObject } from "cloudflare:workers";
import { HELP_LIMIT } from "@nightbell/shared/paging/replies";
import { DAY, type Instant } from "@nightbell/shared/time";
import type { AssignedCode, PhonePage, PhoneRpc, ResolvedReply } from "@nightbell/shared/team/phone-rpc";

const FIRST_CODE = 10;
const LAST_CODE = 999;
/** A page that has sent nothing for so long has lost its team: its code is free again. */
const FORGET_AFTER = 30 * DAY;

type Row = { code: number; route: string; page: string; label: string };

/** One phone number, named by its E.164 form: which page an SMS reply means, and whether SMS may be sent at all. */
export class Phone extends DurableObject implements PhoneRpc {
  readonly #sql: SqlStorage;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#sql = state.storage.sql;
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS open_page (
        code INTEGER PRIMARY KEY, route TEXT NOT NULL, page TEXT NOT NULL, label TEXT NOT NULL, used_at INTEGER NOT NULL,
        UNIQUE (route, page));
      CREATE TABLE IF NOT EXISTS team (route TEXT PRIMARY KEY);
      CREATE TABLE IF NOT EXISTS phone (
        id INTEGER PRIMARY KEY CHECK (id = 1), last_route TEXT, last_page TEXT, opted_out INTEGER NOT NULL DEFAULT 0,
        helps INTEGER NOT NULL DEFAULT 0);
      INSERT OR IGNORE INTO phone (id) VALUES (1);`);
  }

  async assign({ route, page, label }: PhonePage, at: Instant): Promise<AssignedCode> {
    this.#sql.exec("DELETE FROM open_page WHERE used_at < ?", at - FORGET_AFTER);
    this.#sql.exec("INSERT OR IGNORE INTO team (route) VALUES (?)", route);
    this.#sql.exec("UPDATE phone SET last_route = ?, last_page = ?", route, page);
    const rows = this.#open();
    const others = rows.filter((row) => row.route !== route || row.page !== page);
    const code = rows.find((row) => !others.includes(row))?.code ?? lowestFree(rows);
    if (code !== null) {
      this.#sql.exec(
        "INSERT OR REPLACE INTO open_page (code, route, page, label, used_at) VALUES (?, ?, ?, ?, ?)",
        code,
        route,
        page,
        label,
        at,
      );
    }
    return { code, alone: others.length === 0 };
  }

  async release(route: string, page: string): Promise<void> {
    this.#sql.exec("DELETE FROM open_page WHERE route = ? AND page = ?", route, page);
  }

  async resolve(code: number | null): Promise<ResolvedReply> {
    const rows = this.#open();
    const meant = code === null ? this.#last() : (rows.find((row) => row.code === code) ?? null);
    const others = rows
      .filter((row) => row.route !== meant?.route || row.page !== meant.page)
      .map(({ code: other, label }) => ({ code: other, label }));
    if (meant === null) return { found: false, known: this.#last() !== null, others };
    this.#sql.exec("UPDATE phone SET helps = 0 WHERE helps > 0");
    return { found: true, route: meant.route, page: meant.page, others };
  }

  async optOut(out: boolean): Promise<string[]> {
    this.#sql.exec("UPDATE phone SET opted_out = ?", out ? 1 : 0);
    return this.#sql
      .exec<{ route: string }>("SELECT route FROM team ORDER BY route")
      .toArray()
      .map(({ route }) => route);
  }

  async optedOut(): Promise<boolean> {
    return this.#sql.exec<{ out: number }>("SELECT opted_out AS out FROM phone").one().out === 1;
  }

  async help(): Promise<boolean> {
    if (this.#last() === null) return false;
    return (
      this.#sql.exec("UPDATE phone SET helps = helps + 1 WHERE helps < ? RETURNING helps", HELP_LIMIT).toArray()
        .length > 0
    );
  }

  #open(): Row[] {
    return this.#sql.exec<Row>("SELECT code, route, page, label FROM open_page ORDER BY code").toArray();
  }

  /** What the last SMS to this number was about; null when there was none. */
  #last(): { route: string; page: string } | null {
    const { route, page } = this.#sql
      .exec<{ route: string | null; page: string | null }>("SELECT last_route AS route, last_page AS page FROM phone")
      .one();
    return route === null || page === null ? null : { route, page };
  }
}

/** @param rows in order of code */
function lowestFree(rows: Row[]): number | null {
  const taken = new Set(rows.map((row) => row.code));
  for (let code = FIRST_CODE; code <= LAST_CODE; code++) if (!taken.has(code)) return code;
  return null;
}
