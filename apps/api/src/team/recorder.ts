import type { TeamState } from "@nightbell/shared/team/state";
import { MINUTE, SECOND } from "@nightbell/shared/time";
import { openDb } from "../db/client.ts";
import { recordHeartbeat } from "../db/record-heartbeat.ts";
import { settingsOf } from "../env.ts";
import { logLine } from "../http/log.ts";

const FIRST_RETRY = 2 * SECOND;
const LONGEST_RETRY = 5 * MINUTE;

type Told = {
  /** The record has the heartbeat from this version of the configuration on. */
  recorded(id: string, version: number): void;
  /** All are told: the configuration can be asked for. */
  done(team: string): Promise<void>;
};

/** Tells the record of heartbeats that pings made, behind everything else. While it is down they wait in the log. */
export class Recorder {
  readonly #env: Env;
  readonly #track: (work: Promise<void>) => void;
  readonly #told: Told;
  #running = false;
  #failures = 0;
  #notBefore = 0;

  constructor(env: Env, track: (work: Promise<void>) => void, told: Told) {
    this.#env = env;
    this.#track = track;
    this.#told = told;
  }

  /** When it wants to run, real time; null while there is nothing to tell. */
  dueOf(state: TeamState): number | null {
    return this.#running || waiting(state).length === 0 ? null : Math.max(this.#notBefore, Date.now());
  }

  /** Starts telling, if there is something to tell and it is time. */
  run(team: string, state: TeamState): void {
    const due = this.dueOf(state);
    if (due === null || due > Date.now()) return;
    this.#running = true;
    this.#track(this.#tell(team, state).finally(() => (this.#running = false)));
  }

  async #tell(team: string, state: TeamState): Promise<void> {
    try {
      const db = openDb(settingsOf(this.#env));
      for (const id of waiting(state)) {
        const settings = state.config?.heartbeats.find((known) => known.id === id);
        if (settings) this.#told.recorded(id, await recordHeartbeat(db, team, settings, Date.now()));
      }
      this.#failures = 0;
      await this.#told.done(team);
    } catch (error) {
      this.#failures += 1;
      this.#notBefore = Date.now() + Math.min(FIRST_RETRY * 2 ** this.#failures, LONGEST_RETRY);
      logLine({ level: "warn", event: "heartbeat_not_recorded", team, error: String(error) });
    }
  }
}

const waiting = ({ adopted }: TeamState): string[] =>
  Object.entries(adopted).flatMap(([id, recorded]) => (recorded === null ? [id] : []));
