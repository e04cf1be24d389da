import type { MonitorView, ShownStatus } from "@nightbell/shared/views/monitor-views";
import { counted } from "../../../lib/number.ts";
import { monitorMark, type Tone } from "../../../ui/mark.ts";
import { labelOf } from "./kinds.ts";

/** What the list shows, as it stands in the address. An absent part shows all. */
export type MonitorFilter = { q?: string; state?: ShownStatus };

const ORDER: Record<Tone, number> = { down: 0, late: 1, idle: 2, up: 3 };

const holds = ({ name, target, type, status }: MonitorView, text: string): boolean =>
  [name, target, labelOf(type), monitorMark(status).word].some((word) => word.toLowerCase().includes(text));

/** The monitors that pass the filter, worst first, then by name. */
export function listedMonitors(monitors: readonly MonitorView[], { q = "", state }: MonitorFilter): MonitorView[] {
  const text = q.trim().toLowerCase();
  const rank = ({ status }: MonitorView): number => ORDER[monitorMark(status).tone];
  return monitors
    .filter(({ status }) => state === undefined || status === state)
    .filter((monitor) => holds(monitor, text))
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** The list in one sentence: "2 of 14 are down; 1 is paused." */
export function listSentence(monitors: readonly MonitorView[]): string {
  const count = (status: ShownStatus): number => monitors.filter((monitor) => monitor.status === status).length;
  const total = monitors.length;
  const are = (n: number): string => (n === 1 ? "is" : "are");
  const down = count("down");
  const others = (["intermittent", "regional", "degraded", "unknown", "maintenance", "paused"] as const)
    .map((status) => ({ word: monitorMark(status).word, n: count(status) }))
    .filter(({ n }) => n > 0)
    .map(({ word, n }) => `${n} ${are(n)} ${word === "maintenance" ? "in maintenance" : word}`);
  const head = down === 0 ? `${counted(total, "monitor")}, none is down` : `${down} of ${total} ${are(down)} down`;
  return `${[head, ...others].join("; ")}.`;
}
