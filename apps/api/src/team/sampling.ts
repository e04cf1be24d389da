import { shownStatus } from "@nightbell/shared/check/shown";
import type { Outcome } from "@nightbell/shared/check/verdict";
import type { EventOf, TeamEvent } from "@nightbell/shared/team/events";
import { monitorEntries, monitorOf } from "@nightbell/shared/team/monitor-table";
import type { OpenWindow, TeamState } from "@nightbell/shared/team/state";
import { isMaintained } from "@nightbell/shared/team/watch-maintenance";
import type { Instant } from "@nightbell/shared/time";
import { sampleOf, type Sampler } from "./sampler.ts";

/** Tells the sampler what answers and events come to: spec "checks" §8. */
export class Sampling {
  readonly #sampler: Sampler;

  constructor(sampler: Sampler) {
    this.#sampler = sampler;
  }

  /** An answer came. @param now the team's time */
  answered(monitor: string, outcome: Outcome, now: Instant): void {
    this.#sampler.note(sampleOf(monitor, outcome, now), now);
  }

  /** Events happened. */
  follow(events: readonly TeamEvent[], before: TeamState, after: TeamState): void {
    for (const event of events) {
      if (event.kind === "monitors.asked") this.#asked(event, before);
      if (event.kind === "monitor.changed") this.#show(event.subject, after, event.at);
      if (event.kind === "monitor.removed") this.#sampler.shown(event.subject, null, event.at, event.at);
      if (event.kind === "maintenance.began") this.#showThose(event.data, after, event.data.from, event.at);
      if (event.kind === "maintenance.ended") this.#showThose(event.data, after, event.at, event.at);
    }
  }

  /** What every monitor shows: of one that never changed nothing would be known. */
  showAll(state: TeamState, now: Instant): void {
    for (const [id] of monitorEntries(state)) this.#show(id, state, now);
  }

  #asked({ at, data }: EventOf<"monitors.asked">, before: TeamState): void {
    this.#sampler.dispatched(at);
    for (const [id, { missed }] of Object.entries(data.after)) {
      const more = missed - (monitorOf(before, id)?.missed ?? 0);
      const turn = data.asks.find((ask) => ask.monitor === id)?.region;
      if (more > 0 && turn !== undefined) this.#sampler.missed(id, turn, more, at);
    }
  }

  #show(id: string, state: TeamState, now: Instant): void {
    const known = monitorOf(state, id);
    if (known === undefined) return;
    const status = shownStatus(known, isMaintained(state, id));
    this.#sampler.shown(id, status, status === "maintenance" ? now : known.since, now);
  }

  #showThose({ monitors }: Pick<OpenWindow, "monitors">, state: TeamState, since: Instant, now: Instant): void {
    for (const [id, known] of monitorEntries(state))
      if (monitors === null || monitors.includes(id))
        this.#sampler.shown(id, shownStatus(known, isMaintained(state, id)), since, now);
  }
}
