import { RECORD_TYPES } from "@nightbell/shared/check/spec/network";
import { Cursor, fromHex, textOf } from "./bytes.ts";

/** DNS records as text: resolvers and people write the same record in different ways. */

type RecordType = (typeof RECORD_TYPES)[number];

/** https://www.iana.org/assignments/dns-parameters */
export const TYPE_NUMBER: Record<RecordType, number> = {
  A: 1,
  AAAA: 28,
  CNAME: 5,
  MX: 15,
  TXT: 16,
  NS: 2,
  SOA: 6,
  CAA: 257,
  SRV: 33,
  PTR: 12,
  DS: 43,
  HTTPS: 65,
};

/** The one spelling in which values are compared: names in lower case without their last dot, texts without quotes. */
export function canonical(type: RecordType, data: string): string {
  const text = data.trim();
  if (type === "TXT") return unquoted(text);
  if (type === "CAA") return canonicalCaa(text);
  const words = text.toLowerCase().split(/\s+/);
  if (type === "AAAA") return address(words.join(""));
  if (type === "DS") return `${words.slice(0, 3).join(" ")} ${words.slice(3).join("")}`.trim();
  return words.map((word) => word.replaceAll('"', "").replace(/(.)\.$/, "$1")).join(" ");
}

/** A TXT record is one or more quoted strings, which belong together without a gap (RFC 7208 §3.3); some resolvers leave the quotes out. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return Array.from(text.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, part = ""]) =>
    part.replaceAll(/\\(\d{3}|.)/g, unescaped),
  ).join("");
}

const unescaped = (_: string, what: string): string => (what.length === 3 ? String.fromCharCode(Number(what)) : what);

/** `0 issue "ca.example"`, or the same as bytes: `\# 19 00 05 69 …` (RFC 3597 §5, RFC 8659 §4.1). */
function canonicalCaa(text: string): string {
  const raw = /^\\# \d+ ([0-9a-f ]+)$/i.exec(text)?.[1];
  if (raw === undefined) {
    const [flags = "", tag = "", ...value] = text.split(/\s+/);
    return `${flags} ${tag.toLowerCase()} ${value.join(" ").replaceAll('"', "")}`;
  }
  const bytes = fromHex(raw);
  const record = new Cursor(bytes);
  if (bytes.length < 2 || bytes.length < 2 + (bytes[1] ?? 0)) return text;
  const flags = record.uint(1);
  const tag = textOf(record.take(record.uint(1)));
  return `${flags} ${tag.toLowerCase()} ${textOf(record.rest())}`;
}

/** RFC 5952, as the URL parser writes it. */
function address(text: string): string {
  return URL.canParse(`http://[${text}]`) ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text;
}

/** The name that stands for an address in the tree of PTR records (RFC 1035 §3.5, RFC 3596 §2.5); other names as they are. */
export function reverseName(name: string): string {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return `${name.split(".").reverse().join(".")}.in-addr.arpa`;
  if (!name.includes(":") || !URL.canParse(`http://[${name}]`)) return name;
  const [head = "", tail] = address(name).split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const [left, right] = [groups(head), groups(tail ?? "")];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => "0");
  const digits = [...left, ...zeros, ...right].map((group) => group.padStart(4, "0")).join("");
  return `${Array.from(digits).reverse().join(".")}.ip6.arpa`;
}
