import { AppError } from "../errors.ts";
import { isAddress, isLoopbackAddress, isPublicAddress } from "./address.ts";

/**
 * What may be checked: judges a URL as the WHATWG parser reads it, or a host and port, never as they were typed (spec
 * "checks" §7). Looking up a name's addresses is the probe's part; it judges each of them with {@link mayReach}.
 */

type ParsedUrl = { href: string; protocol: string; hostname: string; port: string; username: string; password: string };
/** The runtimes' own parser; declared here because this package knows no platform's types. */
declare const URL: { new (text: string): ParsedUrl };

export type TargetOptions = {
  /** Local stack only: 127/8, ::1 and localhost may be reached. */
  allowLoopback: boolean;
  /** Hosts of ours, never checked on behalf of a team. */
  ownHosts?: readonly string[];
  /** `socket`: ws and wss instead of http and https. */
  schemes?: "web" | "socket";
  /** A Node probe alone: private addresses that its host's file opens. */
  allowPrivate?: (address: string) => boolean;
  /** A Node probe alone: it may check names inside its network, whose addresses are judged, and port 25. */
  isInside?: boolean;
};

export type Scheme = "http" | "https" | "ws" | "wss";
/** A judged host and port. `host` has no brackets and no final dot. */
export type HostTarget = { host: string; port: number; isAddress: boolean };
/** A judged target. `href` is the normalised form: what is stored and requested. */
export type Target = HostTarget & { href: string; scheme: Scheme };
export type TargetFault = "malformed" | "scheme" | "private";
type Refusal = { ok: false; fault: TargetFault; message: string };
export type TargetVerdict = { ok: true; target: Target } | Refusal;
export type HostVerdict = { ok: true; target: HostTarget } | Refusal;

const MAX_URL = 2_048;
const MAX_HOST = 253;
const SCHEMES: Record<"web" | "socket", Partial<Record<string, { scheme: Scheme; port: number }>>> = {
  web: { "http:": { scheme: "http", port: 80 }, "https:": { scheme: "https", port: 443 } },
  socket: { "ws:": { scheme: "ws", port: 80 }, "wss:": { scheme: "wss", port: 443 } },
};
/** Services that no check is for; 25 only from a Node probe, because Workers refuse it. */
const FORBIDDEN_PORTS = [0, 137, 138, 139, 445];
const SMTP_PORT = 25;
const INTERNAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa)$/;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
/** What would end a host, or begin something else, once it stands in a URL. */
const NOT_A_HOST = /[\s/?#@\\%[\]]/;

const refused = (fault: TargetFault, message: string): Refusal => ({ ok: false, fault, message });

/** Judges a URL without throwing: the target to request, or why not. `message` is a sentence for the user. */
export function judgeTarget(text: string, options: TargetOptions): TargetVerdict {
  if (text.length > MAX_URL)
    return refused("malformed", `This address is longer than ${MAX_URL} characters. Use a shorter one.`);
  const schemes = options.schemes ?? "web";
  const url = parsed(text);
  if (url === null)
    return refused("malformed", `This is not a web address. Write it in full, like ${EXAMPLE[schemes]}.`);
  const known = SCHEMES[schemes][url.protocol];
  if (known === undefined) return refused("scheme", ONLY[schemes]);
  if (url.username !== "" || url.password !== "") {
    return refused("malformed", "Leave user name and password out of the address; they would be shown wherever it is.");
  }
  const port = url.port === "" ? known.port : Number(url.port);
  const target = { href: url.href, scheme: known.scheme, ...hostTarget(url, port) };
  return hostFault(target, options) ?? { ok: true, target };
}

const EXAMPLE = { web: "https://example.com/health", socket: "wss://example.com/live" };
const ONLY = {
  web: "Only http:// and https:// addresses can be checked.",
  socket: "Only ws:// and wss:// addresses can be checked.",
};

/**
 * Judges a host and port without throwing. The host is a name, also with letters beyond ASCII, or an address in any
 * spelling that a URL may have, with or without brackets.
 */
export function judgeHost(text: string, port: number, options: TargetOptions): HostVerdict {
  const bare = text.trim().replace(/^\[(.*)\]$/, "$1");
  const url = NOT_A_HOST.test(bare) ? null : parsed(`http://${bare.includes(":") ? `[${bare}]` : bare}/`);
  if (url === null || !Number.isInteger(port) || port < 0 || port > 65_535)
    return refused(
      "malformed",
      "This is not a host and port. Write the name alone, like db.example.com, and its port.",
    );
  const target = hostTarget(url, port);
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

/**
 * The judged target of a host and port typed by a user.
 * @throws AppError `invalid` (field `host`) with a sentence that says what to change
 */
export function assertHost(text: string, port: number, options: TargetOptions): HostTarget {
  const verdict = judgeHost(text, port, options);
  if (!verdict.ok) throw new AppError("invalid", verdict.message, "host");
  return verdict.target;
}

/** Whether an address may be connected to. Every answer for a name must pass, not only the one that is used. */
export function mayReach(address: string, { allowLoopback, allowPrivate }: TargetOptions): boolean {
  return (
    isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address)) || (allowPrivate?.(address) ?? false)
  );
}

function parsed(text: string): ParsedUrl | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function hostTarget({ hostname }: ParsedUrl, port: number): HostTarget {
  const host = hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
  return { host, port, isAddress: isAddress(host) };
}

function hostFault({ host, port, isAddress: literal }: HostTarget, options: TargetOptions): Refusal | null {
  const isInside = options.isInside ?? false;
  if (FORBIDDEN_PORTS.includes(port) || (port === SMTP_PORT && !isInside))
    return refused("private", `Port ${port} is never checked. Use the port of the service itself.`);
  if (literal) {
    return mayReach(host, options)
      ? null
      : refused(
          "private",
          `${host} is not a public address, so our probes cannot reach it. Use the site's public address.`,
        );
  }
  if (options.allowLoopback && (host === "localhost" || host.endsWith(".localhost"))) return null;
  return nameFault(host, isInside, options.ownHosts ?? []);
}

function nameFault(host: string, isInside: boolean, ownHosts: readonly string[]): Refusal | null {
  const labels = host.split(".");
  if (host.length > MAX_HOST || !labels.every((label) => LABEL.test(label))) {
    return refused(
      "malformed",
      "The host name is not valid. Check it for empty or overlong parts, and for dashes at their ends.",
    );
  }
  if (!isInside && (INTERNAL_NAME.test(host) || labels.length < 2)) {
    return refused(
      "private",
      `${host} is a name inside a network, so our probes cannot reach it. Use the site's public name.`,
    );
  }
  return ownHosts.includes(host) ? refused("private", `${host} is a host of ours and is already watched.`) : null;
}
