import { PROTOCOL_VERSION, runLine, type CheckRequest, type RunLine } from "@nightbell/shared/check/protocol";
import type { CloudRegion } from "@nightbell/shared/check/region";
import type { Ctx } from "../../context.ts";
import { linesOf } from "../../ndjson.ts";
import { probeOf } from "../../probes.ts";

/** A check that belongs to no monitor, or not yet. */
export type SingleCheck = Pick<
  CheckRequest,
  "check" | "timeoutMs" | "degradedAfterMs" | "failAfterMs" | "network" | "secrets"
>;

const SLACK_MS = 3_000;

/**
 * Makes checks once, from one region, beside all monitors: nothing is kept, and the Team object hears nothing of it.
 * @throws Error when the probe does not answer
 */
export async function* runOnce(ctx: Ctx, region: CloudRegion, checks: readonly SingleCheck[]): AsyncGenerator<RunLine> {
  const deadlineMs = Math.max(...checks.map(({ timeoutMs }) => timeoutMs)) + SLACK_MS;
  const response = await probeOf(ctx.env, region).fetch("https://probe/run", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      v: PROTOCOL_VERSION,
      callId: crypto.randomUUID(),
      region,
      purpose: "try",
      deadlineMs,
      checks: checks.map((check, i) => ({ ...check, monitor: `once-${i}`, revision: 0, tick: ctx.now, attempt: 1 })),
    }),
    signal: AbortSignal.timeout(deadlineMs + SLACK_MS),
  });
  if (response.status !== 200 || response.body === null) throw new Error(`the probe answered ${response.status}`);
  for await (const line of linesOf(response.body)) {
    const parsed = runLine.safeParse(line);
    if (parsed.success) yield parsed.data;
  }
}
