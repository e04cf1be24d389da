import { LIST_STATES, type ListFilter } from "../features/heartbeats/model/list.ts";
import { TIMELINE_FILTERS, type TimelineFilter } from "../features/incidents/model/timeline.ts";
import type { MonitorFilter } from "../features/monitors/model/list.ts";
import { type Look, RANGES } from "../features/monitors/model/series.ts";
import { type Look as OnCallLook, PANELS } from "../features/oncall/model/look.ts";
import { isDate } from "../features/oncall/model/range.ts";
import { MONITOR_STATES } from "../ui/mark.ts";

/** What stands behind the question mark of each page's address. What is not understood is left out. */

type Search = Record<string, unknown>;
/** Without quotes, what looks like a number comes as one. */
function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
const optional = <K extends string, V extends string>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
const oneOf = <V extends string>(known: readonly V[], value: unknown): V | undefined =>
  known.find((each) => each === value);

/** Where to go on after signing in. */
export const nextSearch = (search: Search): { next?: string } => optional("next", text(search.next));

export const magicSearch = (search: Search): { token?: string; error?: string; next?: string } => ({
  ...optional("token", text(search.token)),
  ...optional("error", text(search.error)),
  ...nextSearch(search),
});

export const tokenSearch = (search: Search): { token?: string } => optional("token", text(search.token));

export const overviewSearch = (search: Search): { q?: string } => optional("q", text(search.q));

export const heartbeatsSearch = (search: Search): ListFilter => ({
  ...optional("q", text(search.q)),
  ...optional("tag", text(search.tag)),
  ...optional("state", oneOf(LIST_STATES, search.state)),
});

export const heartbeatSearch = (search: Search): { how?: string } => optional("how", text(search.how));

export const newHeartbeatSearch = (search: Search): { from?: "crontab" } =>
  search.from === "crontab" ? { from: "crontab" } : {};

export const monitorsSearch = (search: Search): MonitorFilter => ({
  ...optional("q", text(search.q)),
  ...optional("state", oneOf(MONITOR_STATES, search.state)),
});

export const importSearch = (search: Search): { from?: "sitemap" } =>
  search.from === "sitemap" ? { from: "sitemap" } : {};

export const monitorSearch = (search: Search): Look => ({
  ...optional("range", oneOf(RANGES, search.range)),
  ...optional("region", text(search.region)),
});

export const incidentSearch = (search: Search): { show?: TimelineFilter } => {
  const show = oneOf(TIMELINE_FILTERS, search.show);
  return show === undefined || show === "all" ? {} : { show };
};

export const onCallSearch = (search: Search): OnCallLook => {
  const start = text(search.start);
  const at = text(search.at);
  return {
    ...optional("start", start !== undefined && isDate(start) ? start : undefined),
    ...optional("zone", oneOf(["rota"] as const, search.zone)),
    ...optional("as", oneOf(["list"] as const, search.as)),
    ...optional("panel", oneOf(PANELS, search.panel)),
    ...optional("at", at === undefined || Number.isNaN(Date.parse(at)) ? undefined : at),
    ...optional("policy", text(search.policy)),
  };
};
