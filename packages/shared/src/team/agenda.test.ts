import { expect, test } from "vitest";
import { PagingWorld } from "../paging/testing/paging-world.ts";
import { decide } from "./decide.ts";

test("with no hand free the sends wait, and nothing else does", () => {
  const world = new PagingWorld({
    id: "busy",
    why: "the next round must not wait for a hung carrier",
    members: { ana: {}, bo: {} },
    oncall: ["ana"],
    events: [[0, "trigger"]],
    until: 0,
  });
  world.run();
  const events = decide(world.state, { kind: "tick", maxClaims: 0 }, world.state.lastAt + 240_000);
  expect(events.map(({ kind }) => kind)).toEqual(["page.stepped"]);
});
