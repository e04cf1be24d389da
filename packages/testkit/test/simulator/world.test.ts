import { expect, test } from "vitest";
import { movesOf } from "@nightbell/testkit/simulator/plan";
import { Queue } from "@nightbell/testkit/simulator/queue";
import { Random } from "@nightbell/testkit/simulator/random";
import { report, shrink, simulate } from "@nightbell/testkit/simulator/simulate";
import { PRODUCT } from "@nightbell/testkit/simulator/world";
import { edited } from "./mutants/mutant.ts";

const callsNobody = () => ({
  ...PRODUCT,
  rules: edited((events) => events.filter((event) => event.kind !== "page.stepped")),
});

test("a seed is the same day every time, to the last line", async () => {
  const [once, again] = [await simulate(7, { trace: true }), await simulate(7, { trace: true })];
  expect(once.trace.length).toBeGreaterThan(100);
  expect(again.trace).toEqual(once.trace);
});

test("seeds differ, and each part has a stream of its own", () => {
  const draw = (random: Random) => Array.from({ length: 5 }, () => random.int(0, 1_000_000));
  expect(draw(new Random("seed 1"))).not.toEqual(draw(new Random("seed 2")));
  const random = new Random("seed 1");
  const before = draw(new Random("seed 1").of("people"));
  draw(random);
  expect(draw(random.of("people"))).toEqual(before);
  expect(draw(random.of("clocks"))).not.toEqual(before);
});

test("things happen in order of time, then of scheduling, and not once cancelled", () => {
  const queue = new Queue(100);
  const seen: string[] = [];
  queue.in(50, () => seen.push("c"));
  queue.in(10, () => seen.push("a"));
  queue.in(10, () => seen.push("b"));
  queue.in(20, () => seen.push("never"))();
  queue.at(0, () => seen.push("past"));
  for (let task = queue.next(1_000); task; task = queue.next(1_000)) task();
  expect(seen).toEqual(["past", "a", "b", "c"]);
  expect(queue.now).toBe(150);
});

test("a failure is told with its seed, the few moves that it takes, the last lines, and how to see it again", async () => {
  const day = await simulate(3, { product: callsNobody });
  expect(day.verdict?.law).toBe("L1 open incidents ring");
  const small = await shrink(day, callsNobody);
  expect(small.verdict?.law).toBe(day.verdict?.law);
  expect(small.moves.length).toBeLessThan(movesOf(new Random("seed 3").of("moves")).length / 2);
  const text = report(small);
  expect(text).toContain("seed 3: L1 open incidents ring");
  expect(text).toContain("npm run simulate -- --seed 3 --trace");
  expect(text.split("\n").length).toBeLessThan(80);
});
