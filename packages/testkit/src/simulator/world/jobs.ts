import { pingFacts } from "@nightbell/shared/team/testing/ping-facts";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { MINUTE, SECOND } from "@nightbell/shared/time";
import type { Random } from "../random.ts";
import type { Stage } from "../stage.ts";
import type { Host } from "./host.ts";

/** How a job behaves for a while. */
export const JOB_MOODS = ["runs", "stops", "fails", "late", "twice", "fails now", "flaps"] as const;
export type JobMood = (typeof JOB_MOODS)[number];

const TRIES = 5;

/** Cron jobs that ping. A ping without a 2xx is tried again under the same name, as ingest does. */
export class Jobs {
  readonly moods = new Map<string, JobMood>();
  /** Deliveries that were answered with a 200. */
  readonly answered = new Set<string>();
  /** By heartbeat: when a success was last answered. */
  readonly lastSuccess = new Map<string, number>();
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #host: Host;
  #count = 0;

  constructor(stage: Stage, host: Host) {
    this.#stage = stage;
    this.#random = stage.random.of("jobs");
    this.#host = host;
  }

  /** A job begins: it pings every so many seconds from now on. */
  start(heartbeat: HeartbeatSettings, everySeconds: number): void {
    const next = (): void => {
      const mood = this.moods.get(heartbeat.id) ?? "runs";
      const late = mood === "late" ? this.#random.int(0, everySeconds) : 0;
      if (mood !== "stops")
        this.#stage.queue.in(late * SECOND, () => this.#ping(heartbeat.id, mood === "fails now" ? "fails" : mood));
      this.#stage.queue.in(everySeconds * SECOND, next);
    };
    this.#stage.queue.in(this.#random.int(1, everySeconds) * SECOND, next);
  }

  /** A job that goes wrong does not wait for its hour. */
  provoke(heartbeat: string, mood: JobMood): void {
    if (mood === "fails now") this.#ping(heartbeat, "fails");
    if (mood !== "flaps") return;
    for (let i = 0; i < 8; i++)
      this.#stage.queue.in(i * MINUTE, () => this.#ping(heartbeat, i % 2 === 0 ? "fails" : "runs"));
  }

  #ping(heartbeat: string, mood: JobMood): void {
    this.#count += 1;
    const delivery = `delivery ${this.#count}`;
    this.#send(heartbeat, delivery, mood === "fails", this.#stage.queue.now, TRIES);
    if (mood === "twice") this.#send(heartbeat, delivery, false, this.#stage.queue.now, 1);
  }

  #send(heartbeat: string, delivery: string, fails: boolean, receivedAt: number, tries: number): void {
    const message = pingFacts({ delivery, receivedAt, action: fails ? "fail" : "success", exitCode: fails ? 7 : null });
    const type = fails ? "fail" : "success";
    this.#host
      .request((actor) => {
        if (actor.engine.state.heartbeats[heartbeat] === undefined) return false;
        actor.do({ kind: "ping", heartbeat, type, message, created: null, shed: [] });
        return true;
      })
      .then((known) => {
        if (!known) return;
        this.answered.add(delivery);
        if (!fails) this.lastSuccess.set(heartbeat, this.#stage.queue.now);
      })
      .catch((error: unknown) => {
        this.#stage.say(() => `${delivery} got no answer: ${String(error)}`);
        if (tries > 1)
          this.#stage.queue.in(3 * SECOND, () => this.#send(heartbeat, delivery, fails, receivedAt, tries - 1));
      });
  }
}
