import { expect, test } from "vitest";
import { checkRequest } from "@nightbell/shared/check/protocol";
import { newProbeKey } from "@nightbell/shared/probe/key";
import { ApiClient } from "../../src/node/api-client.ts";
import { readAllowed } from "../../src/node/allow.ts";
import { identityIn } from "../../src/node/identity.ts";
import { workWith } from "../../src/node/work.ts";
import { nodeIo } from "../../src/io-node/io-node.ts";
import { FakeApi } from "./fake-api.ts";
import { newFolder } from "./folders.ts";

const KEY = newProbeKey("0123456789ab", new Uint8Array(32));

test("a call that hangs beyond its deadline is let go", async () => {
  const api = await new FakeApi(KEY).start();
  const lines: { event: string }[] = [];
  const waits: number[] = [];
  const io = {
    ...nodeIo({ roots: [], ping: "ping" }),
    resolve: async () => ["93.184.216.34"],
    fetch: () => new Promise<never>(() => undefined),
  };
  const work = workWith({
    settings: { url: api.url, allow: readAllowed(""), controls: [] },
    io,
    client: new ApiClient({ url: api.url, key: KEY }),
    identity: await identityIn(newFolder()),
    build: "test",
    log: (line) => void lines.push(line),
    wait: async (ms) => void waits.push(ms),
  });
  const spec = { type: "http", url: "https://hangs.example/" };
  const check = checkRequest.parse({
    monitor: "mon_1",
    revision: 1,
    tick: 1,
    attempt: 0,
    timeoutMs: 1_000,
    check: spec,
  });
  const region = `prb_${"0".repeat(26)}` as const;
  await work({ v: 1, callId: "call_1", region, purpose: "routine", deadlineMs: 25_000, checks: [check] }, []);
  expect(waits).toEqual([35_000]);
  expect(lines).toEqual([
    { event: "call broken off", callId: "call_1", reason: "Error: the call took longer than it may" },
  ]);
});
