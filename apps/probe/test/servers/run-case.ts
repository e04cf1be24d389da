import type { CheckSpec, CheckType } from "@nightbell/shared/check/spec/spec";
import type { Cause } from "@nightbell/shared/check/cause";
import { checkRequest } from "@nightbell/shared/check/protocol";
import { failed, type CheckContext, type Checker, type Finding } from "../../src/core/checks/finding.ts";
import type { Egress } from "../../src/core/egress.ts";
import { CheckFailure } from "../../src/core/failure.ts";
import { makeCheck, type CheckOutcome } from "../../src/core/make-check.ts";
import { PLAIN_REACH, type Io } from "../../src/core/io.ts";
import { PASSWORD } from "./password.ts";

/** One check against one server, and what must come out of it, on whatever machine it is made. */
export type Case = {
  name: string;
  /** As a person sets it, without what has a default. `port` is a server's name. */
  check: { type: CheckType; port?: string } & Record<string, unknown>;
  expected: Cause | "ok" | "unknown";
  /** What the sentence or the value must say. */
  says?: RegExp;
  password?: string;
  timeoutMs?: number;
  /** Where only one kind of machine can do it. */
  only?: "node" | "workerd";
};

export type Ports = Readonly<Record<string, number>>;

/** Port 9 is where nothing listens, if a server could not be started: its cases are skipped anyway. */
export const portOf = (ports: Ports, name: string): number => ports[name] ?? 9;

export function egressOf(io: Io, ports: Ports): Egress {
  return {
    io,
    reach: PLAIN_REACH,
    allowLoopback: true,
    allowPrivate: () => false,
    ownHosts: [],
    resolvers: ["resolverA", "resolverB"].map((name) => `http://127.0.0.1:${portOf(ports, name)}/resolve`),
    userAgent: "Nightbell/1 (+https://nightbell.example/bot)",
  };
}

export function contextOf({ password = PASSWORD, timeoutMs = 5_000 }: Partial<Case>): CheckContext {
  const started = performance.now();
  return {
    timeoutMs,
    signal: AbortSignal.timeout(timeoutMs),
    secrets: { password, token: "sesame" },
    elapsed: () => Math.round(performance.now() - started),
    graceMs: 2_000,
    isRetry: false,
    thorough: false,
  };
}

/** Makes the check as the probe does, with its retry, and without the secrets. */
export async function runCase(one: Case, io: Io, ports: Ports): Promise<CheckOutcome> {
  const port = one.check.port === undefined ? {} : { port: portOf(ports, one.check.port) };
  const url = typeof one.check["url"] === "string" ? { url: withPorts(one.check["url"], ports) } : {};
  const { timeoutMs, secrets } = contextOf(one);
  const request = checkRequest.parse({
    monitor: "mon_1",
    revision: 1,
    tick: 0,
    attempt: 1,
    timeoutMs,
    check: { ...one.check, ...port, ...url },
    secrets,
  });
  const outcome = await makeCheck(request, { purpose: "routine", left: () => 25_000 }, egressOf(io, ports));
  if (outcome === null) throw new Error(`nobody checks ${request.check.type}`);
  return outcome;
}

/** What a checker finds that is not the registry's. */
export async function findingOf(
  checker: Checker<CheckType>,
  spec: CheckSpec,
  context: CheckContext,
  egress: Egress,
): Promise<Finding> {
  try {
    return await checker(spec, context, egress);
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    return failed(context.elapsed(), error.reason, error.message);
  }
}

/** A URL's port is a server's name: `ws://localhost:web/`. */
const withPorts = (url: string, ports: Ports): string =>
  url.replace(/:([a-zA-Z]\w*)(?=\/)/, (_, name: string) => `:${portOf(ports, name)}`);

/** What came out, in the words of a case. */
export const outcomeOf = ({ ok, unknown, cause }: Pick<Finding, "ok" | "unknown" | "cause">): string =>
  ok ? "ok" : unknown === true ? "unknown" : (cause ?? "?");
