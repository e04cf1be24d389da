import type { RedisSpec } from "@nightbell/shared/check/spec/servers";
import { CheckFailure } from "../failure.ts";
import { assertCell } from "../wire/cell.ts";
import { command, readReply, type Reply } from "../wire/redis.ts";
import { converse, passed, secretOf } from "../wire/session.ts";
import { withTlsExplained } from "../wire/tls-reason.ts";
import type { Wire } from "../wire/wire.ts";
import type { CheckContext, Checker } from "./finding.ts";

/** A Redis server: PING, login, one of the commands that only read. Spec "checks" §1. */

export const checkRedis: Checker<"redis"> = (spec, context, egress) => {
  const target = { host: spec.host, port: spec.port, tls: spec.tls ? "on" : "off" } as const;
  return withTlsExplained(target, null, context, egress, () =>
    converse(target, context.signal, egress, async (wire) => {
      const value = await question(wire, spec, context);
      if (spec.level === 3) assertCell(value, spec.assertion);
      return passed(context, value);
    }),
  );
};

async function question(wire: Wire, spec: RedisSpec, context: CheckContext): Promise<string | null> {
  if (spec.level === 1) {
    const pong = await exchange(wire, "PING");
    // A server that first wants a password is there all the same.
    return pong.kind === "error" && pong.code === "NOAUTH" ? pong.message : valueOf(pong);
  }
  if (spec.password !== null) {
    const login = [...(spec.user === null ? [] : [spec.user]), secretOf(spec.password, context.secrets)];
    valueOf(await exchange(wire, "AUTH", ...login), true);
  }
  if (spec.level === 2) return valueOf(await exchange(wire, "PING"));
  return valueOf(await exchange(wire, spec.command, ...(spec.key === null ? [] : [spec.key])));
}

async function exchange(wire: Wire, ...words: string[]): Promise<Reply> {
  await wire.write(command(...words));
  return readReply(wire);
}

const REFUSALS = ["NOAUTH", "WRONGPASS", "NOPERM"];

/** A reply's value. @throws CheckFailure `auth_failed` or `query_failed`, in the server's words */
function valueOf(reply: Reply, isLogin = false): string | null {
  if (reply.kind === "value") return reply.value;
  throw isLogin || REFUSALS.includes(reply.code)
    ? new CheckFailure("auth_failed", `the login is refused: ${reply.message}`)
    : new CheckFailure("query_failed", `the server answers with an error: ${reply.message}`);
}
