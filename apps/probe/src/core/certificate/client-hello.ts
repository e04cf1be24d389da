import { concat, EMPTY } from "../wire/bytes.ts";
import { ascii, list16, u16, u8, vec16, vec24, vec8, type Bytes } from "./bytes.ts";
import { AES_128_GCM, AES_256_GCM, GROUP_NUMBERS, type KeyShare } from "./key-schedule.ts";

/** The ClientHello that asks for TLS 1.3 or 1.2 (RFC 8446 §4.1.2). */

export const TLS12 = 0x0303;
export const TLS13 = 0x0304;

const SUITES = [
  // TLS 1.3, with ciphers that WebCrypto has
  AES_128_GCM,
  AES_256_GCM,
  // ECDHE with AES-GCM
  0xc02b,
  0xc02f,
  0xc02c,
  0xc030,
  // ECDHE with ChaCha20: in TLS 1.2 the certificate comes in the clear, so it can be read all the same
  0xcca9,
  0xcca8,
];
/** ECDHE with AES-CBC, and static RSA: offered only so that the certificate can be read. */
export const OLD_SUITES = [0xc009, 0xc013, 0xc00a, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035];
const SIGNATURES = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601, 0x0603, 0x0807, 0x0201];

export type HelloParts = {
  random: Bytes;
  sessionId: Bytes;
  /** The name for SNI; an address sends none. */
  host: string;
  shares: readonly KeyShare[];
  /** What a HelloRetryRequest wants back. */
  cookie: Bytes | null;
};

const isIpLiteral = (host: string): boolean => /^[\d.]+$|:/.test(host);
const extension = (type: number, body: Uint8Array): Bytes => concat(u16(type), vec16(body));

/** The handshake message, without its record. */
export function clientHello({ random, sessionId, host, shares, cookie }: HelloParts): Bytes {
  const extensions = [
    ...(isIpLiteral(host) ? [] : [extension(0, vec16(concat(u8(0), vec16(ascii(host)))))]),
    // extended_master_secret, renegotiation_info
    extension(23, EMPTY),
    extension(0xff01, u8(0)),
    // supported_groups, ec_point_formats, signature_algorithms. No ALPN: servers that speak something else would refuse
    extension(10, vec16(list16(GROUP_NUMBERS))),
    extension(11, vec8(u8(0))),
    extension(13, vec16(list16(SIGNATURES))),
    // supported_versions, psk_key_exchange_modes, key_share
    extension(43, vec8(list16([TLS13, TLS12]))),
    extension(45, vec8(u8(1))),
    extension(51, vec16(concat(...shares.map(({ group, publicKey }) => concat(u16(group), vec16(publicKey)))))),
    ...(cookie === null ? [] : [extension(44, vec16(cookie))]),
  ];
  const body = concat(
    u16(TLS12),
    random,
    vec8(sessionId),
    vec16(list16([...SUITES, ...OLD_SUITES])),
    vec8(u8(0)),
    vec16(concat(...extensions)),
  );
  return concat(u8(1), vec24(body));
}
