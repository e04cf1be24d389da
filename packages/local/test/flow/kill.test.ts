import { randomUUID } from "node:crypto";
import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { expect, inject, test } from "vitest";
import { killWorkers, Person, post, startWorkers } from "../rig/person.ts";

/** "200 OK" means durable: what was acknowledged survives that workerd is killed in mid-burst (spec "trust" §5). */

const rig = inject("rig");

const TEAMS = 4;
const HEARTBEATS = 10;
/** Of one heartbeat in one burst: as many as its limit lets pass at once. */
const PINGS = 20;
/** After so many answers the Workers are killed; most of the burst is still to come, and much of it on its way. */
const KILL_AFTER = 150;
const AT_ONCE = 64;

type Heartbeat = { owner: Person; id: string; pingUrl: string };

async function heartbeatsOf(name: string): Promise<Heartbeat[]> {
  const owner = await new Person(rig, name).signUp();
  const made: Heartbeat[] = [];
  for (let i = 0; i < HEARTBEATS; i++) {
    const input = { name: `job ${i}`, schedule: { kind: "period", seconds: 86_400 }, graceSeconds: 3_600 };
    const { id, pingUrl } = await owner.api<{ id: string; pingUrl: string }>("/heartbeats", post(input));
    made.push({ owner, id, pingUrl });
  }
  return made;
}

/** A run's ping with a body that only it has. @returns the status; null when no answer came */
async function ping({ pingUrl }: Heartbeat, run: string): Promise<number | null> {
  try {
    const answer = await fetch(`${pingUrl}?rid=${run}`, { method: "POST", body: `output of ${run}` });
    await answer.text();
    return answer.status;
  } catch {
    // The connection ended without an answer: nothing was promised.
    return null;
  }
}

type Burst = { acked: Map<Heartbeat, string[]>; unanswered: number; refused: number[] };

/** Pings all heartbeats from many sides, each run once, and has the Workers killed on the way. */
async function burst(heartbeats: Heartbeat[]): Promise<Burst> {
  const todo = Array.from({ length: PINGS }, () => heartbeats).flat();
  const outcome: Burst = { acked: new Map(), unanswered: 0, refused: [] };
  let acknowledged = 0;
  const kills: Promise<unknown>[] = [];
  const client = async (): Promise<void> => {
    for (let next = todo.pop(); next; next = todo.pop()) {
      const run = randomUUID();
      const status = await ping(next, run);
      if (status === null) outcome.unanswered += 1;
      else if (status !== 200) outcome.refused.push(status);
      else {
        outcome.acked.set(next, [...(outcome.acked.get(next) ?? []), run]);
        if (++acknowledged === KILL_AFTER) kills.push(killWorkers(rig));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  await Promise.all(kills);
  return outcome;
}

/** The runs of the newest pings, as the dashboard shows them. */
async function recordedRuns({ owner, id }: Heartbeat): Promise<{ runs: string[]; detail: HeartbeatDetail }> {
  const detail = await owner.api<HeartbeatDetail>(`/heartbeats/${id}`);
  return { runs: detail.recent.flatMap(({ runId }) => runId ?? []), detail };
}

test("no acknowledged ping is lost when workerd is killed in mid-burst, three times over", async () => {
  const names = Array.from({ length: TEAMS }, (_, i) => `Kim${i}`);
  const heartbeats = (await Promise.all(names.map(heartbeatsOf))).flat();

  for (let kill = 0; kill < 3; kill++) {
    const { acked, unanswered, refused } = await burst(heartbeats);
    await startWorkers(rig);
    // An overloaded machine may ask to try again; that acknowledges nothing.
    expect(refused.filter((status) => status !== 503)).toEqual([]);
    // It was in mid-burst: some were acknowledged, and some got no answer.
    expect([...acked.values()].flat().length).toBeGreaterThanOrEqual(KILL_AFTER);
    expect(unanswered).toBeGreaterThan(0);

    for (const [heartbeat, runs] of acked) {
      const { runs: recorded, detail } = await recordedRuns(heartbeat);
      expect(recorded).toEqual(expect.arrayContaining(runs));
      expect(new Set(recorded).size).toBe(recorded.length);
      const last = detail.recent.find(({ runId }) => runId === runs.at(-1));
      const body = await heartbeat.owner.fetch(
        `/api/teams/${heartbeat.owner.team}/heartbeats/${heartbeat.id}/pings/${last?.seq}/body`,
      );
      expect(await body.text()).toBe(`output of ${runs.at(-1)}`);
    }

    for (const heartbeat of heartbeats) {
      const run = randomUUID();
      expect(await ping(heartbeat, run)).toBe(200);
      expect((await recordedRuns(heartbeat)).runs[0]).toBe(run);
    }
  }
});
