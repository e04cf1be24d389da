import type { RunLine } from "@nightbell/shared/check/protocol";
import type { ProbeId } from "@nightbell/shared/check/region";
import type { PollAnswer, ProbeHello } from "@nightbell/shared/probe/protocol";
import type { Runtime } from "./runtime.ts";

/** A private probe at the team's door, known by the hash of its key. Null: there is no probe with this key. */

const probeOf = ({ engine }: Runtime, keyHash: string): ProbeId | null =>
  engine.state.config?.probes.find((probe) => probe.keyHash === keyHash)?.id ?? null;

/** Its next call, if one waits. That it can ask is proof enough that it sees the internet: it gets no control targets. */
export async function poll(runtime: Runtime, keyHash: string, hello: ProbeHello): Promise<PollAnswer | null> {
  const probe = probeOf(runtime, keyHash);
  if (probe === null) return null;
  await runtime.ensureAlarm();
  runtime.privateProbes.hear(probe, hello, Date.now());
  runtime.pump();
  const call = await runtime.privateProbes.take(probe);
  return { call, controls: [], serverNow: Date.now() };
}

/** Takes lines of a call; false when nobody waits for them any more. */
export async function results(
  runtime: Runtime,
  keyHash: string,
  callId: string,
  lines: readonly RunLine[],
): Promise<boolean | null> {
  const probe = probeOf(runtime, keyHash);
  if (probe === null) return null;
  await runtime.ensureAlarm();
  return runtime.privateProbes.deliver(probe, callId, lines, Date.now());
}
