import { expect, test } from "vitest";
import { CallQueue, type Rank } from "../../src/team/call-queue.ts";

type Held = { answered: () => void; end: () => void; fail: () => void };

/** A queue whose calls begin, answer and end as the test says, each by its name. */
function held() {
  const queue = new CallQueue();
  const begun: string[] = [];
  const calls = new Map<string, Held>();
  const settled = new Map<string, Promise<void>>();
  const ask = (name: string, rank: Rank = 2): void => {
    const done = queue.run(
      rank,
      (answered) =>
        new Promise((end, fail) => {
          begun.push(name);
          calls.set(name, { answered, end, fail: () => fail(new Error(name)) });
        }),
    );
    settled.set(name, done);
  };
  const of = (name: string): Held => calls.get(name) ?? { answered: missing, end: missing, fail: missing };
  const missing = (): void => expect.unreachable("it has not begun");
  return { ask, of, begun, settled };
}

const names = (count: number, kind: string): string[] => Array.from({ length: count }, (_, n) => `${kind}${n}`);
const turns = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

test("six wait for their answer at a time, and a seventh begins when one of them is answered", async () => {
  const { ask, of, begun } = held();
  for (const name of names(8, "call")) ask(name);
  await turns();
  expect(begun).toEqual(names(6, "call"));
  of("call3").answered();
  of("call3").answered();
  await turns();
  expect(begun).toEqual(names(7, "call"));
});

test("answered calls that never end keep no other from its turn", async () => {
  const { ask, of, begun } = held();
  for (const name of names(100, "hangs")) {
    ask(name);
    await turns();
    of(name).answered();
  }
  ask("quick");
  await turns();
  expect(begun.at(-1)).toBe("quick");
});

test("there is an end to how many are open", async () => {
  const { ask, of, begun } = held();
  for (const name of names(200, "hangs")) ask(name);
  for (let n = 0; n < 150; n++) {
    await turns();
    of(`hangs${n}`).answered();
  }
  await turns();
  expect(begun).toHaveLength(150);
  of("hangs7").end();
  await turns();
  expect(begun).toHaveLength(151);
});

test("confirmations go first, then what is not up, each in its order", async () => {
  const { ask, of, begun } = held();
  for (const name of names(6, "first")) ask(name);
  ask("up a");
  ask("not up a", 1);
  ask("up b");
  ask("confirms a", 0);
  ask("not up b", 1);
  ask("confirms b", 0);
  for (const name of names(6, "first")) {
    await turns();
    of(name).end();
  }
  await turns();
  expect(begun.slice(6)).toEqual(["confirms a", "confirms b", "not up a", "not up b", "up a", "up b"]);
});

test("one that fails without an answer gives its place back, and says so", async () => {
  const { ask, of, begun, settled } = held();
  for (const name of names(7, "call")) ask(name);
  await turns();
  of("call0").fail();
  await expect(settled.get("call0")).rejects.toThrow("call0");
  await turns();
  expect(begun).toEqual(names(7, "call"));
});
