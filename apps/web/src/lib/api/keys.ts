/** The names of everything in the query cache. A team's data starts with `["team", <team>]`. */
export const ME = ["me"] as const;

export const teamKey = (team: string) => ["team", team] as const;
export const overviewKey = (team: string) => [...teamKey(team), "overview"] as const;
export const heartbeatKey = (team: string, id: string) => [...teamKey(team), "heartbeat", id] as const;
export const monitorKey = (team: string, id: string) => [...teamKey(team), "monitor", id] as const;
/** Under the monitor's own, so that what changes it refreshes these as well. */
export const seriesKey = (team: string, id: string, range: string) =>
  [...monitorKey(team, id), "series", range] as const;
export const uptimeKey = (team: string, id: string) => [...monitorKey(team, id), "uptime"] as const;
export const stripsKey = (team: string) => [...teamKey(team), "strips"] as const;
export const maintenanceKey = (team: string) => [...teamKey(team), "maintenance"] as const;
export const probesKey = (team: string) => [...teamKey(team), "probes"] as const;
export const domainsKey = (team: string) => [...teamKey(team), "domains"] as const;
export const guardsKey = (team: string) => [...teamKey(team), "guards"] as const;
export const incidentsKey = (team: string) => [...teamKey(team), "incidents"] as const;
export const incidentKey = (team: string, id: string) => [...teamKey(team), "incident", id] as const;
export const contactsKey = (team: string) => [...teamKey(team), "contacts"] as const;
export const membersKey = (team: string) => [...teamKey(team), "members"] as const;
export const invitationsKey = (team: string) => [...teamKey(team), "invitations"] as const;
export const pingKeysKey = (team: string) => [...teamKey(team), "ping-keys"] as const;
export const apiKeysKey = (team: string) => [...teamKey(team), "api-keys"] as const;
export const policiesKey = (team: string) => [...teamKey(team), "policies"] as const;
export const calledNowKey = (team: string, of: object) => [...teamKey(team), "called-now", of] as const;
export const coverageKey = (team: string) => [...teamKey(team), "coverage"] as const;
export const channelsKey = (team: string) => [...teamKey(team), "channels"] as const;
export const onCallKey = (team: string) => [...teamKey(team), "on-call"] as const;
export const calendarKey = (team: string, from: string) => [...onCallKey(team), "calendar", from] as const;
export const chainKey = (team: string, policy: string, at: string) =>
  [...onCallKey(team), "chain", policy, at] as const;
export const badgeKey = (team: string) => [...onCallKey(team), "badge"] as const;
export const feedsKey = (team: string) => [...teamKey(team), "feeds"] as const;
