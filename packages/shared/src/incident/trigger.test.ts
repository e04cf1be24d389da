import { describe, expect, test } from "vitest";
import { decide } from "../team/decide.ts";
import { evolve } from "../team/evolve.ts";
import { PagingWorld, type Vector } from "../paging/testing/paging-world.ts";
import { incidentsInOrder } from "../team/incident-table.ts";

/** What happens to a failure that comes again: dedup, reopening, flapping (spec "oncall" §4). */

const RINGS = ["push", "sms", "voice"];
const UP_AND_DOWN: Vector["events"] = [
  [0, "trigger"],
  [60, "resolve"],
  [120, "trigger"],
  [180, "resolve"],
  [240, "trigger"],
  [300, "resolve"],
  [360, "trigger"],
];

function world(events: Vector["events"], until: number): PagingWorld {
  return new PagingWorld({
    id: "",
    why: "",
    members: { ana: {}, bo: {} },
    oncall: ["ana"],
    events,
    until,
    only: RINGS,
  });
}

const incidentsOf = ({ state }: PagingWorld) => incidentsInOrder(state);

describe("the third reopening within the hour", () => {
  test("is one quiet push, then silence, and over once it was up for a quarter of an hour", () => {
    const flapping = world([...UP_AND_DOWN, [420, "resolve"]], 1_320);
    const rings = flapping.run();
    expect(rings.filter(([at]) => at >= 360)).toEqual([[360, "push", "ana", 1]]);
    expect(incidentsOf(flapping)).toMatchObject([{ state: "resolved", reopens: 3, flap: null }]);
  });

  test("rings from step 1 after it stayed down for 45 minutes", () => {
    const rings = world(UP_AND_DOWN, 3_060).run();
    expect(rings.filter(([at]) => at > 360)).toEqual([
      [3_060, "push", "ana", 1],
      [3_060, "sms", "ana", 1],
    ]);
  });

  test("can be resolved by hand", () => {
    const flapping = world(UP_AND_DOWN, 400);
    flapping.run();
    const page = Object.keys(flapping.state.pages).at(-1) ?? "";
    const command = { kind: "act", page, user: "ana", via: "app", act: { kind: "resolve" } } as const;
    const after = decide(flapping.state, command, flapping.state.lastAt).reduce(evolve, flapping.state);
    expect(incidentsInOrder(after)).toMatchObject([{ state: "resolved", flap: null }]);
  });
});

test("a failure after ten minutes of health is a new incident", () => {
  const again = world(
    [
      [0, "trigger"],
      [60, "resolve"],
      [661, "trigger"],
    ],
    700,
  );
  again.run();
  expect(incidentsOf(again)).toMatchObject([{ state: "resolved" }, { state: "open", reopens: 0 }]);
});

test("a new failure while another page is acked rings on its own", () => {
  const rings = world(
    [
      [0, "trigger", "A"],
      [30, "ack", "ana"],
      [100, "trigger", "B"],
    ],
    100,
  ).run();
  expect(rings.filter(([at]) => at === 100)).toEqual([
    [100, "push", "ana", 1],
    [100, "sms", "ana", 1],
  ]);
});
