import { isProbeId } from "@nightbell/shared/check/region";
import type { Command } from "@nightbell/shared/team/commands";
import type { TeamState } from "@nightbell/shared/team/state";
import { blindRegions } from "@nightbell/shared/team/watch-regions";
import { earliest, isDue, MINUTE, SECOND, type Instant } from "@nightbell/shared/time";
import { openDb } from "../db/client.ts";
import { loadTeamConfig } from "../db/team-config.ts";
import { settingsOf } from "../env.ts";
import type { Flusher } from "./flusher.ts";
import type { Log } from "./log.ts";
import type { ProbeWatch } from "./probe-watch.ts";
import type { Prober } from "./prober.ts";
import { Recorder } from "./recorder.ts";
import type { Rollups } from "./rollups.ts";

const CONFIG_UNHEARD = 10 * MINUTE;
const CONTROL_EVERY = 15 * SECOND;

/** Who does the work, and how it is carried out: `track` keeps the object awake for it, `pump` lets follow what is due then. */
type Parts = {
  env: Env;
  log: Log;
  flusher: Flusher;
  rollups: Rollups;
  prober: Prober;
  probeWatch: ProbeWatch;
  track: (work: Promise<void>) => void;
  pump: () => void;
  do: (command: Command) => void;
};

/**
 * What a team's object does beside paging: history, configuration and charts for the record, and looking again where
 * regions are blind. Pages wait for none of it. Instants are real time.
 */
export class Background {
  readonly #parts: Parts;
  readonly #recorder: Recorder;
  /** Kept in storage: an idle object is forgotten within seconds, and must still ask. */
  #configDue: Instant;
  #controlDue: Instant = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#configDue = Number(parts.log.get("heard") ?? 0) + CONFIG_UNHEARD;
    this.#recorder = new Recorder(parts.env, (work) => this.#thenPump(work), {
      recorded: (id, version) => parts.do({ kind: "heartbeat recorded", id, version }),
      done: (team) => this.#askForConfig(team),
    });
  }

  /** Notes that the configuration has just come. */
  heard(now: Instant): void {
    this.#configDue = now + CONFIG_UNHEARD;
    this.#parts.log.set("heard", String(now));
  }

  /** Starts everything that is due. */
  run(state: TeamState, now: Instant): void {
    const team = state.team?.id;
    if (team === undefined) return;
    const { flusher, rollups, prober, probeWatch, track } = this.#parts;
    if (isDue(flusher.due, now)) this.#thenPump(flusher.run(team));
    if (isDue(this.#configDue, now)) {
      this.#configDue = now + CONFIG_UNHEARD;
      track(this.#askForConfig(team));
    }
    this.#recorder.run(team, state);
    if (isDue(rollups.due, now)) this.#thenPump(rollups.run(team));
    const blind = blindRegions(state);
    if (blind.length === 0 || now < this.#controlDue) return;
    this.#controlDue = now + CONTROL_EVERY;
    for (const region of blind)
      if (!isProbeId(region) || !probeWatch.isBlind(region)) track(prober.control(state, region));
  }

  /** When there is something to do next; null when nothing is. */
  due(state: TeamState): Instant | null {
    const { flusher, rollups } = this.#parts;
    const control = blindRegions(state).length > 0 ? this.#controlDue : null;
    const config = state.team ? this.#configDue : null;
    return earliest([flusher.due, this.#recorder.dueOf(state), rollups.due, control, config]);
  }

  #thenPump(work: Promise<void>): void {
    this.#parts.track(work.then(() => this.#parts.pump()));
  }

  async #askForConfig(team: string): Promise<void> {
    this.#parts.do({
      kind: "configure",
      config: await loadTeamConfig(openDb(settingsOf(this.#parts.env)), team),
    });
  }
}
