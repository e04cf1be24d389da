/** The dashboard's places. `key` follows `g` on the keyboard; `bar` ones are in the bottom bar of a phone. */
export const PLACES = [
  { to: "/t/$team", word: "Overview", key: "o", bar: true, icon: "overview" },
  { to: "/t/$team/incidents", word: "Incidents", key: "i", bar: true, icon: "incidents" },
  { to: "/t/$team/heartbeats", word: "Heartbeats", key: "h", bar: false, icon: "heartbeats" },
  { to: "/t/$team/monitors", word: "Monitors", key: "m", bar: false, icon: "monitors" },
  { to: "/t/$team/maintenance", word: "Maintenance", key: null, bar: false, icon: "maintenance" },
  { to: "/t/$team/probes", word: "Probes", key: null, bar: false, icon: "probes" },
  { to: "/t/$team/guards", word: "Guards", key: null, bar: false, icon: "guards" },
  { to: "/t/$team/on-call", word: "On-call", key: "c", bar: true, icon: "on-call" },
  { to: "/t/$team/policies", word: "Policies", key: null, bar: false, icon: "policies" },
  { to: "/t/$team/coverage", word: "Am I covered?", key: null, bar: false, icon: "coverage" },
  { to: "/t/$team/contacts", word: "How we reach you", key: null, bar: false, icon: "contacts" },
  { to: "/t/$team/members", word: "People", key: null, bar: false, icon: "members" },
  { to: "/t/$team/integrations", word: "Integrations", key: null, bar: false, icon: "integrations" },
  { to: "/t/$team/settings", word: "Settings", key: null, bar: false, icon: "settings" },
] as const;

export type Place = (typeof PLACES)[number];
export type IconName = Place["icon"] | "more";
