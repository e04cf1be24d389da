import type { Beside } from "@nightbell/shared/actor/ports";
import type { SampleMemory } from "@nightbell/shared/check/restore";
import { REGIONS, type CloudRegion } from "@nightbell/shared/check/region";
import type { Ask } from "@nightbell/shared/check/round";
import type { Outcome } from "@nightbell/shared/check/verdict";
import { monitorEntries } from "@nightbell/shared/team/monitor-table";
import type { TeamEvent } from "@nightbell/shared/team/events";
import type { TeamState } from "@nightbell/shared/team/state";
import { blindRegions } from "@nightbell/shared/team/watch-regions";
import { nextLook } from "@nightbell/shared/team/watch-monitors";
import { isDue, MINUTE, SECOND } from "@nightbell/shared/time";
import type { Random } from "../random.ts";
import type { Stage } from "../stage.ts";
import type { Host, Instance } from "./host.ts";

/** How a region sees for a while. */
export const REGION_MOODS = ["honest", "says down", "says up", "blind", "hangs"] as const;
export type RegionMood = (typeof REGION_MOODS)[number];

const TIMEOUT = 10 * SECOND;

/** What is really up, and what the regions say of it. */
export class Probes {
  readonly moods: Record<CloudRegion, RegionMood> = { weur: "honest", enam: "honest", apac: "honest" };
  readonly #stage: Stage;
  readonly #random: Random;
  /** By monitor: since when it is down, or was last. */
  readonly #outages = new Map<string, { from: number; until: number }[]>();
  #lookedAt = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#random = stage.random.of("probes");
  }

  heal(): void {
    for (const region of REGIONS) this.moods[region] = "honest";
  }

  /** A target breaks for so many ms. */
  break(monitor: string, ms: number): void {
    const { now } = this.#stage.queue;
    this.#outages.set(monitor, [...(this.#outages.get(monitor) ?? []), { from: now, until: now + ms }]);
    this.#stage.say(() => `${monitor} is down for ${Math.round(ms / MINUTE)} min`);
  }

  /** Whether a target was down at any time, or all the time, of the last `ms`. */
  wasDown(monitor: string, ms: number, how: "once" | "throughout"): boolean {
    const { now } = this.#stage.queue;
    return (this.#outages.get(monitor) ?? []).some(({ from, until }) =>
      how === "once" ? from <= now && until > now - ms : from <= now - ms && until > now,
    );
  }

  /** What an actor does beside paging: it looks which checks are due. As in production, but for its records. */
  besideOf(instance: Instance): Beside {
    let lookAfter = 0;
    const machine = (): number => instance.machine();
    return {
      run: () => {
        const { engine } = instance.actor;
        const now = engine.now();
        if (!isDue(nextLook(engine.state, now), now) || machine() < lookAfter) return false;
        if (instance.actor.do({ kind: "look" }).length > 0) return true;
        lookAfter = machine() + SECOND;
        return false;
      },
      due: () => {
        const { engine } = instance.actor;
        const look = nextLook(engine.state, engine.now());
        return look === null ? null : Math.max(look, lookAfter);
      },
      armed: () => undefined,
    };
  }

  /** Carries out what was asked. */
  follow(instance: Instance, events: readonly TeamEvent[]): void {
    for (const event of events) {
      if (event.kind !== "monitors.asked") continue;
      this.#lookedAt = event.at;
      for (const ask of event.data.asks) this.#ask(instance, ask);
    }
  }

  #ask(instance: Instance, ask: Ask): void {
    const region = ask.region as CloudRegion;
    const mood = this.moods[region];
    const after = mood === "hangs" ? TIMEOUT : this.#random.int(50, 2_000);
    this.#stage.queue.in(after, () => {
      if (!instance.alive) return;
      const outcome = this.#outcome(ask, mood);
      try {
        instance.actor.do({ kind: "checked", monitor: ask.monitor, outcome });
      } catch (error) {
        this.#stage.say(() => `the answer of ${region} is lost: ${String(error)}`);
      }
    });
  }

  /** Blind regions' control targets are asked until they answer. */
  recheckSight(host: Host): void {
    for (const region of blindRegions(host.awake().actor.engine.state) as CloudRegion[])
      if (this.moods[region] !== "blind") host.tell({ kind: "sight", region, sighted: true });
  }

  #outcome({ monitor, region, tick, attempt, revision }: Ask, mood: RegionMood): Outcome {
    const base = { region, tick, attempt, revision, colo: `colo of ${region}`, totalMs: 120 };
    if (mood === "blind") return { ...base, result: "void", blind: true };
    if (mood === "hangs") return { ...base, result: "void" };
    const down = mood === "says down" || (mood === "honest" && this.wasDown(monitor, 1, "once"));
    return down
      ? {
          ...base,
          result: "fail",
          cause: "http_status",
          detail: "503 instead of 200-299",
          status: 503,
          evidence: "HTTP/1.1 503",
        }
      : { ...base, result: "pass" };
  }

  /** What was written of all this by the time an instance wakes: the last votes, and up to when was asked. */
  memory(state: TeamState): SampleMemory | null {
    if (this.#lookedAt === 0) return null;
    const lastVotes = monitorEntries(state).flatMap(([monitor, { regions }]) =>
      REGIONS.flatMap((region) => {
        const vote = regions[region];
        return vote ? [{ monitor, region, at: vote.at, ok: vote.ok, colo: vote.colo, ms: vote.totalMs }] : [];
      }),
    );
    return { dispatchedThrough: this.#lookedAt, lastVotes };
  }
}
