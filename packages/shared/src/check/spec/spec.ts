import * as z from "zod";
import { flowSpec, httpSpec } from "./http.ts";
import { dnsSpec, domainSpec, icmpSpec, tcpSpec, tlsSpec, udpSpec, websocketSpec } from "./network.ts";
import { imapSpec, mysqlSpec, postgresSpec, redisSpec, smtpSpec } from "./servers.ts";

/** What a monitor checks: one of these, told apart by `type`. Spec "checks" §1. */
export const checkSpec = z.discriminatedUnion("type", [
  httpSpec,
  tlsSpec,
  domainSpec,
  tcpSpec,
  dnsSpec,
  postgresSpec,
  mysqlSpec,
  redisSpec,
  smtpSpec,
  imapSpec,
  websocketSpec,
  flowSpec,
  icmpSpec,
  udpSpec,
]);
export type CheckSpec = z.infer<typeof checkSpec>;
export const CHECK_TYPES = checkSpec.options.map((option) => option.shape.type.value);
export type CheckType = CheckSpec["type"];
export type SpecOf<T extends CheckType> = Extract<CheckSpec, { type: T }>;

/** Types that only a private probe can make: Workers have neither raw sockets nor UDP. */
export const PRIVATE_ONLY: readonly CheckType[] = ["icmp", "udp"];

/** What a check is aimed at, in one line: an address, `host:port`, or a name. */
export function targetText(spec: CheckSpec): string {
  switch (spec.type) {
    case "http":
    case "websocket":
      return spec.url;
    case "flow":
      return spec.steps[0]?.url ?? "";
    case "domain":
      return spec.domain;
    case "dns":
      return `${spec.name} ${spec.record}`;
    case "icmp":
      return spec.host;
    default:
      return `${spec.host.includes(":") ? `[${spec.host}]` : spec.host}:${spec.port}`;
  }
}
