import { MAX_CHECKS_PER_CALL, type CheckRequest, type RunRequest } from "@nightbell/shared/check/protocol";
import type { Region } from "@nightbell/shared/check/region";
import type { Ask } from "@nightbell/shared/check/round";
import type { MonitorSettings } from "@nightbell/shared/check/settings";
import { settingsIn } from "@nightbell/shared/team/monitor-agenda";
import { monitorOf } from "@nightbell/shared/team/monitor-table";
import type { TeamState } from "@nightbell/shared/team/state";
import { logLine } from "../http/log.ts";
import { open } from "../secrets/sealed.ts";
import type { Rank } from "./call-queue.ts";

/** Which checks go into which call to a probe, and what each call says of them. Spec "checks" §6. */

/** `up`: its monitors are, so that they should answer soon. */
export type Call = { region: Region; purpose: RunRequest["purpose"]; up: boolean; asks: Ask[] };

/** Which of the calls that wait begins first. */
export const rankOf = ({ purpose, up }: Call): Rank => (purpose === "confirm" ? 0 : up ? 2 : 1);

/** Monitors that may hang are asked apart, few at a time, so that they delay nobody. */
const CHECKS_WHILE_NOT_UP = 5;
const SELDOM_SECONDS = 900;
const MOST_OPENED = 2_000;

/** The calls that these asks make, in the order in which the asks come. */
export function callsFor(state: TeamState, asks: readonly Ask[]): Call[] {
  const groups = new Map<string, Call>();
  for (const ask of asks) {
    const up = monitorOf(state, ask.monitor)?.status === "up";
    const key = `${ask.region} ${ask.purpose} ${up}`;
    const group = groups.get(key) ?? { region: ask.region, purpose: ask.purpose, up, asks: [] };
    group.asks.push(ask);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => {
    const size = group.up ? MAX_CHECKS_PER_CALL : CHECKS_WHILE_NOT_UP;
    return Array.from({ length: Math.ceil(group.asks.length / size) }, (_, i) => ({
      ...group,
      asks: group.asks.slice(i * size, (i + 1) * size),
    }));
  });
}

/** Makes requests of asks; opened secrets are remembered, because the same ones are needed at every tick. */
export class CheckRequests {
  readonly #master: string;
  readonly #opened = new Map<string, string>();

  /** @param master the deployment's SECRETS_KEY */
  constructor(master: string) {
    this.#master = master;
  }

  /** What the probe is told of each ask whose monitor still exists. A secret that does not open is left out: its check fails, the others go on. */
  async of(state: TeamState, asks: readonly Ask[]): Promise<CheckRequest[]> {
    const requests = await Promise.all(
      asks.map(async (ask) => {
        const settings = settingsIn(state, ask.monitor);
        return settings === undefined ? null : this.#request(state.team?.id ?? "", settings, ask);
      }),
    );
    return requests.filter((request) => request !== null);
  }

  async #request(team: string, settings: MonitorSettings, ask: Ask): Promise<CheckRequest> {
    const { check, timeoutMs, degradedAfterMs, failAfterMs, network } = settings;
    const { monitor, revision, tick, attempt } = ask;
    const secrets = await this.#secrets(team, settings);
    // A probe looks closer now and then by itself; what is seldom checked would seldom be looked at.
    const thorough = settings.intervalSeconds >= SELDOM_SECONDS;
    return {
      monitor,
      revision,
      tick,
      attempt,
      timeoutMs,
      check,
      degradedAfterMs,
      failAfterMs,
      network,
      secrets,
      thorough,
    };
  }

  async #secrets(team: string, { id: monitor, secrets }: MonitorSettings): Promise<Record<string, string>> {
    const opened: Record<string, string> = {};
    for (const [name, sealed] of Object.entries(secrets)) {
      try {
        opened[name] = this.#opened.get(sealed) ?? (await open(this.#master, { team, owner: monitor, name }, sealed));
        if (this.#opened.size >= MOST_OPENED) this.#opened.clear();
        this.#opened.set(sealed, opened[name]);
      } catch (error) {
        logLine({ level: "error", event: "secret_not_opened", team, monitor, name, error: String(error) });
      }
    }
    return opened;
  }
}
