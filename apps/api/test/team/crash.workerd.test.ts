import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { faultsOf } from "./crash-compare.ts";
import { nights, type Trace, type Trouble } from "./crash-night.ts";
import { crashWorld } from "./crash-world.ts";
import type { Team } from "./crashable.ts";
import { handed, holdAnswers, releaseAnswers } from "./world.ts";

/**
 * A ladder from its trigger to the recovery, crashed at every await of its send path: spec "trust" §3, F17 and F18. What the
 * providers were handed and what the log tells must be what it is without a crash, with one message repeated at most.
 */

const HOUR = 3_600_000;
const AT_ONCE = 90;
const PATIENCE = 120_000;

let calm: Trace;

/** Ahead of the machine's clock, so that no alarm goes off by itself. */
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + HOUR });
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  [calm] = (await nights([{}])) as [Trace];
});
afterAll(() => void vi.useRealTimers());

/** What is wrong with these nights, of which each may repeat as many messages as it has crashes. */
async function faults(troubles: readonly (Trouble & { at: readonly string[] })[]): Promise<string[]> {
  const found: string[] = [];
  for (let i = 0; i < troubles.length; i += AT_ONCE) {
    const some = troubles.slice(i, i + AT_ONCE);
    const traces = await nights(some);
    for (const [n, { at }] of some.entries()) {
      const trace = traces[n];
      found.push(...(trace ? faultsOf(calm, trace, at.length, at.join(", ")) : []));
    }
  }
  return found;
}

test("without a crash: push, SMS and chat, the calls, the whole team with its mail, an ack, the recovery", () => {
  expect(calm.rung.map(({ second, what }) => `${Math.floor(second)} ${what}`)).toEqual([
    "0 push ana DOWN backup",
    "0 sms ana DOWN backup: the job reported a failure",
    "0 sms bo DOWN backup: the job reported a failure",
    "0 chat the room DOWN backup",
    "10 voice bo",
    "60 voice ana",
    "70 voice bo",
    "120 voice ana",
    "300 push ana DOWN backup",
    "300 mail cem DOWN backup: the job reported a failure",
    "305 sms ana DOWN backup: the job reported a failure",
    "305 sms bo DOWN backup: the job reported a failure",
    "500 push ana TAKEN backup",
    "500 mail cem TAKEN backup: the job reported a failure",
    "500 chat the room TAKEN backup",
    "600 push ana BACK UP backup",
    "600 mail cem BACK UP backup: the job reported a failure",
    "600 chat the room BACK UP backup",
  ]);
  expect(calm.repairs).toBe(0);
  expect(calm.places.length).toBeGreaterThan(150);
});

test(
  "a crash at any place of the path, and its alarm brings it back",
  async () => {
    expect(await faults(calm.places.map((place) => ({ at: [place] })))).toEqual([]);
  },
  PATIENCE,
);

test("its alarm is lost in the crash, and the sweeper brings it back", async () => {
  const some = calm.places.filter((_, i) => i % 10 === 0);
  expect(await faults(some.map((place) => ({ at: [place], alarmLost: "in a crash" })))).toEqual([]);
});

test("two crashes in one night, at different places or at one and the same", async () => {
  const sends = calm.places.filter((place) => place.startsWith("snd_"));
  const different = sends.flatMap((place, i) => {
    const other = sends[i + 17];
    return i % 16 === 0 && other !== undefined ? [{ at: [place, other] }] : [];
  });
  const requests = sends.filter((place) => place.endsWith("before its request"));
  const same = requests.filter((_, i) => i % 2 === 0).map((place) => ({ at: [place, place] }));
  expect(await faults([...different, ...same])).toEqual([]);
});

test("an object that forgets everything whenever it has nothing to do repeats nothing", async () => {
  expect(await faults([{ at: [], forgetful: true }])).toEqual([]);
});

test("evicted while it waits for a ping, its alarm notices that none came", async () => {
  const world = await crashWorld(() => undefined);
  await world.ping();
  await evictDurableObject(world.stub);
  vi.setSystemTime(Date.now() + 120_001);
  expect(await runDurableObjectAlarm(world.stub)).toBe(true);
  await runInDurableObject(world.stub, (team: Team) => team.settled());
  expect((await handed()).map(({ what }) => world.named(what))).toContain("sms ana");
});

test("alarms that fail right after they were set again change nothing", async () => {
  expect(await faults([{ at: [], alarmsThrow: true }])).toEqual([]);
});

test("an alarm that is lost every time is repaired within a minute every time, and said", async () => {
  const [night] = (await nights([{ alarmLost: "always" }])) as [Trace];
  // What follows from something late is late twice.
  expect(faultsOf(calm, night, 0, "no alarms", 120)).toEqual([]);
  expect(night.repairs).toBeGreaterThan(5);
});

test("a crash with all hands full repeats each of their messages once", async () => {
  const world = await crashWorld(() => undefined);
  await handed();
  await holdAnswers();
  await world.advance(0);
  await world.ping("fail");
  const first: string[] = [];
  const taken = async () => (first.push(...(await handed()).map(({ what }) => world.named(what))), first.length);
  await expect.poll(taken).toBe(4);
  await abortAllDurableObjects();
  await releaseAnswers();
  expect((await world.rings(40)).toSorted()).toEqual(first.toSorted());
});
