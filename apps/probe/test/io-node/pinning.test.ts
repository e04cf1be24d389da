import { expect, test } from "vitest";
import { rangesOf } from "@nightbell/shared/check/address";
import type { Egress } from "../../src/core/egress.ts";
import { PLAIN_REACH } from "../../src/core/io.ts";
import { safeFetch } from "../../src/core/safe-fetch.ts";
import { failureOf, get, ioWith, open } from "./asking.ts";
import { answering, serveTcp } from "./servers.ts";

/** Spec "checks" §7, case 20: a name that is public when it is judged and private when it is connected to. */

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/** Two servers at one port: the judged one, and a canary that must not be touched. */
async function serverAndCanary() {
  const server = await serveTcp(answering(OK));
  const canary = await serveTcp(answering(OK), "127.0.0.2", server.port);
  return { server, canary };
}

test("whatever the name says a moment later, the judged address is connected to", async () => {
  const { server, canary } = await serverAndCanary();
  const io = ioWith();
  let asked = 0;
  const egress: Egress = {
    io: { ...io, resolve: async () => [asked++ % 2 === 0 ? "127.0.0.1" : "127.0.0.2"] },
    reach: PLAIN_REACH,
    allowLoopback: false,
    // Stands for "public": nothing beyond this machine is reached in a test.
    allowPrivate: rangesOf("127.0.0.1/32"),
    ownHosts: [],
    resolvers: [],
    userAgent: "test",
  };
  const ask = () =>
    safeFetch(
      {
        url: `http://rebinding.test:${server.port}/`,
        method: "GET",
        headers: {},
        body: null,
        signal: AbortSignal.timeout(5_000),
      },
      egress,
    );
  expect(await (await ask()).text()).toBe("ok");
  expect(await failureOf(ask())).toBe("target_not_public");
  expect(await (await ask()).text()).toBe("ok");
  expect({ server: server.hits(), canary: canary.hits(), asked }).toEqual({ server: 2, canary: 0, asked: 3 });
});

test("a URL's own address counts for nothing against the judged ones", async () => {
  const { server, canary } = await serverAndCanary();
  const response = await get(ioWith(), `http://127.0.0.2:${server.port}/`, { addresses: ["127.0.0.1"] });
  expect(await response.text()).toBe("ok");
  const connection = await open(ioWith(), server.port, { host: "127.0.0.2", addresses: ["127.0.0.1"] });
  connection.close();
  expect({ server: server.hits(), canary: canary.hits() }).toEqual({ server: 2, canary: 0 });
});

test("of several addresses a dead one is passed over, and no address at all is a failure", async () => {
  const server = await serveTcp(answering(OK));
  const response = await get(ioWith(), `http://two.test:${server.port}/`, { addresses: ["127.0.0.3", "127.0.0.1"] });
  expect(await response.text()).toBe("ok");
  expect(await failureOf(get(ioWith(), `http://none.test:${server.port}/`, { addresses: [] }))).toBe("dns_no_address");
});

test("the family that was chosen is the one that is used", async () => {
  const v4 = await serveTcp(answering(OK.replace("ok", "v4")));
  await serveTcp(answering(OK.replace("ok", "v6")), "::1", v4.port);
  const addresses = ["127.0.0.1", "::1"];
  const asked = async (family: 4 | 6) =>
    (await get(ioWith(), `http://both.test:${v4.port}/`, { addresses }, { family })).text();
  expect([await asked(4), await asked(6)]).toEqual(["v4", "v6"]);
  const only4 = get(ioWith(), `http://both.test:${v4.port}/`, { addresses: ["127.0.0.1"] }, { family: 6 });
  expect(await failureOf(only4)).toBe("dns_no_address");
});
