import type { MysqlSpec } from "@nightbell/shared/check/spec/servers";
import { CheckFailure } from "../failure.ts";
import { cString, Cursor } from "../wire/bytes.ts";
import { assertCell } from "../wire/cell.ts";
import { proofFor, sealedPassword } from "../wire/mysql-proof.ts";
import * as mysql from "../wire/mysql.ts";
import { converse, oneLine, passed, secretOf } from "../wire/session.ts";
import { withTlsExplained } from "../wire/tls-reason.ts";
import type { Wire } from "../wire/wire.ts";
import type { CheckContext, Checker } from "./finding.ts";

/**
 * A MySQL or MariaDB server: greeting, login, one read-only question. Spec "checks" §1.
 * Level 1 leaves after the greeting, which the server counts as an interrupted connection: `max_connect_errors` in a row,
 * without a login from the same address between them, make it refuse that address. Level 2 has no such limit.
 */

const QUERY_SHARE = 0.8;
const UNKNOWN_VARIABLE = 1193;
const TIMED_OUT = [3024, 1969];
/** Access denied for various reasons, and old or unknown methods of login. */
const REFUSED = [1044, 1045, 1130, 1251, 1698, 1820, 1862, 2059, 3118, 4151];

export const checkMysql: Checker<"mysql"> = (spec, context, egress) => {
  const { host, port } = spec;
  const target = { host, port, tls: "starttls" } as const;
  const offerTls = async (wire: Wire): Promise<void> => {
    await greet(wire);
    await mysql.writePacket(wire, 1, mysql.clientHeader(BASE | mysql.CAPABILITY.ssl));
  };
  return withTlsExplained(target, offerTls, context, egress, () =>
    converse(target, context.signal, egress, async (wire) => {
      const greeting = await greet(wire);
      if (spec.level === 1) return passed(context, greeting.version);
      await logIn(wire, greeting, spec, context);
      const cell = spec.level === 3 ? await ask(wire, greeting, spec, context) : undefined;
      await mysql.quit(wire);
      if (spec.level === 3) assertCell(cell, spec.assertion);
      return passed(context, cell);
    }),
  );
};

async function greet(wire: Wire): Promise<mysql.Greeting> {
  const { payload } = await mysql.readPacket(wire);
  if (mysql.isError(payload)) throw loginFailure(mysql.parseError(payload));
  return mysql.parseGreeting(payload);
}

const { longPassword, protocol41, transactions, secureConnection, pluginAuth } = mysql.CAPABILITY;
/** Neither multi-statements nor local files: they are not offered, so the server refuses them. */
const BASE = longPassword | protocol41 | transactions | secureConnection | pluginAuth;

async function logIn(wire: Wire, greeting: mysql.Greeting, spec: MysqlSpec, { secrets }: CheckContext): Promise<void> {
  const secure = spec.tls !== "off" && greeting.offersTls;
  if (spec.tls === "require" && !secure) throw new CheckFailure("not_tls", "the server does not offer TLS");
  const capabilities =
    BASE | (secure ? mysql.CAPABILITY.ssl : 0) | (spec.database === null ? 0 : mysql.CAPABILITY.connectWithDatabase);
  if (secure) {
    await mysql.writePacket(wire, 1, mysql.clientHeader(capabilities));
    wire.secure(spec.host);
  }
  const password = spec.password === null ? "" : secretOf(spec.password, secrets);
  const known = await proofFor(greeting.plugin, password, greeting.nonce, secure);
  // A method that we do not speak may be the server's default only, and not this user's: then it asks again.
  const plugin = known === null ? "mysql_native_password" : greeting.plugin;
  const proof = known ?? new Uint8Array(0);
  const login = { user: spec.user ?? "", proof, database: spec.database, plugin };
  await mysql.writePacket(wire, secure ? 2 : 1, mysql.loginPacket(capabilities, login));
  await prove(wire, { plugin, password, nonce: greeting.nonce, secure });
}

type Proving = { plugin: string; password: string; nonce: Uint8Array; secure: boolean };

const SWITCH = 0xfe;
const MORE_DATA = 0x01;
const FULL_AUTHENTICATION = 0x04;
const ASK_FOR_KEY = 0x02;

/** Gives whatever proof the server goes on to ask for, until it is content. */
async function prove(wire: Wire, first: Proving): Promise<void> {
  let proving = first;
  for (let turn = 0; turn < 10; turn++) {
    const { payload, sequence } = await mysql.readPacket(wire);
    const answer = (body: Uint8Array): Promise<void> => mysql.writePacket(wire, sequence + 1, body);
    if (mysql.isOk(payload)) return;
    if (mysql.isError(payload)) throw loginFailure(mysql.parseError(payload));
    if (payload[0] === SWITCH) {
      proving = switched(proving, payload);
      await answer(await proofOrRefusal(proving));
    } else if (payload[0] === MORE_DATA && payload[1] === FULL_AUTHENTICATION) {
      await answer(proving.secure ? cString(proving.password) : Uint8Array.of(ASK_FOR_KEY));
    } else if (payload[0] === MORE_DATA && payload.length > 2) {
      await answer(await sealedPassword(proving.password, proving.nonce, payload.subarray(1)));
    } else if (payload[0] !== MORE_DATA) {
      throw new CheckFailure("protocol_error", "the server does not log in as MySQL does");
    }
  }
  throw new CheckFailure("protocol_error", "the server's login never ends");
}

function switched(proving: Proving, payload: Uint8Array): Proving {
  const request = new Cursor(payload.subarray(1));
  const plugin = request.cString();
  return { ...proving, plugin, nonce: request.take(Math.min(20, request.left)) };
}

async function proofOrRefusal({ plugin, password, nonce, secure }: Proving): Promise<Uint8Array> {
  const proof = await proofFor(plugin, password, nonce, secure);
  if (proof !== null) return proof;
  throw new CheckFailure(
    "auth_failed",
    `the server wants a kind of login that we do not speak here: ${oneLine(plugin)}`,
  );
}

/** The first cell of the query's first row, asked in a session that cannot write. */
async function ask(wire: Wire, { version }: mysql.Greeting, { query }: MysqlSpec, context: CheckContext) {
  const allowedMs = Math.max(1, Math.round((context.timeoutMs - context.elapsed()) * QUERY_SHARE));
  const limit = version.includes("MariaDB")
    ? `SET SESSION max_statement_time = ${allowedMs / 1_000}`
    : `SET SESSION max_execution_time = ${allowedMs}`;
  await mysql.firstCell(wire, "SET SESSION TRANSACTION READ ONLY", queryFailure);
  await mysql.firstCell(wire, limit, queryFailure).catch(ignoreUnknownVariable);
  await mysql.firstCell(wire, "SET SESSION sql_select_limit = 1", queryFailure);
  return mysql.firstCell(wire, query ?? "", queryFailure);
}

/** MySQL before 5.7.8 has no such limit; the check's own deadline remains. */
function ignoreUnknownVariable(error: unknown): undefined {
  if (error instanceof UnknownVariable) return undefined;
  throw error;
}

class UnknownVariable extends CheckFailure {}

function loginFailure({ code, message }: mysql.ServerError): CheckFailure {
  return REFUSED.includes(code)
    ? new CheckFailure("auth_failed", `the login is refused: ${message}`)
    : new CheckFailure("query_failed", `the server lets nobody in: ${message}`);
}

function queryFailure({ code, message }: mysql.ServerError): CheckFailure {
  if (code === UNKNOWN_VARIABLE) return new UnknownVariable("query_failed", `the query failed: ${message}`);
  return TIMED_OUT.includes(code)
    ? new CheckFailure("too_slow", `the query took too long: ${message}`)
    : new CheckFailure("query_failed", `the query failed: ${message}`);
}
