import type { PostgresSpec } from "@nightbell/shared/check/spec/servers";
import { CheckFailure } from "../failure.ts";
import { cString, Cursor, EMPTY, textOf, u32, utf8 } from "../wire/bytes.ts";
import { assertCell, type Cell } from "../wire/cell.ts";
import { postgresMd5 } from "../wire/md5.ts";
import * as pg from "../wire/postgres.ts";
import { newNonce, scram } from "../wire/scram.ts";
import { converse, passed, secretOf } from "../wire/session.ts";
import { withTlsExplained } from "../wire/tls-reason.ts";
import type { Wire } from "../wire/wire.ts";
import type { CheckContext, Checker } from "./finding.ts";

/** A Postgres server: greeting, login, one read-only question. Spec "checks" §1. */

/** What of the time left the server itself may use for the question. */
const QUERY_SHARE = 0.8;
const TOO_MANY = "the server's answer to one question never ends";
const MOST_MESSAGES = 1_000;

export const checkPostgres: Checker<"postgres"> = async (spec, context, egress) => {
  const { host, port } = spec;
  const target = { host, port, tls: "starttls" } as const;
  if (spec.level === 1) {
    await converse(target, context.signal, egress, (wire) => pg.askForTls(wire));
    return passed(context);
  }
  const offerTls = async (wire: Wire): Promise<void> => void (await pg.askForTls(wire));
  return withTlsExplained(target, offerTls, context, egress, () =>
    converse(target, context.signal, egress, async (wire) => {
      await enter(wire, spec, context);
      const cell = spec.level === 3 ? await ask(wire, spec, context) : undefined;
      await wire.write(pg.message("X", EMPTY));
      if (spec.level === 3) assertCell(cell, spec.assertion);
      return passed(context, cell);
    }),
  );
};

/** TLS as far as wanted, then the login. */
async function enter(wire: Wire, spec: PostgresSpec, { secrets }: CheckContext): Promise<void> {
  if (spec.tls !== "off") {
    if (await pg.askForTls(wire)) wire.secure(spec.host);
    else if (spec.tls === "require") throw new CheckFailure("not_tls", "the server does not offer TLS");
  }
  const user = spec.user ?? "";
  const password = spec.password === null ? "" : secretOf(spec.password, secrets);
  await pg.sendStartup(wire, {
    user,
    database: spec.database ?? user,
    application_name: "nightbell",
    client_encoding: "UTF8",
  });
  await authenticate(wire, user, password);
  await untilReady(wire, loginFailure);
}

/** Answers whatever proof the server asks for, until it is content. */
async function authenticate(wire: Wire, user: string, password: string): Promise<void> {
  const exchange = scram("", password, newNonce());
  let unproven = false;
  for (let turn = 0; turn < 10; turn++) {
    const { type, body } = await pg.nextMessage(wire);
    if (type === "E") throw loginFailure(pg.errorOf(body));
    if (type !== "R") throw new CheckFailure("protocol_error", "the server does not log in as Postgres does");
    const request = new Cursor(body);
    const kind = request.uint(4);
    if (kind === 0 && unproven)
      throw new CheckFailure("auth_failed", "the server did not prove that it knows the password");
    if (kind === 0) return;
    if (kind === 10 || kind === 12) unproven = kind === 10;
    if (kind === 3) await reply(wire, cString(password));
    else if (kind === 5) await reply(wire, cString(postgresMd5(user, password, request.take(4))));
    else if (kind === 10) await reply(wire, ...chosenMechanism(request, exchange.first));
    else if (kind === 11) await reply(wire, utf8(await exchange.final(textOf(request.rest()))));
    else if (kind === 12) exchange.verify(textOf(request.rest()));
    else throw new CheckFailure("auth_failed", "the server wants a login that is not by password");
  }
  throw new CheckFailure("protocol_error", "the server's login never ends");
}

const reply = (wire: Wire, ...body: Uint8Array[]): Promise<void> => wire.write(pg.message("p", ...body));

function chosenMechanism(request: Cursor, first: string): Uint8Array[] {
  const offered = textOf(request.rest()).split("\0");
  if (!offered.includes("SCRAM-SHA-256"))
    throw new CheckFailure("auth_failed", "the server wants a login that we do not speak: not SCRAM-SHA-256");
  return [cString("SCRAM-SHA-256"), u32(utf8(first).length), utf8(first)];
}

/** The first cell of the query's first row, asked in a transaction that cannot write. */
async function ask(wire: Wire, { query }: PostgresSpec, { timeoutMs, elapsed }: CheckContext): Promise<Cell> {
  const allowedMs = Math.max(1, Math.round((timeoutMs - elapsed()) * QUERY_SHARE));
  const frame = `BEGIN READ ONLY; SET LOCAL statement_timeout = ${allowedMs}`;
  await wire.write(pg.message("Q", cString(frame)));
  await untilReady(wire, queryFailure);
  await wire.write(pg.oneRowOf(query ?? ""));
  let cell: Cell;
  for (let turn = 0; turn < MOST_MESSAGES; turn++) {
    const answer = await pg.nextMessage(wire);
    if (answer.type === "E") throw queryFailure(pg.errorOf(answer.body));
    if (answer.type === "D") cell = pg.firstCell(answer);
    // The rest of a long row is not worth reading; the connection ends here anyway.
    if (answer.type === "Z" || answer.cut) return cell;
    if (answer.type === "G" || answer.type === "H" || answer.type === "W")
      throw new CheckFailure("query_failed", "COPY is no question: use a SELECT");
  }
  throw new CheckFailure("protocol_error", TOO_MANY);
}

async function untilReady(wire: Wire, failure: (error: pg.ServerError) => CheckFailure): Promise<void> {
  for (let turn = 0; turn < MOST_MESSAGES; turn++) {
    const { type, body } = await pg.nextMessage(wire);
    if (type === "E") throw failure(pg.errorOf(body));
    if (type === "Z") return;
  }
  throw new CheckFailure("protocol_error", TOO_MANY);
}

/** SQLSTATE class 28 is a refused login; anything else (full, starting up, no such database) is said in the server's words. */
function loginFailure({ code, message }: pg.ServerError): CheckFailure {
  return code.startsWith("28")
    ? new CheckFailure("auth_failed", `the login is refused: ${message}`)
    : new CheckFailure("query_failed", `the server lets nobody in: ${message}`);
}

const QUERY_CANCELED = "57014";

function queryFailure({ code, message }: pg.ServerError): CheckFailure {
  return code === QUERY_CANCELED
    ? new CheckFailure("too_slow", `the query took too long: ${message}`)
    : new CheckFailure("query_failed", `the query failed: ${message}`);
}
