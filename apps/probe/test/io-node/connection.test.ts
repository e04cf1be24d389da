import { TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import type { Connection } from "../../src/core/io.ts";
import { failureOf, ioWith, open } from "./asking.ts";
import { newAuthority } from "./certificates.ts";
import { closedPort, serveTcp } from "./servers.ts";

const authority = await newAuthority("Test Authority");
const good = await authority.issue({ names: ["mail.test"] });
const io = ioWith(authority.certificate);
const text = (chunk: Uint8Array | null) => (chunk === null ? null : Buffer.from(chunk).toString());
const send = (connection: Connection, line: string) => connection.write(Buffer.from(line));

test("bytes go both ways, and the server's end is the end", async () => {
  const { port } = await serveTcp((socket) => {
    socket.write("hello\n");
    socket.once("data", (data) => socket.end(`you said ${data.toString()}`));
  });
  const connection = await open(io, port);
  expect(text(await connection.read())).toBe("hello\n");
  await send(connection, "EHLO");
  expect(text(await connection.read())).toBe("you said EHLO");
  expect(await connection.read()).toBeNull();
  expect(await connection.read()).toBeNull();
  connection.close();
  connection.close();
});

test("a megabyte arrives whole and in order", async () => {
  const sent = Buffer.from(Array.from({ length: 250_000 }, (_, i) => String(i).padStart(4, "0").slice(-4)).join(""));
  const { port } = await serveTcp((socket) => socket.end(sent));
  const connection = await open(io, port);
  const parts: Uint8Array[] = [];
  for (let part = await connection.read(); part !== null; part = await connection.read()) parts.push(part);
  expect(Buffer.concat(parts).equals(sent)).toBe(true);
  connection.close();
});

test("a reset between two reads is heard at the next", async () => {
  const { port } = await serveTcp((socket) => {
    socket.write("hello");
    socket.once("data", () => socket.resetAndDestroy());
  });
  const connection = await open(io, port);
  await connection.read();
  await send(connection, "bye");
  expect(await failureOf(connection.read())).toBe("ECONNRESET");
  connection.close();
});

test("the signal ends a read that waits", async () => {
  const { port } = await serveTcp(() => undefined);
  const over = new AbortController();
  const connection = await open(io, port, { signal: over.signal });
  const read = connection.read();
  over.abort(new Error("time is over"));
  await expect(read).rejects.toThrow("time is over");
});

test("a connection that nobody takes is refused; one that is closed reads no more", async () => {
  expect(await failureOf(open(io, await closedPort()))).toBe("connect_refused");
  const { port } = await serveTcp(() => undefined);
  const connection = await open(io, port);
  connection.close();
  await expect(connection.read()).rejects.toThrow("closed");
});

/** A mail server as far as STARTTLS. */
const mailServer = (certificate: string, key: string) =>
  serveTcp((socket) => {
    socket.write("220 mail.test\r\n");
    socket.once("data", () => {
      socket.write("220 go ahead\r\n");
      const secured = new TLSSocket(socket, { isServer: true, cert: certificate, key });
      secured.on("error", () => undefined);
      secured.once("data", (data) => secured.end(`250 ${data.toString()}`));
    });
  });

test("STARTTLS: plain first, then TLS on the same connection, its name verified", async () => {
  const { port, hits } = await mailServer(good.certificate, good.key);
  const upgraded = async () => {
    const connection = await open(io, port, { tls: "starttls" });
    expect(text(await connection.read())).toBe("220 mail.test\r\n");
    await send(connection, "STARTTLS\r\n");
    expect(text(await connection.read())).toBe("220 go ahead\r\n");
    return connection;
  };
  const secured = (await upgraded()).startTls("mail.test");
  await send(secured, "EHLO");
  expect(text(await secured.read())).toBe("250 EHLO");
  expect(await secured.read()).toBeNull();
  secured.close();

  const wrong = (await upgraded()).startTls("other.test");
  expect(await failureOf(wrong.read())).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
  wrong.close();
  expect(hits()).toBe(2);
});

test("a STARTTLS handshake that never ends ends with the signal", async () => {
  const { port } = await serveTcp((socket) => void socket.write("220 mail.test\r\n"));
  const over = new AbortController();
  const connection = await open(io, port, { tls: "starttls", signal: over.signal });
  await connection.read();
  const read = connection.startTls("mail.test").read();
  over.abort();
  expect(await failureOf(read)).toBe("tls_timeout");
});
