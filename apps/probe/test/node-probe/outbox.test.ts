import { expect, test } from "vitest";
import { newProbeKey } from "@nightbell/shared/probe/key";
import type { RunLine } from "@nightbell/shared/check/protocol";
import { ApiClient, ApiFault, KeyRefused } from "../../src/node/api-client.ts";
import { Outbox } from "../../src/node/outbox.ts";
import { FakeApi } from "./fake-api.ts";

const KEY = newProbeKey("0123456789ab", new Uint8Array(32));
const line = (monitor: string): RunLine => ({ line: "not_run", monitor });

/** An outbox whose pauses take no time; `pauses` are what they would be. */
async function newOutbox(key = KEY) {
  const api = await new FakeApi(KEY).start();
  const pauses: number[] = [];
  const wait = async (ms: number): Promise<void> => void pauses.push(ms);
  return { api, pauses, outbox: new Outbox(new ApiClient({ url: api.url, key }), "call_1", wait) };
}

test("a line goes out at once, those that come meanwhile go together, in order", async () => {
  const { api, outbox } = await newOutbox();
  for (const name of ["a", "b", "c", "d"]) outbox.add(line(name));
  await outbox.done();
  expect(api.posts).toBe(2);
  outbox.add(line("e"));
  await outbox.done();
  expect([api.posts, api.linesOf("call_1")]).toEqual([3, ["a", "b", "c", "d", "e"].map(line)]);
});

test("what got no answer is sent again, after growing pauses", async () => {
  const { api, outbox, pauses } = await newOutbox();
  api.faults.results = [0, 503, 500];
  outbox.add(line("a"));
  await outbox.done();
  expect(api.linesOf("call_1")).toEqual([line("a")]);
  expect(pauses.map((ms, i) => ms >= 500 * 2 ** i && ms <= 1_000 * 2 ** i)).toEqual([true, true, true]);
});

test("a call that nobody waits for any more is let go", async () => {
  const { api, outbox, pauses } = await newOutbox();
  api.faults.results = [404];
  outbox.add(line("a"));
  await outbox.done();
  expect([api.posts, pauses]).toEqual([1, []]);
});

test("after five failures in a row it is given up, and said", async () => {
  const { api, outbox } = await newOutbox();
  api.faults.results = Array<number>(9).fill(500);
  outbox.add(line("a"));
  await expect(outbox.done()).rejects.toThrow(ApiFault);
  outbox.add(line("b"));
  await expect(outbox.done()).rejects.toThrow(ApiFault);
  expect(api.posts).toBe(5);
});

test("a key that is not known is not tried again", async () => {
  const { api, outbox } = await newOutbox(newProbeKey("0123456789ab", new Uint8Array(32).fill(1)));
  outbox.add(line("a"));
  await expect(outbox.done()).rejects.toThrow(KeyRefused);
  expect(api.posts).toBe(1);
});
