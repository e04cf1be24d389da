import { claimFault } from "@nightbell/shared/check/assert/claims";
import { isProbeId } from "@nightbell/shared/check/region";
import type { MonitorInput } from "@nightbell/shared/check/settings";
import type { CheckSpec } from "@nightbell/shared/check/spec/spec";
import { targetsOf, type SpecTarget } from "@nightbell/shared/check/spec/targets";
import { assertTarget, judgeHost, judgeTarget, type TargetOptions } from "@nightbell/shared/check/target";
import { AppError } from "@nightbell/shared/errors";
import type { Ctx } from "../../context.ts";

type Where = Pick<Ctx, "settings">;

const PLACEHOLDER = /\{\{[a-z][a-z0-9_]{0,39}\}\}/g;
const IN_HOST = /^[a-z]+:\/\/[^/?#]*\{\{/i;
const NAME = /^(\*\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+\.?$/i;

/**
 * Judges everything that a check is aimed at when it is saved. Probes judge again before every check, with DNS.
 * The local stack may watch this machine, production neither it nor our own hosts; a probe of the team's own may watch
 * its network, as far as the file on its host allows.
 * @param field where the check stands in the input, for the fault: "" or "monitors.3."
 * @returns the check with its addresses in their normal spelling
 * @throws AppError `invalid` for the field that is wrong
 */
export function requireCheck(
  { settings }: Where,
  { check, regions }: Pick<MonitorInput, "check" | "regions">,
  field: string,
): CheckSpec {
  const isInside = regions.some(isProbeId);
  const options: TargetOptions = { ...reachOf(settings), isInside, allowPrivate: () => isInside };
  for (const target of targetsOf(check)) {
    const fault = faultOf(target, options);
    if (fault !== null) throw new AppError("invalid", fault, field + target.field);
  }
  const claim = claimFault(check);
  if (claim !== null) throw new AppError("invalid", claim.message, `${field}check.${claim.field}`);
  return normal(check);
}

/** A web address that our probes may request once, in its normal spelling. @throws AppError `invalid` for `url` */
export const requireAddress = ({ settings }: Where, text: string): string => {
  assertTarget(text, reachOf(settings));
  return normalUrl(text);
};

function reachOf({ ENVIRONMENT, PUBLIC_URL, PING_BASE }: Where["settings"]): TargetOptions {
  const local = ENVIRONMENT === "local";
  return {
    allowLoopback: local,
    ownHosts: local ? [] : [PUBLIC_URL, PING_BASE].map((own) => new URL(own).hostname),
  };
}

function faultOf(target: SpecTarget, options: TargetOptions): string | null {
  if (target.kind === "name") return NAME.test(target.name) ? null : "This is not a name in the DNS, like example.com.";
  if (target.kind === "host") {
    const verdict = judgeHost(target.host, target.port ?? 80, options);
    return verdict.ok ? null : verdict.message;
  }
  if (IN_HOST.test(target.url)) return "A {{name}} may stand in the path or the query, not in the host.";
  const schemes = target.schemes === "ws" ? "socket" : "web";
  const verdict = judgeTarget(target.url.replaceAll(PLACEHOLDER, "x"), { ...options, schemes });
  return verdict.ok ? null : verdict.message;
}

/** An address in its normal spelling, without a fragment; one with a placeholder stays as it was typed. */
function normalUrl(text: string): string {
  if (text.includes("{{")) return text;
  const url = new URL(text);
  url.hash = "";
  return url.href;
}

function normal(check: CheckSpec): CheckSpec {
  switch (check.type) {
    case "http":
    case "websocket":
      return { ...check, url: normalUrl(check.url) };
    case "flow":
      return { ...check, steps: check.steps.map((step) => ({ ...step, url: normalUrl(step.url) })) };
    default:
      return check;
  }
}
