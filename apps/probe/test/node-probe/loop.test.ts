import { EventEmitter, once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { RunRequest } from "@nightbell/shared/check/protocol";
import { newProbeKey } from "@nightbell/shared/probe/key";
import { ApiClient, KeyRefused } from "../../src/node/api-client.ts";
import { pauseAfter } from "../../src/node/backoff.ts";
import { identityIn } from "../../src/node/identity.ts";
import { runProbe, type ProbeParts } from "../../src/node/probe.ts";
import { FakeApi } from "./fake-api.ts";
import { newFolder } from "./folders.ts";

const KEY = newProbeKey("0123456789ab", new Uint8Array(32));
const call = (callId: string): RunRequest => ({
  v: 1,
  callId,
  region: `prb_${"0".repeat(26)}`,
  purpose: "routine",
  deadlineMs: 25_000,
  checks: [],
});

/** A probe whose pauses take no time, beside an API of its own. */
async function newProbe({ key = KEY, work = async () => undefined }: { key?: string; work?: ProbeParts["work"] } = {}) {
  const api = await new FakeApi(KEY).start();
  const stop = new AbortController();
  const lines: Record<string, unknown>[] = [];
  const pauses: number[] = [];
  const logged = new EventEmitter();
  const parts: ProbeParts = {
    client: new ApiClient({ url: api.url, key }),
    identity: await identityIn(newFolder()),
    build: "test",
    work,
    log: (line) => {
      lines.push(line);
      logged.emit(line.event);
    },
    wait: async (ms) => {
      pauses.push(ms);
      logged.emit("pause");
    },
  };
  onTestFinished(() => stop.abort());
  return { api, parts, lines, pauses, logged, stop: () => stop.abort(), run: () => runProbe(parts, stop.signal) };
}

test("it says who it is, what it runs, and what time it has", async () => {
  const { api, parts, run, stop } = await newProbe();
  const done = run();
  await api.until(() => api.polls.length === 1);
  stop();
  await done;
  const [poll] = api.polls;
  expect(poll).toMatchObject({ v: 1, publicKey: parts.identity.publicKey, build: "test" });
  expect(Math.abs((poll?.now ?? 0) - Date.now())).toBeLessThan(60_000);
});

test("calls run beside each other and beside the next poll, six at most", async () => {
  const started: string[] = [];
  const works = new EventEmitter();
  const ended = Promise.withResolvers<void>();
  const { api, run, stop } = await newProbe({
    work: async ({ callId }) => {
      started.push(callId);
      works.emit(callId);
      await ended.promise;
    },
  });
  const [sixth, seventh] = [once(works, "f"), once(works, "g")];
  const done = run();
  const ids = ["a", "b", "c", "d", "e", "f", "g"];
  for (const id of ids) api.give(call(id));
  await sixth;
  expect([started, api.polls.length]).toEqual([ids.slice(0, 6), 6]);
  ended.resolve();
  await seventh;
  stop();
  await done;
});

test("told to stop, it asks for nothing more and finishes what it has", async () => {
  const ended = Promise.withResolvers<void>();
  let isDone = false;
  const { api, logged, run, stop } = await newProbe({
    work: async () => {
      await ended.promise;
      isDone = true;
    },
  });
  const done = run();
  api.give(call("a"));
  await api.until(() => api.polls.length === 2);
  let isOver = false;
  const over = done.then(() => (isOver = true));
  const draining = once(logged, "draining");
  stop();
  await draining;
  await nextTurn();
  expect([isDone, isOver]).toEqual([false, false]);
  ended.resolve();
  await over;
  expect([isDone, api.polls.length]).toEqual([true, 2]);
});

test("a poll that fails is tried again, after pauses that grow and do not grow together", async () => {
  const { api, lines, pauses, run, stop } = await newProbe();
  api.faults.poll = [500, 0, 429, 404, 503];
  const done = run();
  await api.until(() => api.polls.length === 1);
  stop();
  await done;
  expect(lines.map(({ event, failures }) => [event, failures])).toEqual([1, 2, 3, 4, 5].map((n) => ["poll failed", n]));
  expect(pauses.map((ms, i) => ms >= 500 * 2 ** i && ms <= 1_000 * 2 ** i)).toEqual([true, true, true, true, true]);
  expect(JSON.stringify(lines)).not.toContain(KEY);
});

test("a key that is not known ends it, at a poll and at results", async () => {
  const atPoll = await newProbe({ key: newProbeKey("0123456789ab", new Uint8Array(32).fill(1)) });
  await expect(atPoll.run()).rejects.toThrow(KeyRefused);
  expect(atPoll.pauses).toEqual([]);
  const atResults = await newProbe({ work: () => Promise.reject(new KeyRefused("retired")) });
  atResults.api.give(call("a"));
  await expect(atResults.run()).rejects.toThrow("retired");
});

test("a poll that is not held is not repeated without a pause", async () => {
  const { api, pauses, logged, run, stop } = await newProbe();
  api.holds = false;
  logged.once("pause", stop);
  await run();
  expect([api.polls.length, pauses]).toEqual([1, [1_000]]);
});

test.each([
  [45_000, true],
  [-45_000, true],
  [20_000, false],
])("a clock that is %i ms off is told: %s", async (off, isTold) => {
  const { api, lines, run, stop } = await newProbe();
  api.serverNow = () => Date.now() - off;
  const done = run();
  api.give(call("a"));
  await api.until(() => api.polls.length === 2);
  stop();
  await done;
  expect(lines.some(({ event }) => event === "clock is wrong")).toBe(isTold);
});

test("a pause grows to 30 s and is never less than half of itself", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const whole = Math.min(1_000 * 2 ** Math.min(failures - 1, 20), 30_000);
        const pause = pauseAfter(failures, random);
        expect(pause).toBeGreaterThanOrEqual(whole / 2);
        expect(pause).toBeLessThanOrEqual(whole);
        expect(pauseAfter(failures + 1, random)).toBeGreaterThanOrEqual(pause);
      },
    ),
  );
});
