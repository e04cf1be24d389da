import { DurableObject } from "cloudflare:workers";

/** What a ping is measured against: a Worker that hands a row to an object, and an object that inserts it. */

type InsertEnv = {
  ROW: DurableObjectNamespace<Row>;
  /** Characters in the `data` of a row: as many as a ping's row has. */
  DATA_LENGTH: string;
};

/** One insert, into a table like the log's. The output gate holds the answer back until the row is durable. */
export class Row extends DurableObject<InsertEnv> {
  #seq: number;

  constructor(ctx: DurableObjectState, env: InsertEnv) {
    super(ctx, env);
    ctx.storage.sql.exec(`CREATE TABLE IF NOT EXISTS event (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, data TEXT NOT NULL, body BLOB)`);
    this.#seq = ctx.storage.sql.exec<{ seq: number }>("SELECT coalesce(max(seq), 0) AS seq FROM event").one().seq;
  }

  insert(at: number, data: string): string {
    this.ctx.storage.sql.exec(
      "INSERT INTO event (seq, at, kind, subject, data, body) VALUES (?, ?, ?, ?, ?, ?)",
      ++this.#seq,
      at,
      "heartbeat.pinged",
      "hb_00000000000000000000000000",
      data,
      null,
    );
    return "OK";
  }
}

let data: string | undefined;

export default {
  /** Takes `/<object>`. */
  async fetch(request: Request, env: InsertEnv): Promise<Response> {
    data ??= "x".repeat(Number(env.DATA_LENGTH));
    return new Response(await env.ROW.getByName(new URL(request.url).pathname).insert(Date.now(), data));
  },
};
