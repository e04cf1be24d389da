/** The names of everything in the query cache. A team's data starts with `["team", <team>]`. */
export const ME = ["me"] as const;

export const teamKey = (team: string) => ["team", team] as const;
export const overviewKey = (team: string) => [...teamKey(team), "overview"] as const;
export const heartbeatKey = (team: string, id: string) => [...teamKey(team), "heartbeat", id] as const;
export const monitorKey = (team: string, id: string) => [...teamKey(team), "monitor", id] as const;
export const guardsKey = (team: string) => [...teamKey(team), "guards"] as const;
export const incidentsKey = (team: string) => [...teamKey(team), "incidents"] as const;
export const incidentKey = (team: string, id: string) => [...teamKey(team), "incident", id] as const;
export const contactsKey = (team: string) => [...teamKey(team), "contacts"] as const;
export const membersKey = (team: string) => [...teamKey(team), "members"] as const;
export const invitationsKey = (team: string) => [...teamKey(team), "invitations"] as const;
export const pingKeysKey = (team: string) => [...teamKey(team), "ping-keys"] as const;
export const apiKeysKey = (team: string) => [...teamKey(team), "api-keys"] as const;
export const channelsKey = (team: string) => [...teamKey(team), "channels"] as const;
