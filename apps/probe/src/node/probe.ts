import { hostname } from "node:os";
import { PROTOCOL_VERSION } from "@nightbell/shared/check/protocol";
import { MAX_SKEW_MS, skewOf } from "@nightbell/shared/probe/sight";
import type { PollRequest } from "@nightbell/shared/probe/protocol";
import { KeyRefused, type ApiClient } from "./api-client.ts";
import { pauseAfter, type Wait } from "./backoff.ts";
import type { Identity } from "./identity.ts";
import { reasonOf, type Log } from "./log.ts";
import type { Offer, OfferedCall } from "./read-call.ts";

/**
 * The loop: ask for work, carry it out, ask again. Calls run beside each other and beside the next poll, so that a
 * target that hangs keeps no other check waiting, and Nightbell hears from us all the time.
 */

/** Calls in hand at once; the next poll waits until one is done. */
const MOST_CALLS = 6;
/** A poll without work is held open for 25 s; one that comes back sooner than this was not held at all. */
const LEAST_POLL_MS = 1_000;

export type ProbeParts = {
  client: ApiClient;
  identity: Identity;
  build: string;
  /** Carries out one call and brings its lines. @throws KeyRefused; everything else is its own to report */
  work: (call: OfferedCall, controls: readonly string[]) => Promise<void>;
  log: Log;
  wait: Wait;
};

/**
 * Runs until the signal fires, and then until the calls in hand are done.
 * @throws KeyRefused when Nightbell does not know the key (any more)
 */
export async function runProbe(parts: ProbeParts, signal: AbortSignal): Promise<void> {
  const { log, wait, work } = parts;
  const refused = new AbortController();
  const over = AbortSignal.any([signal, refused.signal]);
  const inHand = new Set<Promise<void>>();
  const take = (call: OfferedCall, controls: readonly string[]): void => {
    const done = work(call, controls)
      .catch((error: unknown) => refused.abort(error))
      .finally(() => inHand.delete(done));
    inHand.add(done);
  };
  let failures = 0;
  while (!over.aborted) {
    if (inHand.size >= MOST_CALLS) await Promise.race(inHand);
    const answer = await poll(parts, over).catch((error: unknown) => {
      if (error instanceof KeyRefused) refused.abort(error);
      else if (!over.aborted) log({ event: "poll failed", failures: (failures += 1), reason: reasonOf(error) });
      return null;
    });
    if (answer === null) {
      if (!over.aborted) await wait(pauseAfter(failures, Math.random()), over);
      continue;
    }
    failures = 0;
    if (answer.call !== null) take(answer.call, answer.controls);
  }
  if (inHand.size > 0) log({ event: "draining", calls: inHand.size });
  await Promise.all(inHand);
  if (refused.signal.aborted) throw refused.signal.reason;
}

async function poll(parts: ProbeParts, signal: AbortSignal): Promise<Offer> {
  const { client, identity, build, log, wait } = parts;
  const started = performance.now();
  const { publicKey } = identity;
  const body: PollRequest = { v: PROTOCOL_VERSION, publicKey, build, now: Date.now(), hostname: hostname() };
  const answer = await client.poll(body, signal);
  const skewMs = skewOf(Date.now(), answer.serverNow);
  if (Math.abs(skewMs) > MAX_SKEW_MS)
    log({ event: "clock is wrong", skewMs, effect: "what this probe sees does not count until its clock is set" });
  // Whatever stands between us and Nightbell must not make us ask without a pause.
  if (answer.call === null && performance.now() - started < LEAST_POLL_MS) await wait(LEAST_POLL_MS, signal);
  return answer;
}
