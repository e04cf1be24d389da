/** What Neon's `/sql` protocol needs of a Postgres: spec "platform" §7. Two adapters: embedded.ts and postgres.ts. */

export type Statement = { query: string; params: (string | null)[] };

export const ISOLATION_LEVELS = {
  ReadUncommitted: "READ UNCOMMITTED",
  ReadCommitted: "READ COMMITTED",
  RepeatableRead: "REPEATABLE READ",
  Serializable: "SERIALIZABLE",
} as const;
export type IsolationLevel = keyof typeof ISOLATION_LEVELS;

export type TransactionOptions = { isolation?: IsolationLevel; readOnly?: boolean; deferrable?: boolean };

/** One statement's outcome; values are Postgres' own text form. */
export type StatementResult = {
  fields: { name: string; dataTypeID: number }[];
  rows: (string | null)[][];
  rowCount: number | null;
  command: string;
};

export interface Database {
  /**
   * Runs the statements in order in one transaction with the rights of `user`; all or nothing.
   * @throws the driver's error, with Postgres' fields (`code`, `detail`, `constraint`, …)
   */
  run(user: string, statements: Statement[], options?: TransactionOptions): Promise<StatementResult[]>;
  close(): Promise<void>;
}

/** The `SET TRANSACTION` statement for the options, or null when there is nothing to set. */
export function setTransaction(options: TransactionOptions): string | null {
  const modes: string[] = [];
  if (options.isolation) modes.push(`ISOLATION LEVEL ${ISOLATION_LEVELS[options.isolation]}`);
  if (options.readOnly !== undefined) modes.push(options.readOnly ? "READ ONLY" : "READ WRITE");
  if (options.deferrable !== undefined) modes.push(options.deferrable ? "DEFERRABLE" : "NOT DEFERRABLE");
  return modes.length ? `SET TRANSACTION ${modes.join(", ")}` : null;
}

/** An SQL identifier in quotes. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
