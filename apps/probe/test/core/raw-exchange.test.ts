import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rawExchange } from "../../src/core/http/raw-exchange.ts";
import type { Connection } from "../../src/core/io.ts";

/** HTTP/1.1 read by hand, from connections that cut it anywhere. */

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const REQUEST = { url: "http://a.example/x?y=1", method: "GET", headers: { "x-a": "1" }, body: null };

/** A connection whose server says `text`, in pieces of these sizes, and then ends. */
function saying(text: string, sizes: readonly number[] = [1_000]): Connection & { written: string } {
  const all = encode(text);
  let at = 0;
  let turn = 0;
  const connection = {
    written: "",
    read: async (): Promise<Uint8Array | null> => {
      if (at >= all.length) return null;
      const part = all.subarray(at, (at += (sizes[turn++ % sizes.length] ?? 0) + 1));
      return part;
    },
    write: async (bytes: Uint8Array): Promise<void> => void (connection.written += new TextDecoder().decode(bytes)),
    startTls: (): Connection => connection,
    close: (): void => undefined,
  };
  return connection;
}

const exchange = (text: string, sizes?: readonly number[]) =>
  rawExchange(saying(text, sizes), REQUEST, AbortSignal.timeout(5_000));

describe("a raw exchange", () => {
  it("sends the request as it stands", async () => {
    const connection = saying("HTTP/1.1 204 No Content\r\n\r\n");
    await rawExchange(connection, { ...REQUEST, method: "POST", body: "ü" }, AbortSignal.timeout(5_000));
    expect(connection.written).toBe(
      "POST /x?y=1 HTTP/1.1\r\nx-a: 1\r\nhost: a.example\r\nconnection: close\r\naccept-encoding: identity\r\ncontent-length: 2\r\n\r\nü",
    );
  });

  it("reads chunks and lengths, however they are cut", async () => {
    const body = fc.string({ unit: "binary-ascii", maxLength: 200 });
    const cuts = fc.array(fc.nat(30), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          body.filter((part) => part !== ""),
          { maxLength: 5 },
        ),
        cuts,
        async (parts, sizes) => {
          const whole = parts.join("");
          const chunks = parts.map((part) => `${part.length.toString(16)};ext=1\r\n${part}\r\n`).join("");
          const chunked = await exchange(
            `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
            sizes,
          );
          const measured = await exchange(
            `HTTP/1.1 200 OK\r\nContent-Length: ${whole.length}\r\n\r\n${whole}and more`,
            sizes,
          );
          const open = await exchange(`HTTP/1.1 200 OK\n\n${whole}`, sizes);
          for (const { body: stream } of [chunked, measured, open])
            expect(stream === null ? "" : await new Response(stream).text()).toBe(whole);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ["", "empty_reply"],
    ["HTTP/1.1 200", "protocol_error"],
    ["220 mail.example ESMTP\r\n", "protocol_error"],
    ["HTTP/2 200 OK\r\n\r\n", "protocol_error"],
    ["HTTP/1.1 2x0 OK\r\n\r\n", "protocol_error"],
    ["HTTP/1.1 200 OK\r\nno header\r\n\r\n", "protocol_error"],
    ["HTTP/1.1 200 OK\r\nbad name: x\r\n\r\n", "protocol_error"],
    [`HTTP/1.1 200 OK\r\nx: ${"h".repeat(70_000)}`, "headers_too_large"],
    [`HTTP/1.1 103 Early Hints\r\n\r\n`.repeat(2), "empty_reply"],
  ])("says why %j is no answer: %s", async (text, reason) => {
    await expect(exchange(text)).rejects.toMatchObject({ reason });
  });

  it.each(["zz\r\n", "5\r\nab", "ffffffffff", "5"])("breaks off with a broken chunk: %j", async (chunk) => {
    const { body } = await exchange(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`);
    await expect(new Response(body).text()).rejects.toThrow(/broke off|no size/);
  });
});
