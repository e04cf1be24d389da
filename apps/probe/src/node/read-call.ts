import { checkRequest, runRequest, type CheckRequest, type RunRequest } from "@nightbell/shared/check/protocol";
import { pollAnswer } from "@nightbell/shared/probe/protocol";
import { openSecret, SealError } from "@nightbell/shared/probe/seal";
import * as z from "zod";
import type { Identity } from "./identity.ts";

/** Reads a call check by check: one that this probe is too old for, or cannot open, must not take the others with it. */

const offeredCall = runRequest.extend({ checks: z.array(z.unknown()) });
export type OfferedCall = z.infer<typeof offeredCall>;
/** An answer to a poll whose checks are not read yet. */
export const offer = pollAnswer.extend({ call: offeredCall.nullable() });
export type Offer = z.infer<typeof offer>;

/** A call with its secrets open, and the monitors whose checks cannot run here. */
export type ReadCall = { call: RunRequest; notRun: readonly string[] };

const named = z.object({ monitor: z.string() });

/** Reads the checks and opens their secrets, which were sealed to this probe. */
export async function readCall(offered: OfferedCall, identity: Identity): Promise<ReadCall> {
  const checks: CheckRequest[] = [];
  const notRun: string[] = [];
  for (const raw of offered.checks) {
    const check = await readCheck(raw, identity);
    const monitor = named.safeParse(raw).data?.monitor;
    if (check !== null) checks.push(check);
    else if (monitor !== undefined) notRun.push(monitor);
  }
  return { call: { ...offered, checks }, notRun };
}

/** Null for a check of a newer time, and for one whose secrets were sealed for somebody else. */
async function readCheck(raw: unknown, identity: Identity): Promise<CheckRequest | null> {
  const check = checkRequest.safeParse(raw);
  if (!check.success) return null;
  try {
    return { ...check.data, secrets: await opened(check.data, identity) };
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

async function opened({ monitor, secrets }: CheckRequest, identity: Identity): Promise<Record<string, string>> {
  const entries = Object.entries(secrets).map(async ([name, sealed]) => {
    const bytes = await openSecret(crypto.subtle, identity, { monitor, name }, sealed);
    return [name, new TextDecoder().decode(bytes)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
