/** Numeric address ranges: spec "checks" §7. Addresses are compared as numbers, never as text. */

type Range = { base: bigint; bits: number };

const NOT_PUBLIC_V4 = ranges(
  32,
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 " +
    "192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
);
/** Holds every form that carries an IPv4 address: mapped, translated, compatible, NAT64, 6to4, Teredo. */
const NOT_PUBLIC_V6 = ranges(
  128,
  "::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 " +
    "fc00::/7 fe80::/10 fec0::/10 ff00::/8",
);
const LOOPBACK_V4 = ranges(32, "127.0.0.0/8");
const LOOPBACK_V6 = ranges(128, "::1/128");

/** True for an IP address that is reachable from the public internet. False for anything that is no address at all. */
export function isPublicAddress(address: string): boolean {
  const v4 = parseV4(address);
  if (v4 !== null) return !within(v4, 32, NOT_PUBLIC_V4);
  const v6 = parseV6(address);
  return v6 !== null && !within(v6, 128, NOT_PUBLIC_V6);
}

/** True for 127/8 and ::1. */
export function isLoopbackAddress(address: string): boolean {
  const v4 = parseV4(address);
  if (v4 !== null) return within(v4, 32, LOOPBACK_V4);
  const v6 = parseV6(address);
  return v6 !== null && within(v6, 128, LOOPBACK_V6);
}

/** True for an IPv4 or IPv6 literal, without brackets. */
export const isAddress = (text: string): boolean => parseV4(text) !== null || parseV6(text) !== null;

/** A judge of addresses: true for one that lies in a range of the list, written like `10.0.0.0/8 2001:db8::/32`. */
export function rangesOf(list: string): (address: string) => boolean {
  const cidrs = list.split(" ");
  const v4Ranges = ranges(32, cidrs.filter((cidr) => !cidr.includes(":")).join(" "));
  const v6Ranges = ranges(128, cidrs.filter((cidr) => cidr.includes(":")).join(" "));
  return (address) => {
    const v4 = parseV4(address);
    if (v4 !== null) return within(v4, 32, v4Ranges);
    const v6 = parseV6(address);
    return v6 !== null && within(v6, 128, v6Ranges);
  };
}

function ranges(width: 32 | 128, list: string): Range[] {
  return list.split(" ").flatMap((cidr) => {
    const [address = "", bits = ""] = cidr.split("/");
    const base = width === 32 ? parseV4(address) : parseV6(address);
    return base === null ? [] : [{ base, bits: Number(bits) }];
  });
}

function within(address: bigint, width: number, list: readonly Range[]): boolean {
  return list.some(({ base, bits }) => address >> BigInt(width - bits) === base >> BigInt(width - bits));
}

/** Four decimal parts, as the WHATWG parser writes every spelling of an IPv4 address. */
function parseV4(text: string): bigint | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | null {
  const dotted = /^(.*:)([\d.]+\.[\d.]+)$/.exec(text);
  if (dotted !== null) {
    const v4 = parseV4(dotted[2] ?? "");
    return v4 === null ? null : parseV6(`${dotted[1] ?? ""}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`);
  }
  const halves = text.split("::");
  if (!text.includes(":") || halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const gap = 8 - head.length - tail.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return null;
  const groups = [...head, ...Array.from({ length: gap }, () => "0"), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}
