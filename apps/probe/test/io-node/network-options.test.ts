import { expect, test } from "vitest";
import { rangesOf } from "@nightbell/shared/check/address";
import { checkRequest } from "@nightbell/shared/check/protocol";
import { networkOptions } from "@nightbell/shared/check/settings";
import type { Egress } from "../../src/core/egress.ts";
import { PLAIN_REACH, type Io } from "../../src/core/io.ts";
import { makeCheck } from "../../src/core/make-check.ts";
import { ioWith } from "./asking.ts";
import { newAuthority, selfSigned } from "./certificates.ts";
import { answering, serveTcp, serveTls } from "./servers.ts";

/** What only a probe of one's own can choose (spec "checks" §1), from a monitor's settings to the sockets. */

const page = (text: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
const authority = await newAuthority("Test Authority");
const both: Io = { ...ioWith(authority.certificate), resolve: async () => ["127.0.0.1", "::1"] };
const egress: Egress = {
  io: both,
  reach: PLAIN_REACH,
  allowLoopback: false,
  allowPrivate: rangesOf("127.0.0.1/32 ::1/128"),
  ownHosts: [],
  resolvers: [],
  userAgent: "test",
};

function run(check: object, network: object, secrets: Record<string, string> = {}) {
  const request = { monitor: "mon_1", revision: 1, tick: 1, attempt: 0, timeoutMs: 2_000, check, secrets };
  const parsed = checkRequest.parse({ ...request, network: networkOptions.parse(network) });
  return makeCheck(parsed, { purpose: "routine", left: () => 25_000 }, egress);
}

test("the family: the same name answers by 4 or by 6", async () => {
  const v4 = await serveTcp(answering(page("by four")));
  await serveTcp(answering(page("by six")), "::1", v4.port);
  const check = (word: string) => ({ type: "http", url: `http://both.example:${v4.port}/`, keywordsPresent: [word] });
  expect(await run(check("four"), { family: 4 })).toMatchObject({ ok: true });
  expect(await run(check("six"), { family: 6 })).toMatchObject({ ok: true });
  expect(await run(check("four"), { family: 6 })).toMatchObject({ ok: false, cause: "keyword_missing" });
});

test("a client certificate out of two secrets; without it, the cause names it", async () => {
  const server = await authority.issue({ names: ["both.example"] });
  const mine = await authority.issue({ names: ["probe"], client: true });
  const { port } = await serveTls(
    { cert: server.certificate, key: server.key, ca: authority.certificate, requestCert: true },
    answering(page("welcome")),
  );
  const check = { type: "http", url: `https://both.example:${port}/` };
  const network = { family: 4, clientCertificate: { certificate: "{{cert}}", key: "{{key}}" } };
  expect(await run(check, network, { cert: mine.certificate, key: mine.key })).toMatchObject({ ok: true });
  expect(await run(check, { family: 4 })).toMatchObject({ ok: false, cause: "client_certificate_required" });
  const broken = await run(check, network, { cert: "not a certificate", key: mine.key });
  expect(broken).toMatchObject({ ok: false, cause: "tls_handshake_failure" });
  expect(JSON.stringify(broken)).not.toContain("PRIVATE KEY");
});

test("any certificate is taken only where that is chosen", async () => {
  const own = await selfSigned(["both.example"]);
  const { port } = await serveTls({ cert: own.certificate, key: own.key }, answering(page("welcome")));
  const check = { type: "http", url: `https://both.example:${port}/` };
  expect(await run(check, { family: 4 })).toMatchObject({ ok: false, cause: "tls_self_signed" });
  expect(await run(check, { family: 4, trustAnyCertificate: true })).toMatchObject({ ok: true });
});
