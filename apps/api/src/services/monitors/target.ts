import { assertTarget } from "@nightbell/shared/check/target";
import type { Settings } from "../../env.ts";

type Where = Pick<Settings, "ENVIRONMENT" | "PUBLIC_URL" | "PING_BASE">;

/**
 * Judges the address of a monitor when it is saved. Probes judge again before every check, with DNS.
 * The local stack may watch this machine, production neither it nor our own hosts.
 * @returns the address in its normal spelling, without a fragment
 * @throws AppError `invalid` for the field `url`
 */
export function requireTarget(text: string, settings: Where): string {
  const local = settings.ENVIRONMENT === "local";
  const ownHosts = local ? [] : [settings.PUBLIC_URL, settings.PING_BASE].map((own) => new URL(own).hostname);
  const url = new URL(assertTarget(text, { allowLoopback: local, ownHosts }).href);
  url.hash = "";
  return url.href;
}
