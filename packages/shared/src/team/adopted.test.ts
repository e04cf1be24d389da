import { expect, test } from "vitest";
import { pingFacts } from "./testing/ping-facts.ts";
import { heartbeatNamed, memberNamed, NIGHT, teamOf } from "./testing/team-config.ts";
import { decide } from "./decide.ts";
import { evolve } from "./evolve.ts";
import type { Command } from "./commands.ts";
import { emptyState } from "./state.ts";
import { upgraded } from "./upgrade.ts";

/** Heartbeats that a ping made stay until the record could say something about them. */

const made = heartbeatNamed("made", {
  schedule: { kind: "period", seconds: 86_400 },
  graceSeconds: 3_600,
  pingId: "p",
});
const config = (version: number, heartbeats = [made].slice(1)) => teamOf([memberNamed("ana")], { version, heartbeats });

function after(...commands: Command[]) {
  return commands.reduce((state, command) => decide(state, command, NIGHT).reduce(evolve, state), emptyState());
}

const ping: Command = {
  kind: "ping",
  heartbeat: made.id,
  type: "success",
  message: pingFacts({ delivery: "1", receivedAt: NIGHT }),
  created: made,
  shed: [],
};
const configure = (version: number, heartbeats = [made].slice(1)): Command => ({
  kind: "configure",
  config: config(version, heartbeats),
});
const recorded: Command = { kind: "heartbeat recorded", id: made.id, version: 5 };
const ids = (...commands: Command[]) => after(...commands).config?.heartbeats.map(({ id }) => id);

test("before the record has it, no configuration takes it away", () => {
  expect(ids(configure(1), ping, configure(2), configure(9))).toEqual([made.id]);
});

test("once recorded, older configurations still cannot", () => {
  expect(ids(configure(1), ping, recorded, configure(4))).toEqual([made.id]);
});

test("from the recorded version on, the configuration decides: kept, or deleted by a person", () => {
  expect(ids(configure(1), ping, recorded, configure(5, [made]))).toEqual([made.id]);
  expect(ids(configure(1), ping, recorded, configure(5))).toEqual([]);
  expect(ids(configure(1), ping, recorded, configure(5, [made]), configure(6))).toEqual([]);
});

test("it is watched from its first ping on", () => {
  const state = after(configure(1), ping);
  expect(state.heartbeats[made.id]).toMatchObject({ status: "up", pings: 1 });
  expect(state.adopted).toEqual({ [made.id]: null });
});

test("a second delivery of the ping that made it makes nothing more", () => {
  const state = after(configure(1), ping, ping);
  expect(state.config?.heartbeats.length).toBe(1);
  expect(state.heartbeats[made.id]?.pings).toBe(1);
});

test("a state of the first release gets what was added since", () => {
  const { tags: _tags, filter: _filter, channels: _channels, ...old } = made;
  const { channels: _c, pingKeys: _k, heartbeatLimit: _l, ...oldConfig } = config(1, [old as typeof made]);
  const state = upgraded({ ...emptyState(), config: oldConfig as ReturnType<typeof config> });
  expect(state.config?.heartbeats[0]).toMatchObject({ name: "made", tags: [], channels: [], failureTolerance: 0 });
  expect(state.config).toMatchObject({ channels: [], pingKeys: [] });
});
