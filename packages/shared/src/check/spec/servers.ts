import * as z from "zod";
import { cellAssertion, hostname, login, port, secretRef } from "./parts.ts";

/** Checks of databases and mail servers. Spec "checks" §1: level 1 a greeting, 2 a login, 3 a read-only question. */

const level = z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1);
const user = z.string().min(1).max(200).nullable().default(null);
const password = secretRef.nullable().default(null);
const query = z.string().trim().min(1).max(2_000).nullable().default(null);
const assertion = cellAssertion.nullable().default(null);

const needsUser = {
  rule: ({ level, user }: { level: number; user: string | null }) => level === 1 || user !== null,
  fault: { path: ["user"], error: "a login needs a user" },
};
const needsQuery = {
  rule: ({ level, query }: { level: number; query: string | null }) => level < 3 || query !== null,
  fault: { path: ["query"], error: "write the query" },
};

const sqlServer = {
  host: hostname,
  level,
  /** `require`: TLS or a failure. `prefer`: TLS where the server offers it. `off`: never. */
  tls: z.enum(["require", "prefer", "off"]).default("prefer"),
  user,
  password,
  database: z.string().min(1).max(100).nullable().default(null),
  query,
  assertion,
};

export const postgresSpec = z
  .strictObject({ type: z.literal("postgres"), port: port.default(5432), ...sqlServer })
  .refine(needsUser.rule, needsUser.fault)
  .refine(needsQuery.rule, needsQuery.fault);
export type PostgresSpec = z.infer<typeof postgresSpec>;

export const mysqlSpec = z
  .strictObject({ type: z.literal("mysql"), port: port.default(3306), ...sqlServer })
  .refine(needsUser.rule, needsUser.fault)
  .refine(needsQuery.rule, needsQuery.fault);
export type MysqlSpec = z.infer<typeof mysqlSpec>;

export const REDIS_COMMANDS = [
  "PING",
  "GET",
  "EXISTS",
  "TTL",
  "LLEN",
  "SCARD",
  "ZCARD",
  "HLEN",
  "XLEN",
  "DBSIZE",
  "INFO",
  "ROLE",
] as const;

export const redisSpec = z.strictObject({
  type: z.literal("redis"),
  host: hostname,
  port: port.default(6379),
  level,
  tls: z.boolean().default(false),
  user,
  password,
  /** At level 3: one of the commands that only read, and its key if it takes one. */
  command: z.enum(REDIS_COMMANDS).default("PING"),
  key: z.string().max(500).nullable().default(null),
  assertion,
});
export type RedisSpec = z.infer<typeof redisSpec>;

const mailServer = {
  host: hostname,
  /** `tls` from the first byte, or `starttls` after the greeting. */
  security: z.enum(["tls", "starttls"]),
  login: login.nullable().default(null),
};

export const smtpSpec = z.strictObject({ type: z.literal("smtp"), port: port.default(465), ...mailServer });
export type SmtpSpec = z.infer<typeof smtpSpec>;

export const imapSpec = z.strictObject({ type: z.literal("imap"), port: port.default(993), ...mailServer });
export type ImapSpec = z.infer<typeof imapSpec>;
