import type { ProbeView } from "@nightbell/shared/views/monitor-views";
import { counted } from "../../../lib/number.ts";

/** A probe just registered: its key is shown this once. */
export type NewProbe = { id: string; name: string; key: string };

/** What runs a probe. The key stands before the command, because others on the host can see its arguments. */
export const runLines = (origin: string, key: string): string =>
  [
    "printf '10.0.0.0/8\\n' > allow   # the private ranges that it may reach, one a line",
    `NIGHTBELL_PROBE_KEY=${key} \\`,
    `  npx nightbell-probe --url ${origin} --allow allow`,
  ].join("\n");

/** The file of settings of one that runs as a service. */
export const settingsLines = (origin: string, key: string): string =>
  [
    `NIGHTBELL_PROBE_URL=${origin}`,
    `NIGHTBELL_PROBE_KEY=${key}`,
    "NIGHTBELL_PROBE_ALLOW=/etc/nightbell-probe/allow",
  ].join("\n");

/** Whether what it checks is unknown, because it is not heard or cannot see. */
export const isBlind = ({ state }: Pick<ProbeView, "state">): boolean => state !== "waiting" && state !== "sighted";

/** What stands at the top: "2 probes, both heard." */
export function headline(probes: readonly ProbeView[]): string {
  const blind = probes.filter(isBlind).length;
  const waiting = probes.filter(({ state }) => state === "waiting").length;
  if (probes.length === 0) return "Your own probes look at what only your network can reach. There is none yet.";
  const waited = waiting === 0 ? "" : ` ${counted(waiting, "probe has", "probes have")} not been heard of yet.`;
  const heard = probes.length - blind - waiting;
  return blind === 0
    ? `${counted(heard, "probe is", "probes are")} heard.${waited}`
    : `${counted(blind, "probe is blind: what it checks", "probes are blind: what they check")} is unknown, not down.${waited}`;
}
