import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type * as z from "zod";
import type { Incident } from "../incident/incident.ts";
import { life, newWorld, play } from "../team/testing/random-life.ts";
import type { TeamWorld } from "../team/testing/team-world.ts";
import { heartbeatDetailOf } from "./heartbeat.ts";
import { incidentDetailOf } from "./incident.ts";
import { monitorDetailOf } from "./monitor.ts";
import { overviewOf } from "./overview.ts";
import { storyOf, storyStart } from "./story.ts";
import { heartbeatDetail, incidentDetail, overview } from "./views.ts";
import { monitorDetail } from "./monitor-views.ts";
import { incidentsInOrder } from "../team/incident-table.ts";

/** What holds of the views of every state that a team can reach. */

vi.setConfig({ testTimeout: 60_000 });

const CONTEXT = {
  factor: 1,
  recordDown: false,
  pingBase: "https://ping.example.com",
  mailDomain: "",
  mayOperate: true,
};

/** Every view of the world as it stands, each checked against its schema, which must know every field. */
function viewAll({ state, now, log }: TeamWorld): void {
  exactly(overview, overviewOf(state, now, CONTEXT));
  for (const { id } of state.config?.heartbeats ?? [])
    exactly(heartbeatDetail, heartbeatDetailOf(state, id, now, CONTEXT));
  for (const { id } of state.config?.monitors ?? []) exactly(monitorDetail, monitorDetailOf(state, id, now, CONTEXT));
  for (const { id, openedSeq } of incidentsInOrder(state)) {
    exactly(
      incidentDetail,
      incidentDetailOf(
        state,
        id,
        now,
        CONTEXT,
        log.filter(({ seq }) => seq >= openedSeq),
      ),
    );
    exactly(incidentDetail, incidentDetailOf(state, id, now, CONTEXT, []));
  }
}

/** What the shell reads of the log for one incident. */
const told = ({ state, log }: TeamWorld, incident: Incident) =>
  log.filter(({ seq }) => seq >= storyStart(state, incident));

const exactly = (schema: z.ZodType, view: unknown): void => expect(schema.parse(view)).toEqual(view);

test("no view ever throws, and all are as their schemas say", () => {
  fc.assert(
    fc.property(life, (moves) => {
      const world = newWorld();
      for (const move of moves) {
        play(world, move);
        viewAll(world);
      }
    }),
    { numRuns: 25 },
  );
});

test("the log alone tells the same of every message as memory does", () => {
  fc.assert(
    fc.property(life, (moves) => {
      const world = newWorld();
      for (const move of moves) play(world, move);
      const forgetful = { ...world.state, sends: {} };
      for (const incident of incidentsInOrder(world.state)) {
        const events = told(world, incident);
        const remembered = storyOf(world.state, incident, events);
        const read = storyOf(forgetful, incident, events);
        expect(withoutPlaces(read)).toEqual(withoutPlaces(remembered));
        expect(read.events).toEqual(remembered.events);
      }
    }),
    { numRuns: 60 },
  );
});

const withoutPlaces = ({ sends }: ReturnType<typeof storyOf>) =>
  new Map(
    [...sends].map(([id, { state, user, contact, error, order }]) => [id, { state, user, contact, error, order }]),
  );

test("a timeline runs forward and tells each event once", () => {
  fc.assert(
    fc.property(life, (moves) => {
      const world = newWorld();
      for (const move of moves) play(world, move);
      for (const incident of incidentsInOrder(world.state)) {
        const { id, openedSeq } = incident;
        const detail = incidentDetailOf(world.state, id, world.now, CONTEXT, told(world, incident));
        const seqs = detail?.timeline.map(({ seq }) => seq) ?? [];
        expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
        expect(seqs[0]).toBe(openedSeq);
      }
    }),
    { numRuns: 100 },
  );
});

test("every message that a page sent about something being down is shown in a step of one of its incidents", () => {
  fc.assert(
    fc.property(life, (moves) => {
      const claimed = new Set<string>();
      const world = newWorld();
      world.observe = ({ kind, subject }, { state }) => {
        if (kind === "send.claimed" && state.sends[subject]?.about === "down") claimed.add(subject);
      };
      for (const move of moves) play(world, move);
      const shown = incidentsInOrder(world.state).flatMap(
        (incident) =>
          incidentDetailOf(world.state, incident.id, world.now, CONTEXT, told(world, incident))?.steps.flatMap(
            ({ sends }) => sends.map((send) => send.id),
          ) ?? [],
      );
      expect([...claimed].filter((id) => !shown.includes(id))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
