import type { RotaLayer } from "@nightbell/shared/oncall/rota";
import type { Rollout } from "@nightbell/shared/oncall/rollout";
import { listed } from "@nightbell/shared/list-words";
import type { PolicyView } from "@nightbell/shared/views/on-call-views";
import { zoneName } from "../../../lib/time/format.ts";
import { weekdayOf } from "./range.ts";
import type { LayerForm, WindowForm } from "./rota-form.ts";
import { listedNames, type Names } from "./people.ts";

export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const often = ({ every, unit }: Pick<LayerForm, "every" | "unit">): string =>
  Number(every) === 1 ? `every ${unit}` : `every ${every} ${unit}s`;

/** How a layer turns: "Ana, then Ben; hand-over every week, Mondays at 09:00 Vienna." */
export function layerSentence(
  layer: Pick<LayerForm, "slots" | "every" | "unit" | "at" | "firstDay" | "zone">,
  names: Names,
): string {
  const who = layer.slots.map((slot) => listedNames(slot, names)).join(", then ");
  if (layer.slots.length < 2) return `${who === "" ? "Nobody" : who}, always.`;
  const weekly = layer.unit === "week" ? ` on ${DAYS[weekdayOf(layer.firstDay) - 1] ?? ""}s` : "";
  const at = layer.unit === "hour" ? "" : ` at ${layer.at} ${zoneName(layer.zone)}`;
  return `${who}, and again. Hand-over ${often(layer)}${weekly}${at}.`;
}

/** The three ways in which an edit of a layer begins, and what each does. Spec "oncall" §2, "Edits append versions". */
export const ROLLOUT_WORDS: Record<Rollout, { label: string; description: string }> = {
  "after shift": {
    label: "After the current shift",
    description: "Whoever has the pager keeps it to the end of the shift; the next in the new order follows.",
  },
  now: {
    label: "Now",
    description: "Whoever has the pager keeps it if still among them, else the next has it at once.",
  },
  "after round": {
    label: "After the full round",
    description: "Everybody first has their turn in the old order; then the new order begins with its first.",
  },
};

/** In the order in which they are offered; the first is what one most often wants. */
export const ROLLOUTS = ["after shift", "now", "after round"] as const satisfies readonly Rollout[];

/** "Only Mon, Tue and Wed 09:00 – 17:00." Empty where it speaks at all hours. */
export function windowsSentence(windows: readonly WindowForm[]): string {
  if (windows.length === 0) return "";
  const each = windows.map(({ days, start, end, spanDays }) => {
    const on = listed(days.map((day) => DAYS[Number(day) - 1]?.slice(0, 3) ?? ""));
    const later = spanDays === "" || spanDays === "0" ? "" : `, ${spanDays} ${spanDays === "1" ? "day" : "days"} later`;
    return `${on} ${start} – ${end}${later}`;
  });
  return `Only ${each.join("; ")}.`;
}

/** Up to when a version that is still to come is awaited; null when none is. @returns epoch ms */
export function pendingFrom({ versions }: Pick<RotaLayer, "versions">, now: number): number | null {
  const from = versions.at(-1)?.from ?? null;
  return from !== null && from > now ? from : null;
}

/**
 * What pages once a rota is gone.
 * @param others names of the team's other rotas, in the order they were made
 */
export function goneSentence(
  rota: string,
  others: readonly { id: string; name: string }[],
  policies: readonly PolicyView[],
  first: boolean,
): string {
  const asking = policies.filter(({ settings }) =>
    settings?.steps.some(({ targets }) => targets.some((target) => target.kind === "rota" && target.rota === rota)),
  );
  const [next] = others;
  const ladder = !first
    ? "The default ladder goes on asking the team’s first rota."
    : next === undefined
      ? "Everybody is on call then, always."
      : `The default ladder asks “${next.name}” then.`;
  if (asking.length === 0) return ladder;
  const named = listed(asking.map(({ name }) => `“${name}”`));
  return `${ladder} ${named} ${asking.length === 1 ? "asks" : "ask"} it by name: that step finds nobody, and the next one comes at once.`;
}
