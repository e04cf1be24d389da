import { afterAll, beforeAll, expect, test } from "vitest";
import { dnsAnswer } from "@nightbell/testkit/bad-servers/names";
import { startBadServers, type BadServers } from "@nightbell/testkit/bad-servers/start";
import type { Io } from "../../src/core/io.ts";
import { nodeIo } from "../../src/io-node/io-node.ts";
import { HTTP_ROWS } from "../corpus/http-rows.ts";
import { expectedOf, runRow } from "../corpus/run-row.ts";
import { TLS_ROWS } from "../corpus/tls-rows.ts";

/** The abuse corpus (spec "checks" §7) through the sockets of Node. */

let servers: BadServers;
let io: Io;
beforeAll(async () => {
  servers = await startBadServers();
  io = { ...nodeIo({ roots: [servers.trustedRoot], ping: "ping" }), resolve };
});
afterAll(() => servers.close());

/** What getaddrinfo would say of the names that the bad servers know. */
async function resolve(host: string): Promise<string[]> {
  const { Status, Answer = [] } = dnsAnswer(host, "1");
  if (Status !== 0)
    throw Object.assign(new Error(`getaddrinfo ${host}`), { code: Status === 3 ? "ENOTFOUND" : "EAI_AGAIN" });
  return Answer.filter(({ type }) => type === 1).map(({ data }) => data);
}

test.each([...HTTP_ROWS, ...TLS_ROWS].map((row) => [row.n, row.what, row] as const))(
  "%i: %s",
  async (_n, _what, row) => {
    expect(await runRow(row, servers.ports, io)).toMatchObject(expectedOf(row, "node"));
  },
);

test("nothing ever came to the canary", async () => {
  const hits = await fetch(`http://127.0.0.1:${servers.ports["canaryHits"] ?? 0}/`);
  expect(await hits.text()).toBe("0");
});
