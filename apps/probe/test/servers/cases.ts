import type { Case } from "./run-case.ts";

/** What checks must find at real servers: running, stopped, hung, full, with a wrong password, of another kind. Spec "checks" §1. */

const host = "localhost";
const password = "{{password}}";

const postgres = (port: string, more: Record<string, unknown> = {}): Case["check"] => ({
  type: "postgres",
  host,
  port,
  ...more,
});
const scram = { user: "by_scram", password, database: "postgres" };
const asked = (query: string, assertion: object | null = null) => ({ ...scram, level: 3, query, assertion });

const POSTGRES: Case[] = [
  { name: "greeting", check: postgres("postgres"), expected: "ok" },
  { name: "greeting without TLS", check: postgres("postgresFull"), expected: "ok" },
  { name: "stopped", check: postgres("closed"), expected: "connect_refused" },
  {
    name: "hung",
    check: postgres("postgresHung"),
    expected: "timeout_ttfb",
    timeoutMs: 800,
    says: /said nothing in time/,
  },
  {
    name: "hung before a login",
    check: postgres("postgresHung", { level: 2, ...scram }),
    expected: "timeout_ttfb",
    timeoutMs: 800,
  },
  { name: "a web server instead", check: postgres("web"), expected: "protocol_error", says: /not answer as Postgres/ },
  // It waits for the end of a line, which no Postgres client sends.
  { name: "Redis instead", check: postgres("redisOpen"), expected: "timeout_ttfb", timeoutMs: 800 },
  { name: "MariaDB instead", check: postgres("mariadb"), expected: "protocol_error" },
  {
    name: "login by SCRAM over TLS",
    check: postgres("postgres", { level: 2, ...scram, tls: "require" }),
    expected: "ok",
  },
  {
    name: "login by SCRAM without TLS",
    check: postgres("postgres", { level: 2, ...scram, tls: "off" }),
    expected: "ok",
  },
  { name: "login by MD5", check: postgres("postgres", { level: 2, ...scram, user: "by_md5" }), expected: "ok" },
  { name: "login in the clear", check: postgres("postgres", { level: 2, ...scram, user: "by_clear" }), expected: "ok" },
  ...["by_scram", "by_md5", "by_clear"].map((user): Case => ({
    name: `wrong password of ${user}`,
    check: postgres("postgres", { level: 2, ...scram, user }),
    password: "wrong",
    expected: "auth_failed",
    says: /password authentication failed for user/,
  })),
  {
    name: "no such user",
    check: postgres("postgres", { level: 2, ...scram, user: "nobody" }),
    expected: "auth_failed",
    says: /no pg_hba.conf entry/,
  },
  {
    name: "no such database",
    check: postgres("postgres", { level: 2, ...scram, database: "attic" }),
    expected: "query_failed",
    says: /database "attic" does not exist/,
  },
  {
    name: "full",
    check: postgres("postgresFull", { level: 2, user: "postgres" }),
    expected: "query_failed",
    says: /sorry, too many clients already/,
  },
  {
    name: "TLS required, none offered",
    check: postgres("postgresFull", { level: 2, user: "postgres", tls: "require" }),
    expected: "not_tls",
  },
  {
    name: "certificate for another name",
    check: { ...postgres("postgres", { level: 2, ...scram }), host: "127.0.0.1" },
    expected: "tls_host_mismatch",
  },
  {
    name: "question",
    check: postgres("postgres", asked("select lit from lamp order by lit desc")),
    expected: "ok",
    says: /^on$/,
  },
  {
    name: "assertion met",
    check: postgres("postgres", asked("select count(*) from lamp", { op: "gt", value: "1.5" })),
    expected: "ok",
    says: /^2$/,
  },
  {
    name: "assertion missed",
    check: postgres("postgres", asked("select count(*) from lamp", { op: "lt", value: "2" })),
    expected: "expect_mismatch",
    says: /expected less than "2", got "2"/,
  },
  {
    name: "NULL",
    check: postgres("postgres", asked("select null", { op: "eq", value: "x" })),
    expected: "expect_mismatch",
    says: /NULL/,
  },
  {
    name: "no row",
    check: postgres("postgres", asked("select lit from lamp where false", { op: "eq", value: "x" })),
    expected: "expect_mismatch",
    says: /no row/,
  },
  {
    name: "a row of a megabyte",
    check: postgres("postgres", asked("select repeat('on', 500000), 2", { op: "contains", value: "onon" })),
    expected: "ok",
  },
  {
    name: "a million rows",
    check: postgres("postgres", asked("select generate_series(1, 1000000)", { op: "eq", value: "1" })),
    expected: "ok",
  },
  {
    name: "writing",
    check: postgres("postgres", asked("insert into lamp values ('broken') returning lit")),
    expected: "query_failed",
    says: /read-only transaction/,
  },
  {
    name: "two statements",
    check: postgres("postgres", asked("rollback; drop table lamp")),
    expected: "query_failed",
    says: /multiple commands/,
  },
  { name: "bad SQL", check: postgres("postgres", asked("selekt 1")), expected: "query_failed", says: /syntax error/ },
  { name: "COPY", check: postgres("postgres", asked("copy lamp to stdout")), expected: "query_failed", says: /SELECT/ },
  {
    name: "a slow query",
    check: postgres("postgres", asked("select pg_sleep(30)")),
    timeoutMs: 1_500,
    expected: "too_slow",
    says: /statement timeout/,
  },
];

const mysql = (port: string, more: Record<string, unknown> = {}): Case["check"] => ({
  type: "mysql",
  host,
  port,
  ...more,
});
const entry = { user: "nightbell", password, database: "nightbell" };
const question = (query: string, assertion: object | null = null) => ({ ...entry, level: 3, query, assertion });

const MARIADB: Case[] = [
  { name: "greeting", check: mysql("mariadb"), expected: "ok", says: /MariaDB/ },
  { name: "stopped", check: mysql("closed"), expected: "connect_refused" },
  { name: "hung", check: mysql("silent"), expected: "timeout_ttfb", timeoutMs: 800 },
  { name: "full", check: mysql("mariadbFull"), expected: "query_failed", says: /Too many connections/ },
  {
    name: "full, at a login",
    check: mysql("mariadbFull", { level: 2, ...entry }),
    expected: "query_failed",
    says: /Too many/,
  },
  { name: "a mail server instead", check: mysql("smtp"), expected: "protocol_error" },
  { name: "login over TLS", check: mysql("mariadb", { level: 2, ...entry, tls: "require" }), expected: "ok" },
  { name: "login without TLS", check: mysql("mariadb", { level: 2, ...entry, tls: "off" }), expected: "ok" },
  {
    name: "wrong password",
    check: mysql("mariadb", { level: 2, ...entry }),
    password: "wrong",
    expected: "auth_failed",
    says: /Access denied for user/,
  },
  {
    name: "no such database",
    check: mysql("mariadb", { level: 2, ...entry, database: "mysql" }),
    expected: "auth_failed",
    says: /Access denied for user .* to database/,
  },
  {
    name: "certificate for another name",
    check: { ...mysql("mariadb", { level: 2, ...entry }), host: "127.0.0.1" },
    expected: "tls_host_mismatch",
  },
  {
    name: "question",
    check: mysql("mariadb", question("select lit from lamp order by lit desc")),
    expected: "ok",
    says: /^on$/,
  },
  {
    name: "assertion missed",
    check: mysql("mariadb", question("select count(*) from lamp", { op: "gt", value: "2" })),
    expected: "expect_mismatch",
    says: /expected more than "2", got "2"/,
  },
  {
    name: "NULL",
    check: mysql("mariadb", question("select null", { op: "eq", value: "x" })),
    expected: "expect_mismatch",
    says: /NULL/,
  },
  {
    name: "no row",
    check: mysql("mariadb", question("select lit from lamp where false", { op: "eq", value: "x" })),
    expected: "expect_mismatch",
    says: /no row/,
  },
  {
    name: "a row of a megabyte",
    check: mysql("mariadb", question("select repeat('on', 500000), 2", { op: "contains", value: "onon" })),
    expected: "ok",
  },
  {
    name: "writing",
    check: mysql("mariadb", question("insert into lamp values ('broken')")),
    expected: "query_failed",
    says: /READ ONLY transaction/,
  },
  {
    name: "two statements",
    check: mysql("mariadb", question("select 1; select 2")),
    expected: "query_failed",
    says: /SQL syntax/,
  },
  {
    name: "a local file",
    check: mysql("mariadb", question("load data local infile '/etc/passwd' into table lamp")),
    expected: "query_failed",
  },
  {
    name: "a slow query",
    check: mysql("mariadb", question("select count(*) from seq_1_to_100000000 a join seq_1_to_100000 b")),
    timeoutMs: 1_500,
    expected: "too_slow",
    says: /max_statement_time/,
  },
];

const redis = (port: string, more: Record<string, unknown> = {}): Case["check"] => ({
  type: "redis",
  host,
  port,
  ...more,
});

const REDIS: Case[] = [
  { name: "PONG", check: redis("redisOpen"), expected: "ok", says: /^PONG$/ },
  { name: "NOAUTH", check: redis("redis"), expected: "ok", says: /NOAUTH/ },
  { name: "PONG over TLS", check: redis("redisTls", { tls: true, level: 2, password }), expected: "ok" },
  { name: "stopped", check: redis("closed"), expected: "connect_refused" },
  { name: "hung", check: redis("redisHung"), expected: "timeout_ttfb", timeoutMs: 800 },
  { name: "full", check: redis("redisFull"), expected: "query_failed", says: /max number of clients/ },
  { name: "a mail server instead", check: redis("smtpPlain"), expected: "protocol_error" },
  { name: "login", check: redis("redis", { level: 2, password }), expected: "ok" },
  { name: "login of a user", check: redis("redis", { level: 2, user: "nightbell", password }), expected: "ok" },
  {
    name: "wrong password",
    check: redis("redis", { level: 2, password }),
    password: "wrong",
    expected: "auth_failed",
    says: /WRONGPASS/,
  },
  { name: "no password given", check: redis("redis", { level: 2 }), expected: "auth_failed", says: /NOAUTH/ },
  {
    name: "a command the user may not use",
    check: redis("redis", { level: 3, user: "nightbell", password, command: "ROLE" }),
    expected: "auth_failed",
    says: /NOPERM/,
  },
  {
    name: "DBSIZE",
    check: redis("redisOpen", { level: 3, command: "DBSIZE", assertion: { op: "lt", value: "1" } }),
    expected: "ok",
    says: /^0$/,
  },
  {
    name: "INFO",
    check: redis("redisOpen", {
      level: 3,
      command: "INFO",
      key: "server",
      assertion: { op: "contains", value: "redis_version:" },
    }),
    expected: "ok",
  },
  {
    name: "ROLE",
    check: redis("redisOpen", { level: 3, command: "ROLE", assertion: { op: "eq", value: "master" } }),
    expected: "ok",
  },
  {
    name: "assertion missed",
    check: redis("redisOpen", { level: 3, command: "GET", key: "lamp", assertion: { op: "eq", value: "on" } }),
    expected: "expect_mismatch",
    says: /nothing/,
  },
  {
    name: "a command without its key",
    check: redis("redisOpen", { level: 3, command: "GET" }),
    expected: "query_failed",
    says: /wrong number of arguments/,
  },
  { name: "TLS where there is none", check: redis("web", { tls: true }), expected: "not_tls" },
];

export const DATABASES: Record<string, Case[]> = { postgres: POSTGRES, mariadbd: MARIADB, "redis-server": REDIS };
