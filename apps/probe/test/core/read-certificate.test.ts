import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCertificate } from "../../src/core/certificate/read-certificate.ts";
import { CertificateReadError } from "../../src/core/certificate/read-error.ts";
import type { Connection } from "../../src/core/io.ts";

/** The reader against servers that say anything at all. Real handshakes are in the corpus. */

/** A server that says these bytes, in pieces of `size`, and then closes. */
function saying(bytes: Uint8Array, size: number): Connection {
  let at = 0;
  const connection: Connection = {
    read: async () => (at < bytes.length ? bytes.subarray(at, (at += size)) : null),
    write: async () => undefined,
    startTls: () => connection,
    close: () => undefined,
  };
  return connection;
}

const bytes = fc.uint8Array({ maxLength: 300 });
/** A record, and a handshake message in one, with their lengths right. */
const record = (type: number, body: Uint8Array): number[] => [type, 3, 3, body.length >> 8, body.length & 255, ...body];
const handshake = fc
  .tuple(fc.constantFrom(2, 11, 13, 14, 99), bytes)
  .map(([kind, body]) => record(22, Uint8Array.of(kind, 0, body.length >> 8, body.length & 255, ...body)));
const anyRecord = fc.oneof(
  handshake,
  fc.tuple(fc.integer({ min: 20, max: 24 }), bytes).map(([type, body]) => record(type, body)),
  bytes.map((body) => [...body]),
);

describe("a server that talks nonsense", () => {
  it("is an error of one kind, whatever it says", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRecord, { maxLength: 6 }),
        fc.integer({ min: 1, max: 400 }),
        async (records, size) => {
          const read = readCertificate(saying(Uint8Array.from(records.flat()), size), "a.example");
          await expect(read).rejects.toBeInstanceOf(CertificateReadError);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ["no_answer", []],
    ["not_tls", [...new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n")]],
    ["alert", [21, 3, 3, 0, 2, 2, 40]],
    ["closed", [22, 3, 3, 0, 9, 2]],
    ["too_large", [22, 3, 3, 0xff, 0xff, 0]],
    ["too_large", [22, 3, 3, 0, 4, 11, 0xff, 0xff, 0xff]],
    ["malformed", record(22, Uint8Array.of(2, 0, 0, 1, 3))],
    ["malformed", record(23, Uint8Array.of(1, 2, 3))],
    ["too_large", Array.from({ length: 70 }, () => record(22, new Uint8Array(0))).flat()],
  ] as const)("is %s", async (fault, said) => {
    await expect(readCertificate(saying(Uint8Array.from(said), 1_000), "a.example")).rejects.toMatchObject({ fault });
  });
});
