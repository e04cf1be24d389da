import { HEARTBEAT_DEFAULTS } from "../heartbeat/settings.ts";
import { planOf } from "../plans.ts";
import type { TeamConfig } from "./config.ts";
import type { RecentPing, TeamState } from "./state.ts";

/** What a ping of the first release does not say. */
const PING_DEFAULTS = { scheme: "https", host: null, note: null, clientAt: null, late: false, metrics: {} } as const;

/** A state that an older release wrote, with what has been added since: changes are additive (spec "trust" §5). */
export function upgraded(state: TeamState): TeamState {
  return {
    ...state,
    config: state.config && upgradedConfig(state.config),
    pings: Object.fromEntries(
      Object.entries(state.pings).map(([id, pings]) => [
        id,
        pings.map((ping): RecentPing => ({ ...PING_DEFAULTS, ...ping })),
      ]),
    ),
  };
}

/** A team of the first release has no keys, channels and guards, and its heartbeats no badges. */
const CONFIG_DEFAULTS = { channels: [], guards: [], pingKeys: [], heartbeatLimit: planOf().heartbeats };
const SETTINGS_DEFAULTS = { ...HEARTBEAT_DEFAULTS, badgeId: "" };

const upgradedConfig = (config: TeamConfig): TeamConfig => ({
  ...CONFIG_DEFAULTS,
  ...config,
  heartbeats: config.heartbeats.map((settings) => ({ ...SETTINGS_DEFAULTS, ...settings })),
});
