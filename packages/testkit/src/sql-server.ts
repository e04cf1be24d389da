import {
  ISOLATION_LEVELS,
  type Database,
  type IsolationLevel,
  type Statement,
  type TransactionOptions,
} from "./database/database.ts";

/** The fields of a Postgres error that Neon passes on in a 400 body. */
const ERROR_FIELDS = [
  "message",
  "code",
  "severity",
  "detail",
  "hint",
  "position",
  "internalPosition",
  "internalQuery",
  "where",
  "schema",
  "table",
  "column",
  "dataType",
  "constraint",
  "file",
  "line",
  "routine",
] as const;

/** Neon's HTTP `/sql` endpoint in front of any Postgres. */
export interface SqlServer {
  /** Answers one request of the Neon driver: spec "platform" §7. Never rejects. */
  handle(request: Request): Promise<Response>;
  /** False plays an outage: every request gets 503 and nothing runs, until it is set to true again. */
  setReachable(reachable: boolean): void;
}

/** Serves `database` over Neon's HTTP protocol. Rights are those of the connection string's user. */
export function createSqlServer(database: Database): SqlServer {
  let reachable = true;
  return {
    setReachable: (value) => void (reachable = value),
    async handle(request) {
      if (!reachable) return new Response("database unavailable", { status: 503 });
      if (request.method !== "POST") return new Response("POST only", { status: 405 });
      try {
        return await answer(database, request);
      } catch (error) {
        return Response.json(errorBody(error), { status: 400 });
      }
    },
  };
}

async function answer(database: Database, request: Request): Promise<Response> {
  requireHeader(request, "Neon-Raw-Text-Output", "true");
  requireHeader(request, "Neon-Array-Mode", "true");
  const user = connectionUser(request.headers.get("Neon-Connection-String"));
  const body: unknown = await request.json();
  if (isRecord(body) && Array.isArray(body["queries"])) {
    const results = await database.run(user, body["queries"].map(parseStatement), transactionOptions(request.headers));
    return Response.json({ results: results.map((result) => ({ ...result, rowAsArray: true })) });
  }
  const [result] = await database.run(user, [parseStatement(body)]);
  return Response.json({ ...result, rowAsArray: true });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function requireHeader(request: Request, name: string, value: string): void {
  if (request.headers.get(name) !== value) throw new Error(`Header ${name}: ${value} is required.`);
}

/** The login that a Postgres connection string names. @throws when there is none */
export function connectionUser(connectionString: string | null): string {
  const user =
    connectionString && URL.canParse(connectionString) ? decodeURIComponent(new URL(connectionString).username) : "";
  if (!user) throw new Error("Neon-Connection-String must be a Postgres URL with a user.");
  return user;
}

function parseStatement(value: unknown): Statement {
  if (!isRecord(value) || typeof value["query"] !== "string") throw new Error("A statement needs a query text.");
  const params = value["params"] ?? [];
  if (!Array.isArray(params)) throw new Error("The params of a statement must be an array.");
  return { query: value["query"], params: params.map(parseParam) };
}

function parseParam(param: unknown): string | null {
  if (param === null || typeof param === "string") return param;
  throw new Error("A parameter must be text or null.");
}

function transactionOptions(headers: Headers): TransactionOptions {
  const options: TransactionOptions = {};
  const isolation = headers.get("Neon-Batch-Isolation-Level");
  if (isolation !== null) options.isolation = parseIsolation(isolation);
  const readOnly = headers.get("Neon-Batch-Read-Only");
  if (readOnly !== null) options.readOnly = readOnly === "true";
  const deferrable = headers.get("Neon-Batch-Deferrable");
  if (deferrable !== null) options.deferrable = deferrable === "true";
  return options;
}

function parseIsolation(name: string): IsolationLevel {
  if (Object.hasOwn(ISOLATION_LEVELS, name)) return name as IsolationLevel;
  throw new Error(`Unknown isolation level ${name}.`);
}

function errorBody(error: unknown): Record<string, unknown> {
  const body: Record<string, unknown> = { message: String(error), severity: "ERROR" };
  if (isRecord(error)) for (const field of ERROR_FIELDS) if (error[field] !== undefined) body[field] = error[field];
  return body;
}
