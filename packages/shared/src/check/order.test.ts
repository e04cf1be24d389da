import { expect, it } from "vitest";
import { inOrder } from "./order.ts";
import type { Ask } from "./round.ts";

const ask = (monitor: string, tick: number, purpose: Ask["purpose"] = "routine"): Ask => ({
  monitor,
  revision: 1,
  tick,
  attempt: 1,
  region: "weur",
  purpose,
});

it("asks confirmations first, then monitors that are not up, then the oldest due", () => {
  const asks = [
    ask("up-new", 30),
    ask("down", 40),
    ask("up-old", 10),
    ask("doubted", 50, "confirm"),
    ask("down-old", 20),
  ];
  expect(inOrder(asks, (id) => id.startsWith("up")).map(({ monitor }) => monitor)).toEqual([
    "doubted",
    "down-old",
    "down",
    "up-old",
    "up-new",
  ]);
});
