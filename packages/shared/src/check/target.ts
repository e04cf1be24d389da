import { AppError } from "../errors.ts";
import { isAddress, isLoopbackAddress, isPublicAddress } from "./address.ts";

/**
 * What may be checked: judges the URL as the WHATWG parser reads it, never as it was typed (spec "checks" §7).
 * Looking up a name's addresses is the probe's part; it judges each of them with `isPublicAddress`.
 */

type ParsedUrl = { href: string; protocol: string; hostname: string; port: string; username: string; password: string };
/** The runtimes' own parser; declared here because this package knows no platform's types. */
declare const URL: { new (text: string): ParsedUrl };

export type TargetOptions = {
  /** Local stack only: 127/8, ::1 and localhost may be reached. */
  allowLoopback: boolean;
  /** Hosts of ours, never checked on behalf of a team. */
  ownHosts?: readonly string[];
};

/** A judged target. `href` is the normalised form: what is stored and requested. `host` has no brackets and no final dot. */
export type Target = { href: string; scheme: "http" | "https"; host: string; port: number; isAddress: boolean };
export type TargetFault = "malformed" | "scheme" | "private";
export type TargetVerdict = { ok: true; target: Target } | { ok: false; fault: TargetFault; message: string };

const MAX_URL = 2_048;
const MAX_HOST = 253;
const PORTS: Record<string, number> = { "http:": 80, "https:": 443 };
const FORBIDDEN_PORTS = [0, 25, 137, 138, 139, 445];
const INTERNAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa)$/;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

const refused = (fault: TargetFault, message: string): TargetVerdict => ({ ok: false, fault, message });

/** Judges a URL without throwing: the target to request, or why not. `message` is a sentence for the user. */
export function judgeTarget(text: string, options: TargetOptions): TargetVerdict {
  if (text.length > MAX_URL)
    return refused("malformed", `This address is longer than ${MAX_URL} characters. Use a shorter one.`);
  const url = parsed(text);
  if (url === null)
    return refused("malformed", "This is not a web address. Write it in full, like https://example.com/health.");
  const port = PORTS[url.protocol];
  if (port === undefined) return refused("scheme", "Only http:// and https:// addresses can be checked.");
  if (url.username !== "" || url.password !== "") {
    return refused("malformed", "Leave user name and password out of the address; they would be shown wherever it is.");
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
  const target: Target = {
    href: url.href,
    scheme: url.protocol === "https:" ? "https" : "http",
    host,
    port: url.port === "" ? port : Number(url.port),
    isAddress: isAddress(host),
  };
  return hostFault(target, options) ?? { ok: true, target };
}

/**
 * The judged target of a URL typed by a user.
 * @throws AppError `invalid` (field `url`) with a sentence that says what to change
 */
export function assertTarget(text: string, options: TargetOptions): Target {
  const verdict = judgeTarget(text, options);
  if (!verdict.ok) throw new AppError("invalid", verdict.message, "url");
  return verdict.target;
}

function parsed(text: string): ParsedUrl | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function hostFault({ host, port, isAddress: literal }: Target, options: TargetOptions): TargetVerdict | null {
  if (FORBIDDEN_PORTS.includes(port))
    return refused("private", `Port ${port} is never checked over HTTP. Use the port of the web server.`);
  if (options.allowLoopback && (isLoopbackAddress(host) || host === "localhost" || host.endsWith(".localhost")))
    return null;
  if (literal) {
    return isPublicAddress(host)
      ? null
      : refused(
          "private",
          `${host} is not a public address, so our probes cannot reach it. Use the site's public address.`,
        );
  }
  return nameFault(host, options.ownHosts ?? []);
}

function nameFault(host: string, ownHosts: readonly string[]): TargetVerdict | null {
  const labels = host.split(".");
  if (host.length > MAX_HOST || !labels.every((label) => LABEL.test(label))) {
    return refused(
      "malformed",
      "The host name is not valid. Check it for empty or overlong parts, and for dashes at their ends.",
    );
  }
  if (INTERNAL_NAME.test(host) || labels.length < 2) {
    return refused(
      "private",
      `${host} is a name inside a network, so our probes cannot reach it. Use the site's public name.`,
    );
  }
  return ownHosts.includes(host) ? refused("private", `${host} is a host of ours and is already watched.`) : null;
}
