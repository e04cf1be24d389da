import * as z from "zod";
import { hostname, jsonAssertion, port, regexSource, requestHeaders, webAddress } from "./parts.ts";

/** Checks of certificates, names, ports and sockets. Spec "checks" §1. */

export const tlsSpec = z.strictObject({
  type: z.literal("tls"),
  host: hostname,
  port: port.default(443),
  /** The name asked for and verified; null: the host. */
  serverName: hostname.nullable().default(null),
  starttls: z.enum(["none", "smtp", "imap", "postgres"]).default("none"),
});
export type TlsSpec = z.infer<typeof tlsSpec>;

export const domainSpec = z.strictObject({
  type: z.literal("domain"),
  /** The registrable domain. */
  domain: hostname,
});
export type DomainSpec = z.infer<typeof domainSpec>;

const HEX = /^([0-9a-f]{2}\s*)+$/i;
const payload = z.string().min(1).max(4_096, "at most 4 kB");

/** `hex` is bytes as pairs of digits; `regex` (only to expect) is linear-time. */
export const tcpStep = z
  .strictObject({ act: z.enum(["send", "expect"]), format: z.enum(["text", "hex", "regex"]), value: payload })
  .refine(({ format, value }) => format !== "hex" || HEX.test(value), {
    path: ["value"],
    error: "pairs of hex digits, like 0d 0a",
  })
  .refine(({ act, format }) => format !== "regex" || act === "expect", {
    path: ["format"],
    error: "a regular expression can only be expected",
  });
export type TcpStep = z.infer<typeof tcpStep>;

export const tcpSpec = z.strictObject({
  type: z.literal("tcp"),
  host: hostname,
  port,
  steps: z.array(tcpStep).max(10, "at most ten steps").default([]),
});
export type TcpSpec = z.infer<typeof tcpSpec>;

export const RECORD_TYPES = [
  "A",
  "AAAA",
  "CNAME",
  "MX",
  "TXT",
  "NS",
  "SOA",
  "CAA",
  "SRV",
  "PTR",
  "DS",
  "HTTPS",
] as const;

export const dnsSpec = z
  .strictObject({
    type: z.literal("dns"),
    name: hostname,
    record: z.enum(RECORD_TYPES).default("A"),
    /** `equals` compares the whole set, in any order; `contains` and `absent` each value. */
    expect: z.enum(["exists", "equals", "contains", "absent"]).default("exists"),
    values: z.array(z.string().trim().min(1).max(500)).max(20).default([]),
  })
  .refine(({ expect, values }) => expect === "exists" || expect === "absent" || values.length > 0, {
    path: ["values"],
    error: "say which values",
  });
export type DnsSpec = z.infer<typeof dnsSpec>;

export const websocketSpec = z.strictObject({
  type: z.literal("websocket"),
  /** ws:// or wss:// */
  url: webAddress,
  headers: requestHeaders,
  subprotocol: z.string().trim().max(100).nullable().default(null),
  send: z.string().max(4_096).nullable().default(null),
  expect: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("text"), value: z.string().min(1).max(500) }),
      z.strictObject({ kind: z.literal("regex"), value: regexSource }),
      z.strictObject({ kind: z.literal("json"), assertions: z.array(jsonAssertion).min(1).max(10) }),
    ])
    .nullable()
    .default(null),
});
export type WebsocketSpec = z.infer<typeof websocketSpec>;

/** Only from a private probe. */
export const icmpSpec = z.strictObject({ type: z.literal("icmp"), host: hostname });
export type IcmpSpec = z.infer<typeof icmpSpec>;

/** Only from a private probe: sends a datagram and waits for an answer. */
export const udpSpec = z.strictObject({
  type: z.literal("udp"),
  host: hostname,
  port,
  send: z.strictObject({ format: z.enum(["text", "hex"]), value: payload }),
  expect: z
    .strictObject({ format: z.enum(["text", "hex", "regex"]), value: payload })
    .nullable()
    .default(null),
});
export type UdpSpec = z.infer<typeof udpSpec>;
