import type { Cause } from "@nightbell/shared/check/cause";
import type { CheckType } from "@nightbell/shared/check/spec/spec";
import { failed, type Checker } from "../checks/finding.ts";
import { isCloudflare } from "../cloudflare.ts";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import { guardHost } from "../guard.ts";
import { unseen } from "./session.ts";
import { stopwatch } from "./stopwatch.ts";

/** Types that need a socket of their own to a host. */
type SocketType = Extract<CheckType, "tls" | "tcp" | "postgres" | "mysql" | "redis" | "smtp" | "imap" | "websocket">;

const HIDDEN =
  "this host is behind Cloudflare, to which our regions cannot open sockets: watch it from a probe of your own";

/** Spec "checks" §3.1 (3). */
const LOST: readonly Cause[] = ["connection_reset", "empty_reply"];

/**
 * The same check for one attempt over a socket, with its phases. Where this machine may open no socket to the host, that
 * says nothing of the host: Workers refuse those to Cloudflare's addresses (spec "checks" §5). A lost connection may be
 * tried again.
 */
export function overSockets<T extends SocketType>(checker: Checker<T>): Checker<T> {
  return async (spec, context, egress) => {
    const { io, phases } = stopwatch(egress.io, context);
    try {
      if (await isHidden(spec, context.signal, egress)) return unseen(HIDDEN, context);
      return { ...(await checker(spec, context, { ...egress, io })), phases };
    } catch (error) {
      if (!(error instanceof CheckFailure)) throw error;
      const retryable = LOST.includes(error.reason);
      return failed(context.elapsed(), error.reason, error.message, { retryable, phases });
    }
  };
}

type Where = { host: string; port: number } | { url: string };

async function isHidden(spec: Where, signal: AbortSignal, egress: Egress): Promise<boolean> {
  const { host, port } = whereTo(spec);
  const isOnWorkers = egress.io.resolve === null;
  if (!isOnWorkers || host === "") return false;
  const { addresses } = await guardHost(host, port, egress, signal);
  return addresses.length > 0 && addresses.every(isCloudflare);
}

/** A URL's host is empty where it cannot be read: the check itself says what is wrong with it. */
function whereTo(spec: Where): { host: string; port: number } {
  if ("host" in spec) return spec;
  if (!URL.canParse(spec.url)) return { host: "", port: 0 };
  const { hostname, port, protocol } = new URL(spec.url);
  const standard = protocol === "wss:" ? 443 : 80;
  return { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: port === "" ? standard : Number(port) };
}
