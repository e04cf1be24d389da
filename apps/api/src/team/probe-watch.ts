import type { ProbeId } from "@nightbell/shared/check/region";
import type { Command } from "@nightbell/shared/team/commands";
import type { ProbeSettings } from "@nightbell/shared/team/config";
import type { TeamState } from "@nightbell/shared/team/state";
import type { Instant } from "@nightbell/shared/time";
import type { PrivateProbes } from "./private-probes.ts";
import { incidentsInOrder } from "@nightbell/shared/team/incident-table";

/**
 * Notices that a private probe fell silent or came back. Its monitors are then unknown, never down; its own silence is an
 * incident, as a heartbeat's (spec "checks" §6).
 */
export class ProbeWatch {
  readonly #probes: PrivateProbes;
  readonly #blind = new Set<ProbeId>();

  constructor(probes: PrivateProbes) {
    this.#probes = probes;
  }

  /** When to look next if nothing is heard, real time; null while there is nothing to wait for. */
  due({ config }: TeamState, now: Instant): Instant | null {
    return this.#probes.silentAt(config?.probes.map(({ id }) => id) ?? [], now);
  }

  /** What the team is to be told now. @param now real time @param teamNow the team's time */
  commands(state: TeamState, now: Instant, teamNow: Instant): Command[] {
    const probes = state.config?.probes ?? [];
    const gone = openProbeKeys(state).filter((key) => !probes.some(({ id }) => key === probeKey(id)));
    return [
      ...gone.map((key): Command => ({ kind: "recovered", key, text: "the probe was deleted" })),
      ...probes.flatMap((probe) => this.#judge(state, probe, now, teamNow)),
    ];
  }

  /** True while a probe is blind by its silence or its clock: it needs no asking for its control targets. */
  isBlind(probe: ProbeId): boolean {
    return this.#blind.has(probe);
  }

  #judge(state: TeamState, probe: ProbeSettings, now: Instant, teamNow: Instant): Command[] {
    const { id } = probe;
    const sight = this.#probes.sight(id, now);
    const wasBlind = this.#blind.has(id);
    if (sight === "sighted") {
      this.#blind.delete(id);
      const key = probeKey(id);
      return [
        ...(wasBlind ? [{ kind: "sight", region: id, sighted: true } as const] : []),
        ...(this.#probes.word(id) !== null && openProbeKeys(state).includes(key)
          ? [{ kind: "recovered", key, text: "it asks for work again" } as const]
          : []),
      ];
    }
    if (wasBlind) return [];
    this.#blind.add(id);
    const blinded: Command = { kind: "sight", region: id, sighted: false };
    return this.#probes.wasHeard(id) ? [blinded, failureOf(probe, sight, teamNow)] : [blinded];
  }
}

const probeKey = (id: string): string => `probe:${id}`;

const openProbeKeys = (state: TeamState): string[] =>
  incidentsInOrder(state).flatMap(({ key, state: is }) => (is === "open" && key.startsWith("probe:") ? [key] : []));

function failureOf({ id, name }: ProbeSettings, sight: "silent" | "skewed", at: Instant): Command {
  const what = sight === "silent" ? "is silent: what it watches is unknown" : "has a clock that is more than 30 s off";
  return {
    kind: "failed",
    failure: {
      key: probeKey(id),
      source: { kind: "probe", id },
      name,
      title: `Probe ${name} ${what}`,
      at,
      startedAt: at,
      evidence: null,
    },
  };
}
