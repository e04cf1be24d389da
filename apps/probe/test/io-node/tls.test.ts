import { expect, test } from "vitest";
import type { TlsOptions } from "node:tls";
import { failureOf, get, ioWith, open } from "./asking.ts";
import { newAuthority, selfSigned, type Pem } from "./certificates.ts";
import { answering, serveTcp, serveTls } from "./servers.ts";

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const authority = await newAuthority("Test Authority");
const stranger = await newAuthority("Nobody");
const good = await authority.issue({ names: ["server.test", "127.0.0.1"] });
const io = ioWith(authority.certificate);

const withPem = ({ certificate, key }: Pem, more: TlsOptions = {}) =>
  serveTls({ cert: certificate, key, ...more }, answering(OK));
const url = ({ port }: { port: number }) => `https://server.test:${port}/`;

test("a certificate of a trusted authority for the name passes, by name and by address", async () => {
  const server = await withPem(good);
  expect(await (await get(io, url(server))).text()).toBe("ok");
  expect(await (await get(io, `https://127.0.0.1:${server.port}/`)).text()).toBe("ok");
  const connection = await open(io, server.port, { tls: "on" });
  await connection.write(new TextEncoder().encode("GET / HTTP/1.0\r\n\r\n"));
  expect(Buffer.from((await connection.read()) ?? []).toString()).toContain("200 OK");
  connection.close();
});

test.each([
  ["CERT_HAS_EXPIRED", () => authority.issue({ names: ["server.test"], from: -91, days: 90 })],
  ["CERT_NOT_YET_VALID", () => authority.issue({ names: ["server.test"], from: 1 })],
  ["ERR_TLS_CERT_ALTNAME_INVALID", () => authority.issue({ names: ["other.test"] })],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", () => selfSigned(["server.test"])],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", () => stranger.issue({ names: ["server.test"] })],
  [
    "SELF_SIGNED_CERT_IN_CHAIN",
    async () => {
      const leaf = await stranger.issue({ names: ["server.test"] });
      return { ...leaf, certificate: `${leaf.certificate}\n${stranger.certificate}` };
    },
  ],
] as const)("a certificate at fault is refused with %s, and passes where any is taken", async (code, make) => {
  const server = await withPem(await make());
  expect(await failureOf(get(io, url(server)))).toBe(code);
  expect(await failureOf(open(io, server.port, { tls: "on" }))).toBe(code);
  expect(await (await get(io, url(server), {}, { trustAnyCertificate: true })).text()).toBe("ok");
});

test("a handshake that is closed, reset or never answered is told apart", async () => {
  const closed = await serveTcp((socket) => socket.once("data", () => socket.end()));
  const reset = await serveTcp((socket) => socket.once("data", () => socket.resetAndDestroy()));
  expect(await failureOf(get(io, url(closed)))).toBe("ECONNRESET");
  expect(await failureOf(get(io, url(reset)))).toBe("ECONNRESET");
  const asked = Promise.withResolvers<void>();
  const silent = await serveTcp((socket) => socket.once("data", () => asked.resolve()));
  const over = new AbortController();
  void asked.promise.then(() => over.abort());
  expect(await failureOf(get(io, url(silent), { signal: over.signal }))).toBe("tls_timeout");
});

test("a server that closes after the handshake without a byte has lost the connection", async () => {
  const server = await serveTls({ cert: good.certificate, key: good.key }, (socket) => {
    socket.once("data", () => socket.end());
  });
  expect(await failureOf(get(io, url(server)))).toBe("ECONNRESET");
});

test.each(["TLSv1.2", "TLSv1.3"] as const)("a client certificate over %s", async (version) => {
  const mine = await authority.issue({ names: ["probe"], client: true });
  const foreign = await stranger.issue({ names: ["probe"], client: true });
  const server = await withPem(good, {
    requestCert: true,
    ca: authority.certificate,
    minVersion: version,
    maxVersion: version,
  });
  const asked = (clientCertificate: Pem | null) => get(io, url(server), {}, { clientCertificate });
  expect(await (await asked(mine)).text()).toBe("ok");
  // Whether the server says why before it hangs up is its own affair.
  expect(await failureOf(asked(foreign))).toMatch(/ECONNRESET|ALERT/);
  expect(await failureOf(asked({ certificate: "no PEM", key: "at all" }))).toBe("tls_handshake_failure");
  expect(await failureOf(asked(null))).toMatch(/ECONNRESET|ALERT/);
});
