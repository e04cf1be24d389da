import { expect, test } from "vitest";
import { decide } from "../team/decide.ts";
import { evolve } from "../team/evolve.ts";
import type { TeamConfig } from "../team/config.ts";
import { PagingWorld } from "./testing/paging-world.ts";

test("a call goes to the number that works when it is due, not to the one planned", () => {
  const world = new PagingWorld({ id: "", why: "", members: { ana: {} }, events: [[0, "trigger"]], until: 0 });
  world.run();
  const before = world.state.config;
  if (!before) throw new Error("not configured");
  const config: TeamConfig = {
    ...before,
    version: before.version + 1,
    members: before.members.map((member) => ({
      ...member,
      contacts: member.contacts.map((contact) =>
        contact.kind === "voice" ? { ...contact, id: "ana:new", address: "+1new" } : contact,
      ),
    })),
  };
  const configured = decide(world.state, { kind: "configure", config }, world.state.lastAt).reduce(evolve, world.state);
  const events = decide(configured, { kind: "tick", maxClaims: 10 }, world.state.lastAt + 120_000);
  expect(events.map(({ kind }) => kind)).toEqual(["send.readdressed", "send.claimed"]);
  expect(events[0]?.data).toEqual({ contact: "ana:new" });
});
