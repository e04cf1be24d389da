import {
  judgeHost,
  judgeTarget,
  mayReach,
  type HostTarget,
  type Target,
  type TargetOptions,
} from "@nightbell/shared/check/target";
import { lookUp } from "./dns.ts";
import type { Egress } from "./egress.ts";
import { TargetRefused } from "./failure.ts";

/** Judges what is about to be reached, names by all their addresses, anew at each run (spec "checks" §7). */

/** A judged target with every address of its name, each judged too; none where no resolver could be asked. */
export type Judged<T extends HostTarget> = T & { addresses: readonly string[] };

/**
 * @throws TargetRefused if the URL, or an address that its name leads to, may not be reached
 * @throws CheckFailure if the name cannot be resolved
 */
export async function guardUrl(
  url: string,
  schemes: "web" | "socket",
  egress: Egress,
  signal: AbortSignal,
): Promise<Judged<Target>> {
  const verdict = judgeTarget(url, { ...optionsOf(egress), schemes });
  if (!verdict.ok) throw new TargetRefused(verdict.fault, verdict.message);
  return { ...verdict.target, addresses: await judgedAddresses(verdict.target, egress, signal) };
}

/** As {@link guardUrl}, for a host and port. */
export async function guardHost(
  host: string,
  port: number,
  egress: Egress,
  signal: AbortSignal,
): Promise<Judged<HostTarget>> {
  const verdict = judgeHost(host, port, optionsOf(egress));
  if (!verdict.ok) throw new TargetRefused(verdict.fault, verdict.message);
  return { ...verdict.target, addresses: await judgedAddresses(verdict.target, egress, signal) };
}

/** A machine with a resolver of its own is inside a network, and its owner says which part of that may be reached. */
function optionsOf({ io, allowLoopback, allowPrivate, ownHosts }: Egress): TargetOptions {
  return { allowLoopback, allowPrivate, ownHosts, isInside: io.resolve !== null };
}

async function judgedAddresses(target: HostTarget, egress: Egress, signal: AbortSignal): Promise<readonly string[]> {
  const { host, isAddress } = target;
  if (isAddress) return [host];
  if (isLoopbackName(host, egress)) return ["127.0.0.1"];
  const addresses = await lookUp(host, egress, signal);
  const options = optionsOf(egress);
  const inside = addresses.find((address) => !mayReach(address, options));
  if (inside !== undefined)
    throw new TargetRefused("private", `the name ${host} leads to ${inside}, which is not a public address`);
  return addresses;
}

/** Names of this machine, where loopback is allowed: no resolver outside knows them. */
export const isLoopbackName = (host: string, { allowLoopback }: Egress): boolean =>
  allowLoopback && /(^|\.)localhost$/.test(host);
