import type { CheckSpec } from "./spec.ts";

/** Where a check connects to. */

/** An address to request (`url`), a `host:port` to connect to, or a name to ask about. */
export type SpecTarget =
  | { kind: "url"; field: string; url: string; schemes: "http" | "ws" }
  | { kind: "host"; field: string; host: string; port: number | null }
  | { kind: "name"; field: string; name: string };

/** Every target that a check names, with the field it stands in. */
export function targetsOf(spec: CheckSpec): SpecTarget[] {
  switch (spec.type) {
    case "http":
      return [{ kind: "url", field: "check.url", url: spec.url, schemes: "http" }];
    case "websocket":
      return [{ kind: "url", field: "check.url", url: spec.url, schemes: "ws" }];
    case "flow":
      return spec.steps.map(({ url }, i) => ({ kind: "url", field: `check.steps.${i}.url`, url, schemes: "http" }));
    case "domain":
      return [{ kind: "name", field: "check.domain", name: spec.domain }];
    case "dns":
      return [{ kind: "name", field: "check.name", name: spec.name }];
    case "icmp":
      return [{ kind: "host", field: "check.host", host: spec.host, port: null }];
    default:
      return [{ kind: "host", field: "check.host", host: spec.host, port: spec.port }];
  }
}

const HOST_OF_URL = /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]*)/i;

/** The hosts (with their ports, as written) that a check hands its credentials to, lower case. */
export const hostsOf = (spec: CheckSpec): string[] =>
  targetsOf(spec).map((target) => {
    if (target.kind === "url") return (HOST_OF_URL.exec(target.url)?.[1] ?? target.url).toLowerCase();
    return target.kind === "host" ? `${target.host}:${target.port ?? ""}`.toLowerCase() : target.name.toLowerCase();
  });
